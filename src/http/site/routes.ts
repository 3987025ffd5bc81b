import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { accepts } from "hono/accepts"
import { listForArticle, renewIfStale } from "../../checkalso/serve.ts"
import type { Facet, FeedKey } from "../../feeds/catalogue/feed-key.ts"
import { ICON_PNG_PATH } from "../../feeds/write/channel-image.ts"
import { toJsonItem } from "../../feeds/write/json-item.ts"
import { toOpml } from "../../feeds/write/opml.ts"
import { fromBase64 } from "../../lib/crypto/base64.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { formatHttpDate } from "../../lib/http/date.ts"
import { fnv1a } from "../../lib/text/fnv1a.ts"
import { log } from "../../lib/text/log.ts"
import { MAX_PAGE_LINKS } from "../../model/limits.ts"
import type { Services } from "../../model/services.ts"
import { createRevisionCache } from "../../rendering/revision-cache.ts"
import { makeHomePage } from "../../rendering/write-boxes.ts"
import type { ArticleRow } from "../../store/articles.ts"
import { type KeptPage, readPage } from "../../store/boxes.ts"
import { readDirectory } from "../../store/directory.ts"
import { readRevision } from "../../store/revisions.ts"
import { cacheControlOf, findReadable, ID, unreadable } from "../api/articles.ts"
import { ANYBODY } from "../kit/editor-auth.ts"
import { CORS, FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { JsonFeedItem } from "../kit/schemas.ts"
import { COPY_SCRIPT_HASH } from "./assets/copy-script.ts"
import { FAVICON } from "./assets/favicon.ts"
import { ICON, rasterIcon } from "./assets/icon.ts"
import { STYLE, STYLE_PATH } from "./assets/style.ts"
import { WIDGET } from "./assets/widget.ts"
import { pageHeaders } from "./headers.ts"
import { wholeFeeds } from "./page-writers.ts"
import { feedsPage } from "./pages/feeds.tsx"
import { problemPage } from "./pages/problem.tsx"

/** The routes of pages, and of the files that pages need. */
export const site = createRouter()

const FOREVER = "public, max-age=31536000, immutable"
const FOR_A_DAY = "public, max-age=86400"
const unchanged = { 304: { description: "The client has the current version" } }

const html = { "text/html": { schema: z.string() } }

function page(
  services: Services,
  body: string,
  scriptHashes: string[] = [],
  status = 200,
  cache = FRESH_FOR_A_MINUTE,
): ApiResponse {
  const { publication, iframeHosts } = services.config
  const headers = pageHeaders({ siteUrl: publication.siteUrl, iframeHosts, scriptHashes })
  return new Response(body, { status, headers: { ...headers, "cache-control": cache, vary: "accept" } }) as ApiResponse
}

const home = createRoute({
  method: "get",
  path: "/",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The home page, with the newest stories and the feeds",
  responses: { 200: { description: "A page", content: html }, ...unchanged, ...problemResponses("unavailable") },
})

site.openapi(home, async (c) => {
  const { services } = c.var
  const kept = await findPage(services, null)
  return page(services, kept?.html ?? (await makeHomePage(services, createRevisionCache(services))))
})

/** Reads a page from KV. When KV fails, the page is made from D1. */
async function findPage({ articles }: Services, articleId: string | null): Promise<KeptPage | null> {
  try {
    return await readPage(articles, articleId)
  } catch (error) {
    log("box-not-read", { articleId, error })
    return null
  }
}

const facetFeeds = (directory: Facet[], wanted: Facet["kind"]) =>
  directory.flatMap(({ kind, slug, label }) => (kind === wanted ? [{ key: { kind, slug } as FeedKey, label }] : []))

const FACETS = ["section", "tag", "author"] as const

const feedsRoute = createRoute({
  method: "get",
  path: "/feeds",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The page that explains every feed, with links to subscribe",
  responses: { 200: { description: "A page", content: html }, ...unchanged, ...problemResponses("unavailable") },
})

site.openapi(feedsRoute, async (c) => {
  const { services } = c.var
  const directory = await readDirectory(services)
  const feeds = [...wholeFeeds(), ...FACETS.flatMap((kind) => facetFeeds(directory, kind))]
  return page(services, feedsPage({ publication: services.config.publication, feeds }), [COPY_SCRIPT_HASH])
})

const opml = createRoute({
  method: "get",
  path: "/feeds.opml",
  middleware: [remembered],
  tags: ["Feeds"],
  summary: "All our feeds as OPML 2.0",
  responses: {
    200: { description: "OPML", content: { "text/x-opml": { schema: z.string() } } },
    ...unchanged,
    ...problemResponses("unavailable"),
  },
})

site.openapi(opml, async (c) => {
  const { services } = c.var
  const directory = await readDirectory(services)
  const facets = FACETS.flatMap((kind) => directory.filter((facet) => facet.kind === kind))
  return new Response(toOpml({ publication: services.config.publication, facets }), {
    headers: {
      ...NO_PAGE,
      "content-type": "text/x-opml; charset=utf-8",
      "cache-control": FRESH_FOR_A_MINUTE,
      ...CORS,
    },
  }) as ApiResponse
})

const article = createRoute({
  method: "get",
  path: "/articles/{id}",
  middleware: [remembered],
  tags: ["Articles"],
  summary: "An article's page. With Accept: application/json, or .json after the id, its JSON Feed item",
  description: "Only editors can see a scheduled article.",
  security: ANYBODY,
  request: { params: z.object({ id: z.string().openapi({ example: "river-gauges-return" }) }) },
  responses: {
    200: { description: "The page or the item", content: { ...html, "application/json": { schema: JsonFeedItem } } },
    301: { description: "The id has capital letters. Location has the address" },
    ...unchanged,
    ...problemResponses("not-found", "gone", "unavailable"),
  },
})

site.openapi(article, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  const asJson = id.endsWith(".json") || prefersJson(c)
  const kept = asJson || !ID.test(id) ? null : await findPage(services, id)
  if (kept) {
    const now = services.now()
    if (kept.renewAt <= now) c.executionCtx.waitUntil(renewIfStale(services, id, now))
    return page(services, kept.html)
  }
  const row = await findReadable(c, id.replace(/\.json$/, ""))
  if (row instanceof Response) return asJson || !asksForHtml(c) ? row : missingPage(services, row.status)
  return asJson ? articleItem(c, row) : articleHtml(c, row)
})

