import { createRoute, z } from "@hono/zod-openapi"
import {
  type FeedFormat,
  type FeedKey,
  FORMATS,
  feedName,
  MEDIA_TYPES,
  parseFeedPath,
} from "../../feeds/catalogue/feed-key.ts"
import { deltaAgainst } from "../../feeds/write/delta.ts"
import { evaluateConditions, parseTags } from "../../lib/http/conditional.ts"
import { formatHttpDate } from "../../lib/http/date.ts"
import type { Services } from "../../model/services.ts"
import { feedFile, renderUnkept } from "../../rendering/render-feeds.ts"
import { isAlwaysKept } from "../../rendering/unasked.ts"
import { findVersions, getSnapshot, noteFeedRequest, type Snapshot } from "../../store/snapshots.ts"
import { NO_PAGE } from "../kit/headers.ts"
import type { FeedReader } from "../kit/http-env.ts"
import type { Answer } from "../kit/json.ts"
import { FRESH_MS, type Held, Memory } from "../kit/memory.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

const CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"

/** A snapshot as this isolate last saw it, with the headers that every answer of it carries. */
interface HeldFeed extends Held {
  key: FeedKey
  format: FeedFormat
  snapshot: Snapshot
  headers: Headers
  /** When D1 was last told that somebody asks for it, milliseconds since 1970. */
  notedAt: number
}

const MAX_FEED_BYTES = 16 * 1024 * 1024
const DAY = 24 * 3600_000

export function createFeedReader(services: Services): FeedReader {
  const memory = new Memory<HeldFeed>(MAX_FEED_BYTES)
  const fresh = (path: string) => {
    const held = memory.get(path)
    return held && services.now() - held.checkedAt < FRESH_MS ? held : null
  }
  return {
    fromMemory: (request, path) => {
      const held = fresh(path)
      return held && !request.headers.has("a-im") ? serve(request, held) : null
    },
    read: async (request, path) => {
      const held = fresh(path)
      if (!held) return readThrough(services, memory, request, path)
      return (await serveDelta(services, request, held)) ?? serve(request, held)
    },
  }
}

async function readThrough(
  services: Services,
  memory: Memory<HeldFeed>,
  request: Request,
  path: string,
): Promise<Response> {
  const before = memory.get(path)
  const { key, format } = before ?? parseFeedPath(path)!
  const now = services.now()
  // Whoever comes while this request asks the store is answered from memory: only one in five seconds asks.
  if (before) before.checkedAt = now
  try {
    const snapshot = await findSnapshot(services, key, format, now)
    if (!snapshot) {
      memory.drop(path)
      return problem(
        "not-found",
        `${path} has no article and never had one. GET /feeds.opml lists the feeds there are.`,
      )
    }
    const held = {
      key,
      format,
      snapshot,
      headers: headersOf(services, path, format, snapshot),
      checkedAt: now,
      bytes: snapshot.body.byteLength,
      notedAt: await noteRequest(services.db, key, before?.notedAt ?? 0, now),
    }
    memory.put(path, held)
    return (await serveDelta(services, request, held)) ?? serve(request, held)
  } catch (error) {
    // RFC 5861 §4, on our side too: an old feed is better than none.
    if (!before) throw error
    console.error(JSON.stringify({ event: "feed-served-stale", path, error: String(error) }))
    return serve(request, before)
  }
}

/** Once a day D1 is told of a feed that is kept only while somebody asks for it. */
async function noteRequest(db: D1Database, key: FeedKey, notedAt: number, now: number): Promise<number> {
  if (isAlwaysKept(key) || notedAt > now - DAY) return notedAt
  try {
    await noteFeedRequest(db, feedName(key), now, now - DAY)
    return now
  } catch (error) {
    console.warn(JSON.stringify({ event: "feed-request-not-noted", feed: feedName(key), error: String(error) }))
    return notedAt
  }
}

async function findSnapshot(
  services: Services,
  key: FeedKey,
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  const kept = await getSnapshot(services.articles, feedName(key), feedFile(format))
  return kept ?? renderUnkept(services, key, format, now)
}

