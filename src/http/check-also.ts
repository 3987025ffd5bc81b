import { createRoute, z } from "@hono/zod-openapi"
import { toLinkItem } from "../checkalso/json.ts"
import { toDraft } from "../feeds/json-item.ts"
import { canonicalKey } from "../lib/urls.ts"
import { jsonFeedItemInput } from "../model/json-feed.ts"
import type { Link } from "../model/link.ts"
import { editLinks, linksForArticle, linksForDraft } from "../newsroom/check-also.ts"
import { type ArticleRow, findArticleByUrl } from "../store/articles.ts"
import { readRevision } from "../store/revisions.ts"
import { ARTICLE_BYTES, findPublic, unreadable } from "./articles.ts"
import { editorOnly } from "./auth.ts"
import { atMost, takesJson } from "./body.ts"
import { type Answer, json } from "./json.ts"
import { problem, problemResponses } from "./problem.ts"
import { remembered } from "./remembered.ts"
import { createRouter } from "./router.ts"
import { articleExample, JsonFeed } from "./schemas.ts"
import type { Services } from "./services.ts"

export const checkAlso = createRouter()

const id = z.object({ id: z.string().openapi({ example: "river-gauges-return" }) })
const limit = z.coerce
  .number()
  .int()
  .min(1, "is 1 to 10")
  .max(10, "is 1 to 10")
  .default(3)
  .openapi({ example: 3, description: "How many links at most" })
const feed = { "application/feed+json": { schema: JsonFeed } }

const ofArticle = createRoute({
  method: "get",
  path: "/articles/{id}/check-also",
  middleware: [remembered],
  tags: ["Check Also"],
  summary: "The links under an article",
  request: { params: id, query: z.object({ limit }) },
  responses: {
    200: { description: "A JSON Feed of links, best first", content: feed },
    ...problemResponses("invalid-request", "not-found", "gone", "unavailable"),
  },
})

checkAlso.openapi(ofArticle, async (c) => {
  const { services } = c.var
  const row = await findPublic(services.db, c.req.valid("param").id)
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
    200: { description: "A JSON Feed of links, best first", content: feed },
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
  if (!article) return unreadable()
  const links = await linksForArticle(services, article, { limit, now: services.now(), waitUntil })
  return linksFeed(services, links, {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
  })
}

function linksFeed(services: Services, links: Link[], headers: Record<string, string>): Answer {
  const { publication } = services.config
  return json(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: `Check Also: ${publication.title}`,
      home_page_url: publication.homeUrl,
      items: links.map(toLinkItem),
    },
    { type: "application/feed+json; charset=utf-8", headers },
  )
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
    200: { description: "A JSON Feed of links, with scores and reasons", content: feed },
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

const webUrl = z.url({ protocol: /^https?$/, error: "is an http or https URL" })
const edits = z
  .object({
    pin: z
      .array(z.union([z.string().min(1), z.object({ url: webUrl, title: z.string().min(1) })]))
      .max(10)
      .default([]),
    exclude: z.array(z.string().min(1)).max(200).default([]),
  })
  .openapi("CheckAlsoEdits", {
    example: { pin: [{ url: "https://partner.example/explainer", title: "How the gauges work" }], exclude: [] },
  })

const edit = createRoute({
  method: "put",
  path: "/articles/{id}/check-also",
  tags: ["Check Also"],
  summary: "Pin links under an article, or keep some away from it",
  security: [{ editor: [] }],
  middleware: [editorOnly, takesJson, atMost(64 * 1024)],
  request: { params: id, body: { content: { "application/json": { schema: edits } }, required: true } },
  responses: {
    200: { description: "The list as it is now", content: feed },
    ...problemResponses(
      "unauthorized",
      "not-found",
      "gone",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

checkAlso.openapi(edit, async (c) => {
  const { services } = c.var
  const row = await findPublic(services.db, c.req.valid("param").id)
  if (row instanceof Response) return row
  const article = await readRevision(services, row)
  if (!article) return unreadable()
  const done = await editLinks(services, article, c.req.valid("json"), services.now())
  if (done.outcome === "unknown-item") {
    return problem("invalid-body", `No held item has the id ${done.id}. GET /partners/:id/items lists them.`, {
      errors: [{ pointer: done.pointer, detail: "is not an item we hold" }],
    })
  }
  return linksFeed(services, done.links, { "cache-control": "no-store" })
})
