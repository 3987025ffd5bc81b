import { createRoute, z } from "@hono/zod-openapi"
import { linksForDraft } from "../../checkalso/compute.ts"
import { editLinks } from "../../checkalso/edit.ts"
import { listForArticle } from "../../checkalso/serve.ts"
import { feed } from "../../feeds/write/json-item.ts"
import { toLinkItem } from "../../feeds/write/link-item.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { canonicalKey } from "../../lib/url/resolve.ts"
import { toDraft } from "../../model/article-draft.ts"
import { jsonFeedItemInput } from "../../model/article-input.ts"
import type { Link } from "../../model/link.ts"
import type { Services } from "../../model/services.ts"
import { type ArticleRow, findArticleByUrl } from "../../store/articles.ts"
import { findEdits, type Pin, type StoredEdits, storedLists } from "../../store/link-lists.ts"
import { readRevision } from "../../store/revisions.ts"
import { atMost, takesJson } from "../kit/body.ts"
import { ANYBODY, editorOnly } from "../kit/editor-auth.ts"
import { FRESH_FOR_A_MINUTE } from "../kit/headers.ts"
import { type Answer, feedJson, json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { articleExample, JsonFeed, webUrl } from "../kit/schemas.ts"
import { ARTICLE_BYTES, cacheControlOf, findReadable, unreadable } from "./articles.ts"

export const checkAlso = createRouter()

const id = z.object({ id: z.string().openapi({ example: "river-gauges-return" }) })
const limit = z.coerce
  .number()
  .int()
  .min(1, "must be 1 to 10")
  .max(10, "must be 1 to 10")
  .default(3)
  .openapi({ example: 3, description: "The largest number of links" })
const linksBody = { "application/feed+json": { schema: JsonFeed } }

const ofArticle = createRoute({
  method: "get",
  path: "/articles/{id}/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "Get the links under an article",
  description: "Only editors get the links of a scheduled article.",
  security: ANYBODY,
  request: { params: id, query: z.object({ limit }) },
  responses: {
    200: { description: "A JSON Feed of links, best first", content: linksBody },
    ...problemResponses("invalid-request", "not-found", "gone", "unavailable"),
  },
})

checkAlso.openapi(ofArticle, async (c) => {
  const { services } = c.var
  const row = await findReadable(c, c.req.valid("param").id)
  if (row instanceof Response) return row
  return serveLinks(services, row, c.req.valid("query").limit, (work) => c.executionCtx.waitUntil(work))
})

const ofPage = createRoute({
  method: "get",
  path: "/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "Get the links for the article at a canonical URL, on any site",
  request: {
    query: z.object({
      url: z.url().openapi({ example: "https://courier.example/articles/river-gauges-return" }),
      limit,
    }),
  },
  responses: {
    200: { description: "A JSON Feed of links, best first", content: linksBody },
    ...problemResponses("invalid-request", "not-found", "unavailable"),
  },
})

checkAlso.openapi(ofPage, async (c) => {
  const { services } = c.var
  const query = c.req.valid("query")
  const row = await findArticleByUrl(services.db, canonicalKey(query.url))
  if (!row) {
    return problem("not-found", "No published article has this url. Send the article's canonical URL.", {
      headers: { "access-control-allow-origin": "*" },
    })
  }
  return serveLinks(services, row, query.limit, (work) => c.executionCtx.waitUntil(work))
})

async function serveLinks(
  services: Services,
  row: ArticleRow,
  limit: number,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Answer> {
  const article = await readRevision(services, row)
  const { links, pending } = article
    ? await listForArticle(services, article, { limit, now: services.now(), waitUntil })
    : await listAsStored(services.db, row.id, limit)
  return linksFeed(services, links, {
    "access-control-allow-origin": "*",
    // The list is empty while the first one is being made. No cache may keep it.
    "cache-control": pending ? "no-store" : cacheControlOf(row, FRESH_FOR_A_MINUTE),
  })
}

/** Gives the stored list of an article whose text is lost. Without the text no new list can be made. */
async function listAsStored(db: D1Database, id: string, limit: number): Promise<{ links: Link[]; pending: boolean }> {
  const stored = (await storedLists(db, [id])).get(id)
  return { links: stored?.links.slice(0, limit) ?? [], pending: true }
}

function linksFeed(services: Services, links: Link[], headers: Record<string, string>): Answer {
  const { publication } = services.config
  const head = { title: `Check Also: ${publication.title}`, homePageUrl: publication.homeUrl }
  return feedJson(feed(head, links.map(toLinkItem)), headers)
}

const ofDraft = createRoute({
  method: "post",
  path: "/check-also",
  tags: ["Check Also"],
  summary: "Get the links that a draft would have. Nothing is stored",
  security: [{ editor: [] }],
  middleware: [editorOnly, takesJson, atMost(ARTICLE_BYTES)],
  request: {
    query: z.object({ limit }),
    body: { content: { "application/json": { schema: jsonFeedItemInput, example: articleExample } }, required: true },
  },
  responses: {
    200: { description: "A JSON Feed of links, with scores and reasons", content: linksBody },
    ...problemResponses(
      "invalid-request",
      "unauthorized",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

checkAlso.openapi(ofDraft, async (c) => {
  const { services } = c.var
  const draft = toDraft(c.req.valid("json"))
  const language = draft.language ?? services.config.publication.language
  const links = await linksForDraft(
    services,
    { ...draft, language },
    { limit: c.req.valid("query").limit, now: services.now() },
  )
  return linksFeed(services, links, { "cache-control": "no-store" })
})

const ownPin = z.object({
  url: webUrl,
  title: z.string().min(1).max(1000),
  partner_name: z.string().trim().min(1).max(200).optional().openapi({ description: "Default: the host of url" }),
  sponsored: z.boolean().optional(),
})
const edits = z
  .object({
    pin: z
      .array(z.union([z.string().min(1).max(2000), ownPin]))
      .max(10)
      .default([]),
    exclude: z.array(z.string().min(1).max(2000)).max(200).default([]),
  })
  .openapi("CheckAlsoEdits", {
    example: {
      pin: ["8Jx2mQ0vT5c1LrYbWn4kZA", { url: "https://partner.example/explainer", title: "How the gauges work" }],
      exclude: ["https://herald.example/old-gauges"],
    },
  })

const toPin = (sent: z.infer<typeof edits>["pin"][number]): Pin => {
  if (typeof sent === "string") return sent
  const { partner_name: partnerName, ...pin } = sent
  return { ...pin, ...(partnerName === undefined ? {} : { partnerName }) }
}

const toSent = (pin: Pin): z.infer<typeof edits>["pin"][number] => {
  if (typeof pin === "string") return pin
  const { partnerName, ...sent } = pin
  return { ...sent, ...(partnerName === undefined ? {} : { partner_name: partnerName }) }
}

const editsTag = (version: number) => `"${version}"`

const readEdits = createRoute({
  method: "get",
  path: "/articles/{id}/check-also/edits",
  tags: ["Check Also"],
  summary: "Get the links that editors pinned under an article or excluded",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { params: id },
  responses: {
    200: {
      description: "The current edits. Send the ETag as If-Match with PUT /articles/{id}/check-also",
      content: { "application/json": { schema: edits } },
    },
    ...problemResponses("unauthorized", "not-found", "gone", "unavailable"),
  },
})

checkAlso.openapi(readEdits, async (c) => {
  const { services } = c.var
  const row = await findReadable(c, c.req.valid("param").id)
  if (row instanceof Response) return row
  const { pins, excludes, version } = await findEdits(services.db, row.id)
  const headers = { etag: editsTag(version), "cache-control": "no-store" }
  return json({ pin: pins.map(toSent), exclude: excludes }, { headers })
})

const edit = createRoute({
  method: "put",
  path: "/articles/{id}/check-also",
  tags: ["Check Also"],
  summary: "Pin or exclude links under an article",
  description:
    "Replaces all earlier pins and exclusions. A pin is the id of a stored item, or any page with " +
    "its title. GET /articles/{id}/check-also/edits gives the current edits, with the ETag for If-Match. " +
    "If-None-Match: * is for the first edits of an article: it fails when there are edits already.",
  security: [{ editor: [] }],
  middleware: [editorOnly, takesJson, atMost(64 * 1024)],
  request: {
    params: id,
    headers: z.object({
      "if-match": z.string().optional().openapi({ description: "The ETag of the edits you read", example: '"3"' }),
      "if-none-match": z
        .string()
        .optional()
        .openapi({ description: "* when the article has no edits yet", example: "*" }),
    }),
    body: { content: { "application/json": { schema: edits } }, required: true },
  },
  responses: {
    200: { description: "The new list. The ETag belongs to the edits", content: linksBody },
    ...problemResponses(
      "unauthorized",
      "not-found",
      "gone",
      "precondition-failed",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

checkAlso.openapi(edit, async (c) => {
  const { services } = c.var
  const row = await findReadable(c, c.req.valid("param").id)
  if (row instanceof Response) return row
  const article = await readRevision(services, row)
  if (!article) return unreadable()
  const { pin, exclude } = c.req.valid("json")
  const sent = { pin: pin.map(toPin), exclude }
  const done = await editLinks(services, article, sent, services.now(), editsCondition(c.req.raw))
  switch (done.outcome) {
    case "done":
      return linksFeed(services, done.links, { etag: editsTag(done.version), "cache-control": "no-store" })
    case "precondition-failed":
      return problem(
        "precondition-failed",
        `The conditions of this request do not match the current edits ${editsTag(done.version)}. GET /articles/${row.id}/check-also/edits, merge your changes, and send them again.`,
        { headers: { etag: editsTag(done.version) } },
      )
    case "unknown-item":
      return problem(
        "invalid-body",
        `No stored item has the id ${done.id}. GET /partners/:id/items lists the items of a partner.`,
        {
          errors: [{ pointer: done.pointer, detail: "must be the id of a stored item" }],
        },
      )
  }
})

/**
 * Before the first edits, GET shows empty edits of version 0. If-Match can match them, and `If-None-Match: *` passes.
 */
const editsCondition =
  ({ method, headers }: Request) =>
  ({ version }: StoredEdits): boolean => {
    const none = version === 0 && !headers.has("if-match")
    const current = none ? null : { etag: editsTag(version), lastModified: null }
    return evaluateConditions(method, headers, current) === "proceed"
  }
