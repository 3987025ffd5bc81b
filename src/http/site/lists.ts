// The routes of pages that list stories, and of what search engines read.
import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { type ListedPage, pageName, parsePageName } from "../../feeds/catalogue/listed-page.ts"
import { log } from "../../lib/text/log.ts"
import type { Services } from "../../model/services.ts"
import { makeListedPage } from "../../rendering/list-pages.ts"
import { readListedPage } from "../../store/pages.ts"
import { cursorQuery, readCursor } from "../kit/cursor.ts"
import { FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { page, renewLook } from "./page.ts"

export const lists = createRouter()

const html = { "text/html": { schema: z.string() } }
const xml = { "application/xml": { schema: z.string() } }
const unchanged = { 304: { description: "The client has the current version" } }

const FACETS = {
  sections: { kind: "section", example: "environment" },
  tags: { kind: "tag", example: "water" },
  authors: { kind: "author", example: "laila-sahar" },
} as const

for (const [folder, { kind, example }] of Object.entries(FACETS)) {
  const route = createRoute({
    method: "get",
    path: `/${folder}/{slug}`,
    middleware: [remembered],
    tags: ["Pages"],
    summary: `A ${kind}'s page: its stories, newest first, and its feeds`,
    request: { params: z.object({ slug: z.string().openapi({ example }) }), query: cursorQuery },
    responses: {
      200: { description: "A page", content: html },
      301: { description: "The slug is spelt in another way. Location has the address" },
      ...unchanged,
      ...problemResponses("invalid-request", "not-found", "unavailable"),
    },
  })
  lists.openapi(route, (c) =>
    list(c, parsePageName(`${folder}/${c.req.valid("param").slug}`), c.req.valid("query").cursor),
  )
}

const month = createRoute({
  method: "get",
  path: "/archive/{month}",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "A month's page: its stories by day, newest first, and its feeds",
  request: { params: z.object({ month: z.string().openapi({ example: "2026-11" }) }), query: cursorQuery },
  responses: {
    200: { description: "A page", content: html },
    ...unchanged,
    ...problemResponses("invalid-request", "not-found", "unavailable"),
  },
})

lists.openapi(month, (c) =>
  list(c, parsePageName(`archive/${c.req.valid("param").month}`), c.req.valid("query").cursor),
)

const archive = createRoute({
  method: "get",
  path: "/archive",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The months with stories",
  responses: { 200: { description: "A page", content: html }, ...unchanged, ...problemResponses("unavailable") },
})

lists.openapi(archive, (c) => list(c, { kind: "archives" }, undefined))

async function list(c: Context<HttpEnv>, wanted: ListedPage | null, cursor: string | undefined): Promise<ApiResponse> {
  const before = readCursor(cursor)
  if (before instanceof Response) return before
  const { services } = c.var
  const body = wanted && (await find(c, wanted, before))
  return body === null ? missing(c.req.path) : page(services, body)
}

const missing = (path: string) =>
  problem("not-found", `No story was ever listed at ${path}. GET /archive and GET /feeds lead to all lists.`)

/** The first page comes from KV. Where KV has none it is made from D1, and queued to be kept. */
async function find(
  c: Context<HttpEnv>,
  wanted: ListedPage,
  before: { publishedAt: number; id: string } | null,
): Promise<string | null> {
  const { services } = c.var
  if (before) return makeListedPage(services, wanted, before)
  const name = pageName(wanted)
  const keep = () => services.renders.send({ kind: "page", page: name })
  const kept = await read(services, name)
  if (kept !== null) {
    if (kept.endsWith("</html>")) renewLook(c, services, kept, keep)
    return kept
  }
  const made = await makeListedPage(services, wanted, null)
  if (made !== null) await keep()
  return made
}

/** When KV fails, the page is made from D1. */
async function read(services: Services, name: string): Promise<string | null> {
  try {
    return await readListedPage(services.articles, name)
  } catch (error) {
    log("box-not-read", { page: name, error })
    return null
  }
}

const sitemaps = createRoute({
  method: "get",
  path: "/sitemap.xml",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The sitemaps: one of the pages that list stories, and one for each month",
  responses: {
    200: { description: "A sitemap index", content: xml },
    ...unchanged,
    ...problemResponses("unavailable"),
  },
})

lists.openapi(sitemaps, (c) => sitemap(c, { kind: "sitemaps" }))

const sitemapOf = createRoute({
  method: "get",
  path: "/sitemaps/{file}",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "The sitemap of a month, or of the pages that list stories (pages.xml)",
  request: { params: z.object({ file: z.string().openapi({ example: "2026-11.xml" }) }) },
  responses: {
    200: { description: "A sitemap", content: xml },
    ...unchanged,
    ...problemResponses("not-found", "unavailable"),
  },
})

lists.openapi(sitemapOf, (c) => sitemap(c, parsePageName(`sitemaps/${c.req.valid("param").file}`)))

async function sitemap(c: Context<HttpEnv>, wanted: ListedPage | null): Promise<ApiResponse> {
  const body = wanted && (await find(c, wanted, null))
  if (body === null) return problem("not-found", "There is no such sitemap. GET /sitemap.xml lists all of them.")
  const headers = { ...NO_PAGE, "content-type": "application/xml; charset=utf-8", "cache-control": FRESH_FOR_A_MINUTE }
  return new Response(body, { headers }) as ApiResponse
}
