import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { FORMATS, feedFile, feedPath, MEDIA_TYPES, parseFeedPath } from "../../feeds/catalogue/feed-key.ts"
import { PROFILES } from "../../feeds/profiles/index.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import type { ApiResponse } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

const FOLDERS = [
  ["", "The newest 50, full content"],
  ["/summary", "The newest 50, summaries only"],
  ["/with-links", "The newest 50, each with its Check Also list"],
  ["/sections/{slug}", "A section's newest 50"],
  ["/tags/{slug}", "A tag's newest 50"],
  ["/authors/{slug}", "An author's newest 50"],
  [
    "/archive/{period}",
    "All articles of a month (2026-11) or a day (2026-11-23, its next page 2026-11-23.2), RFC 5005",
  ],
] as const

export const feeds = createRouter()

for (const [folder, summary] of FOLDERS) {
  for (const format of FORMATS) {
    const route = createRoute({
      method: "get",
      path: `${folder}/${feedFile(format)}`,
      tags: ["Feeds"],
      summary,
      request: { params: paramsOf(folder) },
      responses: {
        200: { description: "The feed", content: { [MEDIA_TYPES[format]]: { schema: z.string() } } },
        226: {
          description:
            "RFC 3229: the request has A-IM: feed, and its User-Agent is known to take this status. The answer has only the entries that are new since the version in If-None-Match",
        },
        ...(folder.endsWith("{slug}")
          ? { 301: { description: "Another spelling of the slug. Location has the address" } }
          : {}),
        304: { description: "The client has the current version" },
        // A feed of all articles always exists.
        ...problemResponses(
          ...(folder.includes("{") ? ["not-found" as const] : []),
          "precondition-failed",
          "unavailable",
        ),
      },
    })
    feeds.openapi(route, async (c) => {
      const { pathname } = new URL(c.req.url)
      const address = parseFeedPath(pathname)
      if (!address) return problem("not-found", `There is no feed at ${pathname}. GET /feeds.opml lists all feeds.`)
      return (await c.var.feedReader.read(c.req.raw, pathname, address)) as ApiResponse
    })
  }
}

const FILES = PROFILES.map(({ name }) => feedPath({ kind: "profile", name, language: "" }, "rss"))
  .filter((path) => path.startsWith("/for/"))
  .map((path) => path.slice("/for/".length))

const PROFILES_OF = [
  [
    "/for/{file}",
    `A feed as an aggregator wants it: ${FILES.join(", ")}. A language before the ending, as in msn.ps.xml, gives the articles in it`,
    "application/rss+xml",
  ],
  [
    "/podcast.xml",
    "Articles with an audio file, for podcast directories. /podcast.ps.xml: in another language",
    "application/rss+xml",
  ],
  [
    "/news-sitemap.xml",
    "Google's news sitemap: the articles of two days. /news-sitemap.ps.xml: in another language",
    "application/xml",
  ],
] as const

for (const [path, summary, type] of PROFILES_OF) {
  const isAny = path.includes("{")
  const route = createRoute({
    method: "get",
    path,
    tags: ["Feeds"],
    summary,
    request: { params: isAny ? z.object({ file: z.string().openapi({ example: "msn.xml" }) }) : z.object({}) },
    responses: {
      200: { description: "The document", content: { [type]: { schema: z.string() } } },
      ...(isAny ? { 301: { description: "Another spelling. Location has the address" } } : {}),
      304: { description: "The client has the current version" },
      ...problemResponses(...(isAny ? ["not-found" as const] : []), "precondition-failed", "unavailable"),
    },
  })
  feeds.openapi(route, (c) => readProfile(c))
}
feeds.get("/:file{(?:podcast|news-sitemap)\\.[a-z]{2,3}\\.xml}", (c) => readProfile(c))

async function readProfile(c: Context<HttpEnv>): Promise<ApiResponse> {
  const { pathname } = new URL(c.req.url)
  const address = parseFeedPath(pathname)
  if (!address) return problem("not-found", `There is no feed at ${pathname}. GET /openapi.json lists the aggregators.`)
  return (await c.var.feedReader.read(c.req.raw, pathname, address)) as ApiResponse
}

function paramsOf(folder: string) {
  const example = { slug: "water", period: "2026-11" }
  const names = [...folder.matchAll(/\{(slug|period)\}/g)].map(([, name]) => name as keyof typeof example)
  return z.object(Object.fromEntries(names.map((name) => [name, z.string().openapi({ example: example[name] })])))
}
