import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { accepts } from "hono/accepts"
import { listForArticle, renewIfStale } from "../../checkalso/serve.ts"
import type { Facet } from "../../feeds/catalogue/feed-key.ts"
import { feedMenu } from "../../feeds/write/feed-menu.ts"
import { toJsonItem } from "../../feeds/write/json-item.ts"
import { toOpml } from "../../feeds/write/opml.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { formatHttpDate } from "../../lib/http/date.ts"
import { log } from "../../lib/text/log.ts"
import { slugOf } from "../../lib/text/slug.ts"
import { ARTICLE_ID, MAX_PAGE_LINKS } from "../../model/limits.ts"
import type { Services } from "../../model/services.ts"
import { createRevisionCache } from "../../rendering/revision-cache.ts"
import { makeHomePage } from "../../rendering/write-boxes.ts"
import type { ArticleRow } from "../../store/articles.ts"
import { type KeptPage, readPage } from "../../store/boxes.ts"
import { readDirectory } from "../../store/directory.ts"
import { readRevision } from "../../store/revisions.ts"
import { cacheControlOf, findReadable, unreadable } from "../api/articles.ts"
import { ANYBODY } from "../kit/editor-auth.ts"
import { CORS, FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { JsonFeedItem } from "../kit/schemas.ts"
import { page, renewLook } from "./page.ts"
import { wholeFeeds } from "./page-writers.ts"
import { feedsPage, MAX_FOUND } from "./pages/feeds.tsx"
import { MAX_QUERY_CHARACTERS } from "./parts/search-form.tsx"

/** The routes of the home page, of articles and of feeds explained. */
export const site = createRouter()

const unchanged = { 304: { description: "The client has the current version" } }

const html = { "text/html": { schema: z.string() } }

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
  if (kept) renewLook(c, services, kept.html, () => services.renders.send({ kind: "page", page: "" }))
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

const FACETS = ["section", "tag", "author"] as const

const feedsRoute = createRoute({
  method: "get",
  path: "/feeds",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The page that explains feeds, has the main ones with links to subscribe, and finds the others",
  request: {
    query: z.object({
      q: z
        .string()
        .max(MAX_QUERY_CHARACTERS, `must be at most ${MAX_QUERY_CHARACTERS} characters long`)
        .optional()
        .openapi({ example: "water", description: "Part of the name of a section, topic or author" }),
    }),
  },
  responses: {
    200: { description: "A page", content: html },
    ...unchanged,
    ...problemResponses("invalid-request", "unavailable"),
  },
})

site.openapi(feedsRoute, async (c) => {
  const { services } = c.var
  const directory = await readDirectory(services)
  const query = (c.req.valid("query").q ?? "").trim()
  const sections = directory.filter(({ kind }) => kind === "section")
  const body = feedsPage({
    paper: services.config,
    whole: wholeFeeds(),
    sections,
    others: directory.length - sections.length,
    query,
    found: query === "" ? [] : findFacets(directory, query),
  })
  return page(services, body)
})

/** The facets whose name has this text, those that begin with it first. */
function findFacets(directory: Facet[], query: string): Facet[] {
  const wanted = slugOf(query)
  if (wanted === "") return []
  const found = directory.filter(({ slug }) => slug.includes(wanted))
  return found.toSorted((a, b) => place(a, wanted) - place(b, wanted)).slice(0, MAX_FOUND)
}

const place = ({ slug }: Facet, wanted: string) => slug.indexOf(wanted)

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

const menu = createRoute({
  method: "get",
  path: "/.well-known/feed-menu.json",
  middleware: [remembered],
  tags: ["Feeds"],
  summary: "The main feeds and the sections, as a feed menu (draft-nottingham-feed-menu)",
  responses: {
    200: { description: "A feed menu", content: { "application/json": { schema: z.looseObject({}) } } },
    ...unchanged,
    ...problemResponses("unavailable"),
  },
})

site.openapi(menu, async (c) => {
  const { services } = c.var
  const sections = (await readDirectory(services)).filter(({ kind }) => kind === "section")
  return json(feedMenu(services.config.publication, sections), {
    headers: { "cache-control": FRESH_FOR_A_MINUTE, ...CORS },
  })
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
  const kept = asJson || !ARTICLE_ID.test(id) ? null : await findPage(services, id)
  if (kept) {
    const now = services.now()
    if (kept.renewAt <= now) c.executionCtx.waitUntil(renewIfStale(services, id, now))
    renewLook(c, services, kept.html, () => services.renders.send({ kind: "boxes", articleIds: [id] }))
    return page(services, kept.html)
  }
  const row = await findReadable(c, id.replace(/\.json$/, ""))
  if (row instanceof Response) return row
  return asJson ? articleItem(c, row) : articleHtml(c, row)
})

const prefersJson = (c: Context) =>
  accepts(c, {
    header: "Accept",
    supports: ["text/html", "application/json", "application/feed+json"],
    default: "text/html",
  }) !== "text/html"

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
  return page(services, body, { cache: pending ? "no-store" : cacheControlOf(row, FRESH_FOR_A_MINUTE) })
}
