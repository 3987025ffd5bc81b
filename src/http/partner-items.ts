import { createRoute, z } from "@hono/zod-openapi"
import { toRfc3339 } from "../lib/time.ts"
import type { HeldItem } from "../model/item.ts"
import { listItems } from "../store/items.ts"
import { findPartner } from "../store/partners.ts"
import { editorOnly } from "./auth.ts"
import { json } from "./json.ts"
import { partnerParams } from "./partner-schemas.ts"
import { problem, problemResponses } from "./problem.ts"
import { createRouter } from "./router.ts"
import { JsonFeed } from "./schemas.ts"

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
  const more = last && page.length === PAGE
  return json(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: row.partner.name,
      home_page_url: row.partner.homeUrl,
      ...(more
        ? { next_url: `${config.publication.siteUrl}/partners/${id}/items?cursor=${last.publishedAt}:${last.id}` }
        : {}),
      items: page.map(toHeldJson),
    },
    { type: "application/feed+json; charset=utf-8", headers: { "cache-control": "no-store" } },
  )
})

function parseCursor(cursor: string): { publishedAt: number; id: string } | null {
  const [, time, id] = /^(-?\d{1,16}):([\w-]{1,100})$/.exec(cursor) ?? []
  return time && id ? { publishedAt: Number(time), id } : null
}

/** A held item as a JSON Feed item. */
function toHeldJson(item: HeldItem) {
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    ...(item.summary ? { summary: item.summary } : {}),
    content_text: item.content || item.summary || item.title,
    ...(item.image ? { image: item.image } : {}),
    date_published: toRfc3339(item.publishedAt),
    date_modified: toRfc3339(item.updatedAt),
    ...(item.authors.length ? { authors: item.authors } : {}),
    ...(item.tags.length ? { tags: item.tags } : {}),
    ...(item.language ? { language: item.language } : {}),
    _check_also: {
      partner: item.partnerId,
      ...(item.guid === null ? {} : { guid: item.guid }),
      ...(item.section === null ? {} : { section: item.section }),
      ...(item.story === null ? {} : { same_story_as: item.story }),
      seen_at: toRfc3339(item.seenAt),
    },
  }
}