const asksForHtml = (c: Context) => c.req.header("accept")?.includes("text/html") ?? false

const prefersJson = (c: Context) =>
  accepts(c, {
    header: "Accept",
    supports: ["text/html", "application/json", "application/feed+json"],
    default: "text/html",
  }) !== "text/html"

const missingPage = (services: Services, status: number) =>
  page(
    services,
    problemPage({ publication: services.config.publication, status: status === 410 ? 410 : 404 }),
    [],
    status,
    // A scheduled article may be published in a minute, so no cache may keep this answer.
    "no-store",
  )

async function articleItem(c: Context<HttpEnv>, row: ArticleRow): Promise<ApiResponse> {
  const { services } = c.var
  const validators = { etag: `"${row.hash}"`, lastModified: row.modifiedAt }
  const headers = {
    etag: validators.etag,
    "last-modified": formatHttpDate(row.modifiedAt),
    "cache-control": cacheControlOf(row, FRESH_FOR_A_MINUTE),
    vary: "accept",
    ...CORS,
  }
  if (evaluateConditions(c.req.method, c.req.raw.headers, validators) === "not-modified") {
    return new Response(null, { status: 304, headers: { ...NO_PAGE, ...headers } }) as ApiResponse
  }
  const story = await readRevision(services, row)
  return story ? json(toJsonItem(story), { headers }) : unreadable()
}

async function articleHtml(c: Context<HttpEnv>, row: ArticleRow): Promise<ApiResponse> {
  const { services } = c.var
  const story = await readRevision(services, row)
  if (!story) return unreadable()
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const options = {
    limit: Math.max(MAX_PAGE_LINKS, services.config.fill),
    fill: services.config.fill,
    now: services.now(),
    waitUntil,
  }
  const { links, pending } = await listForArticle(services, story, options).catch((error: unknown) => {
    // A story without its box is still the story.
    log("page-without-links", { articleId: row.id, error })
    return { links: [], pending: true }
  })
  const body = services.pages.article(story, links)
  // No cache may keep a page while its list is being made.
  return page(services, body, [], 200, pending ? "no-store" : cacheControlOf(row, FRESH_FOR_A_MINUTE))
}

/** A file that changes only with a release. Its ETag is weak, because the edge may compress it. */
function file(body: string | Bytes, type: string, cache: string) {
  const etag = `W/"${fnv1a(String(body)).toString(36)}"`
  const headers = { ...NO_PAGE, ...CORS, "content-type": type, "cache-control": cache, etag }
  return ({ req }: Context) => {
    const verdict = evaluateConditions(req.method, req.raw.headers, { etag, lastModified: null })
    return verdict === "not-modified" ? new Response(null, { status: 304, headers }) : new Response(body, { headers })
  }
}

site.get(STYLE_PATH, file(STYLE, "text/css; charset=utf-8", FOREVER))
site.get("/icon.svg", file(ICON, "image/svg+xml; charset=utf-8", FOR_A_DAY))
site.get(ICON_PNG_PATH, file(rasterIcon, "image/png", FOR_A_DAY))
site.get("/favicon.ico", file(fromBase64(FAVICON)!, "image/x-icon", FOR_A_DAY))
site.get("/check-also.js", file(WIDGET, "text/javascript; charset=utf-8", "public, max-age=3600"))
