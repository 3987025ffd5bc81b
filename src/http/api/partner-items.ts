import { createRoute, z } from "@hono/zod-openapi"
import { toHeldJson } from "../../feeds/write/held-item.ts"
import { feed } from "../../feeds/write/json-item.ts"
import { listItems } from "../../store/items.ts"
import { findPartner } from "../../store/partners.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { feedJson } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { JsonFeed, partnerParams } from "../kit/schemas.ts"

const PAGE = 100

export const partnerItems = createRouter()

const items = createRoute({
  method: "get",
  path: "/partners/{id}/items",
  tags: ["Partners"],
  summary: "What we hold of a partner, newest first",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: {
    params: partnerParams,
    query: z.object({ cursor: z.string().optional().openapi({ description: "From next_url of the page before" }) }),
  },
  responses: {
    200: {
      description: "A JSON Feed; next_url leads to the next page",
      content: { "application/feed+json": { schema: JsonFeed } },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partnerItems.openapi(items, async (c) => {
  const { db, config } = c.var.services
  const { id } = c.req.valid("param")
  const { cursor } = c.req.valid("query")
  const before = cursor === undefined ? null : parseCursor(cursor)
  if (cursor !== undefined && !before) {
    return problem("invalid-request", "cursor is not one that this service made; follow next_url, or leave it out.")
  }
  const row = await findPartner(db, id)
  if (!row) return problem("not-found", `No partner has the id ${id}; GET /partners lists those there are.`)
  const page = await listItems(db, id, PAGE, before)
  const last = page.at(-1)
  const nextUrl =
    last && page.length === PAGE
      ? `${config.publication.siteUrl}/partners/${id}/items?cursor=${last.publishedAt}:${last.id}`
      : undefined
  const head = { title: row.partner.name, homePageUrl: row.partner.homeUrl, nextUrl }
  return feedJson(feed(head, page.map(toHeldJson)), { "cache-control": "no-store" })
})

function parseCursor(cursor: string): { publishedAt: number; id: string } | null {
  const [, time, id] = /^(-?\d{1,16}):([\w-]{1,100})$/.exec(cursor) ?? []
  return time && id ? { publishedAt: Number(time), id } : null
}