// Made once a snapshot: a Headers object is copied into each response natively, a plain one string by string.
function headersOf(services: Services, path: string, format: FeedFormat, { versions }: Snapshot): Headers {
  const { etag, since } = versions[0]!
  return new Headers({
    ...NO_PAGE,
    "content-type": `${MEDIA_TYPES[format]}; charset=utf-8`,
    etag,
    "last-modified": formatHttpDate(since),
    "cache-control": CACHE_CONTROL,
    link: `<${services.config.publication.siteUrl}${path}>; rel="self"`,
    vary: "accept-encoding, a-im",
    "access-control-allow-origin": "*",
  })
}

function serve(request: Request, held: HeldFeed): Response {
  const { etag, since } = held.snapshot.versions[0]!
  const verdict = evaluateConditions(request.method, request.headers, { etag, lastModified: since })
  if (verdict === "not-modified") return new Response(null, { status: 304, headers: held.headers })
  if (verdict === "precondition-failed") {
    return problem("precondition-failed", "The feed is not the one that If-Match or If-Unmodified-Since asks for.")
  }
  return new Response(request.method === "HEAD" ? null : held.snapshot.body, { headers: held.headers })
}

/**
 * RFC 3229 with `feed`: only what is new since the version that the client has. null when it does not ask for that, has
 * the present version, or one that is not remembered.
 */
async function serveDelta(services: Services, request: Request, held: HeldFeed): Promise<Response | null> {
  const asked = request.headers
    .get("a-im")
    ?.toLowerCase()
    .split(/[\s,;]+/)
  const tags = parseTags(request.headers.get("if-none-match") ?? "")
  if (request.method !== "GET" || !asked?.includes("feed") || !Array.isArray(tags)) return null
  const known = tags.map((tag) => tag.replace(/^W\//, ""))
  const [current, ...earlier] = held.snapshot.versions
  if (known.includes(current!.etag) || !earlier.some(({ etag }) => known.includes(etag))) return null
  const feed = feedName(held.key)
  const versions = await findVersions(services.db, [feed]).catch((error: unknown) => {
    // A delta is only a saving: without it the whole feed is sent.
    console.error(JSON.stringify({ event: "delta-not-made", feed, error: String(error) }))
    return null
  })
  const file = versions?.get(`${feed}/${feedFile(held.format)}`)
  const digests = file?.find(({ etag }) => known.includes(etag))?.digests
  if (!digests) return null
  const text = new TextDecoder().decode(held.snapshot.body)
  const headers = new Headers(held.headers)
  headers.set("im", "feed")
  // §10.5.3: a cache that knows no deltas must not take this for the feed.
  headers.set("cache-control", "no-store, im, max-age=60")
  return new Response(deltaAgainst(text, held.format, new Set(digests)), { status: 226, headers })
}

const FOLDERS = [
  ["", "The newest 50, full content"],
  ["/summary", "The newest 50, summaries only"],
  ["/with-links", "The newest 50, each with its Check Also list"],
  ["/sections/{slug}", "A section's newest 50"],
  ["/tags/{slug}", "A tag's newest 50"],
  ["/authors/{slug}", "An author's newest 50"],
  ["/archive/{period}", "All of a month (2026-11) or of a day (2026-11-23), RFC 5005"],
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
        226: { description: "RFC 3229: with A-IM: feed, the entries that If-None-Match's version did not have" },
        304: { description: "The client has it" },
        // A feed of everything is always there.
        ...problemResponses(
          ...(folder.includes("{") ? ["not-found" as const] : []),
          "precondition-failed",
          "unavailable",
        ),
      },
    })
    feeds.openapi(route, async (c) => {
      const { pathname } = new URL(c.req.url)
      if (!parseFeedPath(pathname))
        return problem("not-found", `${pathname} is no feed's address. GET /feeds.opml lists them.`)
      return (await c.var.feedReader.read(c.req.raw, pathname)) as Answer
    })
  }
}

function paramsOf(folder: string) {
  const example = { slug: "water", period: "2026-11" }
  const names = [...folder.matchAll(/\{(slug|period)\}/g)].map(([, name]) => name as keyof typeof example)
  return z.object(Object.fromEntries(names.map((name) => [name, z.string().openapi({ example: example[name] })])))
}
