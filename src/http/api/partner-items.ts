import { createRoute } from "@hono/zod-openapi"
import { toHeldJson } from "../../feeds/write/held-item.ts"
import { feed } from "../../feeds/write/json-item.ts"
import { listItems } from "../../store/items.ts"
import { findPartner } from "../../store/partners.ts"
import { cursorQuery, nextUrl, readCursor } from "../kit/cursor.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { feedJson } from "../kit/json.ts"
import { problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { JsonFeed, partnerParams } from "../kit/schemas.ts"

const MAX_PAGE_ITEMS = 100

export const partnerItems = createRouter()

const items = createRoute({
  method: "get",
  path: "/partners/{id}/items",
  tags: ["Partners"],
  summary: "List the stored items of a partner, newest first",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: {
    params: partnerParams,
    query: cursorQuery,
  },
  responses: {
    200: {
      description: "A JSON Feed. next_url is the address of the next page",
      content: { "application/feed+json": { schema: JsonFeed } },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partnerItems.openapi(items, async (c) => {
  const { db, config } = c.var.services
  const { id } = c.req.valid("param")
  const before = readCursor(c.req.valid("query").cursor)
  if (before instanceof Response) return before
  const row = await findPartner(db, id)
  if (!row) return unknownPartner(id)
  const page = await listItems(db, id, MAX_PAGE_ITEMS, before)
  const list = `${config.publication.siteUrl}/partners/${id}/items`
  const head = {
    title: row.partner.name,
    homePageUrl: row.partner.homeUrl,
    nextUrl: nextUrl(list, page, MAX_PAGE_ITEMS),
  }
  return feedJson(feed(head, page.map(toHeldJson)))
})
