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
  .min(1, "is 1 to 10")
  .max(10, "is 1 to 10")
  .default(3)
  .openapi({ example: 3, description: "How many links at most" })
const linksBody = { "application/feed+json": { schema: JsonFeed } }

const ofArticle = createRoute({
  method: "get",
  path: "/articles/{id}/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "The links under an article",
  description: "Those of a scheduled article are there for editors alone.",
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
  summary: "The links for the article published at a URL, wherever the page is",
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
    return problem(
      "not-found",
      "No article was published at this url. Send the page's canonical URL, as the article has it.",
      {
        headers: { "access-control-allow-origin": "*" },
      },
    )
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
    // Nobody is to keep the empty list that stands in while the first one is made.
    "cache-control": pending ? "no-store" : cacheControlOf(row, FRESH_FOR_A_MINUTE),
  })
}

/** The list of an article whose text is lost: it cannot be made anew. */
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
  summary: "The links that a draft would get; nothing is stored",
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
  partner_name: z.string().trim().min(1).max(200).optional().openapi({ description: "Left out: the host of url" }),
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
  summary: "What editors pinned under an article and keep away from it",
  security: [{ editor: [] }],
  middleware: [editorOnly],
  request: { params: id },
  responses: {
    200: {
      description: "As it stands; the ETag is for If-Match of a PUT of /articles/{id}/check-also",
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
  summary: "Pin links under an article, or keep some away from it",
  description:
    "Takes the place of all that was pinned and excluded before. A pin is a held item's id, or a page anywhere with " +
    "its title. GET /articles/{id}/check-also/edits gives what stands, with the ETag for If-Match; If-None-Match: * " +
    "lets through only the first decision about this article.",
  security: [{ editor: [] }],
  middleware: [editorOnly, takesJson, atMost(64 * 1024)],
  request: {
    params: id,
    headers: z.object({
      "if-match": z.string().optional().openapi({ description: "The ETag of the edits you read", example: '"3"' }),
      "if-none-match": z.string().optional().openapi({ description: "* for the first decision", example: "*" }),
    }),
    body: { content: { "application/json": { schema: edits } }, required: true },
  },
  responses: {
    200: { description: "The list as it is now; the ETag is that of the edits", content: linksBody },
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
        `The edits stand at ${editsTag(done.version)}, which this request's conditions rule out. GET /articles/${row.id}/check-also/edits, merge, send again.`,
        { headers: { etag: editsTag(done.version) } },
      )
    case "unknown-item":
      return problem("invalid-body", `No held item has the id ${done.id}. GET /partners/:id/items lists them.`, {
        errors: [{ pointer: done.pointer, detail: "is not an item we hold" }],
      })
  }
})

/** Before anything was decided there are edits to match, the empty ones that GET shows, but none to rule out by `*`. */
const editsCondition =
  ({ method, headers }: Request) =>
  ({ version }: StoredEdits): boolean => {
    const none = version === 0 && !headers.has("if-match")
    const current = none ? null : { etag: editsTag(version), lastModified: null }
    return evaluateConditions(method, headers, current) === "proceed"
  }
