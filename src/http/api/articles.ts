import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { feed, toJsonItem } from "../../feeds/write/json-item.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { toDraft } from "../../model/article-draft.ts"
import { jsonFeedItemInput } from "../../model/article-input.ts"
import { ARTICLE_ID } from "../../model/limits.ts"
import type { Services } from "../../model/services.ts"
import { type Precondition, type PublishOutcome, publishArticle } from "../../newsroom/publish.ts"
import { publishUnderTitle } from "../../newsroom/publish-under-title.ts"
import { withdrawArticle } from "../../newsroom/withdraw.ts"
import { checkProfiles } from "../../rendering/check-profiles.ts"
import { type ArticleRow, findArticle, listArticles } from "../../store/articles.ts"
import { MAX_REVISION_BYTES, readRevisions } from "../../store/revisions.ts"
import { acceptJson, maxBody } from "../kit/body.ts"
import { cursorQuery, nextUrl, readCursor } from "../kit/cursor.ts"
import { editorOnly, isEditor } from "../kit/editor-auth.ts"
import { toFindingJson } from "../kit/findings.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { type ApiResponse, feedJson, json, noContent } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter, whole } from "../kit/router.ts"
import { articleExample, JsonFeed, JsonFeedItem } from "../kit/schemas.ts"

export const MAX_ARTICLE_BYTES = 1024 * 1024
const MAX_PAGE_ARTICLES = 50

export const articles = createRouter()

const params = z.object({
  id: z
    .string()
    .regex(ARTICLE_ID, "must be an article's id: 1 to 100 of a-z, 0-9 and hyphens, with a letter or digit first")
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
  middleware: [editorOnly, acceptJson, maxBody(MAX_ARTICLE_BYTES), whole],
  request: { params, headers: conditions, body },
  responses: {
    201: { description: "The article is new", content: item },
    200: { description: "The article was changed, or is the same as before", content: item },
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
  return published(services, await publishArticle(services, c.req.valid("param").id, draft, services.now(), condition))
})

const post = createRoute({
  method: "post",
  path: "/articles",
  tags: ["Articles"],
  summary: "Publish an article under an id made from its title",
  security: editor,
  middleware: [editorOnly, acceptJson, maxBody(MAX_ARTICLE_BYTES), whole],
  request: { body },
  responses: {
    201: { description: "The article is new. Location gives its address", content: item },
    200: { description: "The same article exists already", content: item },
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
  const response = await published(services, done)
  if ("article" in done) {
    response.headers.set("location", `${services.config.publication.siteUrl}/articles/${done.article.id}`)
  }
  return response
})

async function published(services: Services, done: PublishOutcome): Promise<ApiResponse> {
  switch (done.outcome) {
    case "created":
    case "changed":
    case "unchanged":
      return json(withProfiles(toJsonItem(done.article), await checkProfiles(services, done.article, services.now())), {
        status: done.outcome === "created" ? 201 : 200,
        headers: { etag: `"${done.hash}"` },
      })
    case "precondition-failed":
      return problem(
        "precondition-failed",
        isOut(done.row)
          ? `The conditions of this request do not match the current revision "${done.row.hash}". Read the article, merge your changes, and send it again.`
          : "The conditions of this request need an existing article, and there is none under this id.",
      )
    case "url-taken":
      return problem(
        "conflict",
        `Article ${done.by} was first published at this url. Change that article, or send another url.`,
      )
    case "too-large":
      return problem(
        "too-large",
        `The stored article would take ${done.bytes} bytes. The limit is ${MAX_REVISION_BYTES} bytes. Send a shorter article.`,
      )
  }
}

/** Says what aggregators would say of the article, so that an editor hears of it before it is out. */
const withProfiles = (item: ReturnType<typeof toJsonItem>, checked: Awaited<ReturnType<typeof checkProfiles>>) =>
  checked.length === 0
    ? item
    : {
        ...item,
        _check_also: {
          ...(item._check_also as object | undefined),
          profiles: checked.map(([{ name }, { verdict, findings }]) => ({
            profile: name,
            verdict,
            findings: findings.map(toFindingJson),
          })),
        },
      }

const isOut = (row: ArticleRow | null): row is ArticleRow => row !== null && row.state !== "withdrawn"

/** Checks If-Match and the other conditional headers (RFC 9110 §13) against the row's revision. */
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
    204: {
      description:
        "The article is withdrawn. Its address answers 410. Feeds drop it, and Atom feeds carry a tombstone.",
    },
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
      return problem("not-found", "No article has this id. GET /articles lists all articles.")
    case "precondition-failed":
      return problem(
        "precondition-failed",
        "The conditions of this request do not match the current revision. Read the article, and send the request again.",
      )
  }
})

const list = createRoute({
  method: "get",
  path: "/articles",
  tags: ["Articles"],
  summary: "List all articles, newest first, with scheduled ones",
  security: editor,
  middleware: [editorOnly],
  request: {
    query: cursorQuery,
  },
  responses: {
    200: {
      description: "A JSON Feed. next_url is the address of the next page",
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
  const rows = await listArticles(services.db, MAX_PAGE_ARTICLES, before)
  const found = await readRevisions(services, rows)
  const items = found.flatMap((article, index) => (article ? [listed(toJsonItem(article), rows[index]!)] : []))
  const head = {
    title: publication.title,
    homePageUrl: publication.homeUrl,
    nextUrl: nextUrl(`${publication.siteUrl}/articles`, rows, MAX_PAGE_ARTICLES),
  }
  return feedJson(feed(head, items))
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
 * Finds the row of a published article. Gives the problem to answer with when there is none. Editors also get scheduled
 * articles, which everybody else sees as 404. An answer made from a scheduled article is `no-store`.
 */
export async function findReadable(c: Context<HttpEnv>, id: string): Promise<ArticleRow | ApiResponse> {
  const row = ARTICLE_ID.test(id) ? await findArticle(c.var.services.db, id) : null
  if (row?.state === "live" || (row?.state === "scheduled" && (await isEditor(c)))) return row
  return row?.state === "withdrawn"
    ? problem("gone", "This article was withdrawn.")
    : problem("not-found", "No published article has this id.")
}

/** Gives `cached` for a published article, and `no-store` for any other. */
export const cacheControlOf = (row: ArticleRow, cached: string): string => (row.state === "live" ? cached : "no-store")

/** The answer for an article whose text is lost in KV and in D1. */
export const unreadable = () =>
  problem("unavailable", "The text of this article is damaged. The newsroom can publish it again.", {
    title: "This article is damaged",
    headers: { "retry-after": "60" },
  })
