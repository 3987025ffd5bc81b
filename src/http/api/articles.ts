import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { feed, toJsonItem } from "../../feeds/write/json-item.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { toDraft } from "../../model/article-draft.ts"
import { jsonFeedItemInput } from "../../model/article-input.ts"
import { type Precondition, type PublishOutcome, publishArticle } from "../../newsroom/publish.ts"
import { publishUnderTitle } from "../../newsroom/publish-under-title.ts"
import { withdrawArticle } from "../../newsroom/withdraw.ts"
import { type ArticleRow, findArticle, listArticles } from "../../store/articles.ts"
import { MAX_REVISION_BYTES, readRevisions } from "../../store/revisions.ts"
import { atMost, takesJson } from "../kit/body.ts"
import { cursorQuery, nextUrl, readCursor } from "../kit/cursor.ts"
import { editorOnly, isEditor } from "../kit/editor-auth.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { type Answer, feedJson, json, noContent } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { articleExample, JsonFeed, JsonFeedItem } from "../kit/schemas.ts"

export const ARTICLE_BYTES = 1024 * 1024
const PAGE = 50
const ID = /^[a-z0-9][a-z0-9-]{0,99}$/

export const articles = createRouter()

const params = z.object({
  id: z
    .string()
    .regex(ID, "is an article's id: a-z, 0-9 and hyphens, 100 at most, a letter or digit first")
    .openapi({ example: "river-gauges-return" }),
})
const item = { "application/json": { schema: JsonFeedItem } }
const body = { content: { "application/json": { schema: jsonFeedItemInput, example: articleExample } }, required: true }
const conditions = z.object({
  "if-match": z.string().optional().openapi({ description: "The ETag of the revision you read", example: '"3f2a"' }),
})
const editor = [{ editor: [] }]

const put = createRoute({
  method: "put",
  path: "/articles/{id}",
  tags: ["Articles"],
  summary: "Publish an article, or change it",
  security: editor,
  middleware: [editorOnly, takesJson, atMost(ARTICLE_BYTES), whole],
  request: { params, headers: conditions, body },
  responses: {
    201: { description: "It is new", content: item },
    200: { description: "It was changed, or stands as it was", content: item },
    ...problemResponses(
      "invalid-request",
      "unauthorized",
      "conflict",
      "precondition-failed",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

articles.openapi(put, async (c) => {
  const { services } = c.var
  const condition = conditionsOf(c.req.raw)
  const draft = toDraft(c.req.valid("json"))
  return published(await publishArticle(services, c.req.valid("param").id, draft, services.now(), condition))
})

const post = createRoute({
  method: "post",
  path: "/articles",
  tags: ["Articles"],
  summary: "Publish an article under an id made from its title",
  security: editor,
  middleware: [editorOnly, takesJson, atMost(ARTICLE_BYTES), whole],
  request: { body },
  responses: {
    201: { description: "It is new; Location says where", content: item },
    200: { description: "The same article was there already", content: item },
    ...problemResponses(
      "unauthorized",
      "conflict",
      "too-large",
      "unsupported-media-type",
      "invalid-body",
      "unavailable",
    ),
  },
})

articles.openapi(post, async (c) => {
  const { services } = c.var
  const done = await publishUnderTitle(services, c.req.valid("json"), services.now())
  const response = published(done)
  if ("article" in done) {
    response.headers.set("location", `${services.config.publication.siteUrl}/articles/${done.article.id}`)
  }
  return response
})

function published(done: PublishOutcome): Answer {
  switch (done.outcome) {
    case "created":
    case "changed":
    case "unchanged":
      return json(toJsonItem(done.article), {
        status: done.outcome === "created" ? 201 : 200,
        headers: { etag: `"${done.hash}"` },
      })
    case "precondition-failed":
      return problem(
        "precondition-failed",
        isOut(done.row)
          ? `The current revision is "${done.row.hash}", which this request's conditions rule out. Read it, merge, send again.`
          : "The conditions of this request do not hold: there is no revision of it now.",
      )
    case "url-taken":
      return problem(
        "conflict",
        `Article ${done.by} was first published at this url. Change that one, or send another url.`,
      )
    case "too-large":
      return problem(
        "too-large",
        `The article takes ${done.bytes} bytes as it is stored; ${MAX_REVISION_BYTES} is the limit. Send a shorter one.`,
      )
  }
}

const isOut = (row: ArticleRow | null): row is ArticleRow => row !== null && row.state !== "withdrawn"

/** If-Match and its kin (RFC 9110 §13), held against the row's revision. */
const conditionsOf =
  (request: Request): Precondition =>
  (row) => {
    const current = isOut(row) ? { etag: `"${row.hash}"`, lastModified: row.modifiedAt } : null
    return evaluateConditions(request.method, request.headers, current) === "proceed"
  }

const remove = createRoute({
  method: "delete",
  path: "/articles/{id}",
  tags: ["Articles"],
  summary: "Withdraw an article",
  security: editor,
  middleware: [editorOnly, whole],
  request: { params, headers: conditions },
  responses: {
    204: { description: "It is withdrawn: 410 at its address, gone from the feeds, a tombstone in Atom" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "precondition-failed", "unavailable"),
  },
})

articles.openapi(remove, async (c) => {
  const { services } = c.var
  const condition = conditionsOf(c.req.raw)
  const done = await withdrawArticle(services, c.req.valid("param").id, services.now(), condition)
  switch (done.outcome) {
    case "withdrawn":
      return noContent()
    case "unknown":
      return problem("not-found", "No article has this id; GET /articles lists those there are.")
    case "precondition-failed":
      return problem(
        "precondition-failed",
        "The conditions of this request do not hold for the current revision. Read it and send again.",
      )
  }
})

const list = createRoute({
  method: "get",
  path: "/articles",
  tags: ["Articles"],
  summary: "All articles, newest first, scheduled ones too",
  security: editor,
  middleware: [editorOnly],
  request: {
    query: cursorQuery,
  },
  responses: {
    200: {
      description: "A JSON Feed; next_url leads to the next page",
      content: { "application/feed+json": { schema: JsonFeed } },
    },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

articles.openapi(list, async (c) => {
  const { services } = c.var
  const { publication } = services.config
  const before = readCursor(c.req.valid("query").cursor)
  if (before instanceof Response) return before
  const rows = await listArticles(services.db, PAGE, before)
  const found = await readRevisions(services, rows)
  const items = found.flatMap((article, index) => (article ? [listed(toJsonItem(article), rows[index]!)] : []))
  const head = {
    title: publication.title,
    homePageUrl: publication.homeUrl,
    nextUrl: nextUrl(`${publication.siteUrl}/articles`, rows, PAGE),
  }
  return feedJson(feed(head, items), { "cache-control": "no-store" })
})

const listed = (item: ReturnType<typeof toJsonItem>, row: ArticleRow) => ({
  ...item,
  _check_also: {
    ...(item._check_also as object | undefined),
    article_id: row.id,
    state: row.state,
    announced: row.announcedHash === row.hash,
  },
})

/**
 * The row of an article that is out, or the problem to answer with. An editor also gets a scheduled one; what is made of
 * that is `no-store`, for others get 404.
 */
export async function findReadable(c: Context<HttpEnv>, id: string): Promise<ArticleRow | Answer> {
  const row = ID.test(id) ? await findArticle(c.var.services.db, id) : null
  if (row?.state === "live" || (row?.state === "scheduled" && (await isEditor(c)))) return row
  return row?.state === "withdrawn"
    ? problem("gone", "This article was withdrawn.")
    : problem("not-found", "No article is out under this id.")
}

/** `cached` for what anybody may read. */
export const cacheControlOf = (row: ArticleRow, cached: string): string => (row.state === "live" ? cached : "no-store")

/** For an article whose text neither KV nor D1 can give. */
export const unreadable = () =>
  problem("unavailable", "This article cannot be read now. The newsroom can publish it again.", {
    title: "This article is damaged",
    headers: { "retry-after": "60" },
  })
