import { createRoute, type RouteHandler, z } from "@hono/zod-openapi"
import { type FeedFormat, MEDIA_TYPES, parseFeedPath } from "../feeds/catalogue.ts"
import { evaluateConditions } from "../lib/conditional.ts"
import { formatHttpDate } from "../lib/http-date.ts"
import { feedFile, renderUnkept } from "../newsroom/render.ts"
import { getSnapshot, type Snapshot } from "../store/snapshots.ts"
import { FeedMemory, FRESH_MS, type Held } from "./feed-memory.ts"
import type { Answer } from "./json.ts"
import { problem, problemResponses } from "./problem.ts"
import { createRouter, type HttpEnv } from "./router.ts"
import type { Services } from "./services.ts"

const CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"

/** Answers GET and HEAD for feeds; null for a path that is no feed's. */
export type FeedReader = (request: Request, path: string) => Response | Promise<Response> | null

/** A reader with a memory of its own: within five seconds an isolate asks KV once a feed, and D1 never. */
export function createFeedReader(services: Services): FeedReader {
  const memory = new FeedMemory()
  return (request, path) => {
    const held = memory.get(path)
    if (held && services.now() - held.checkedAt < FRESH_MS) return serve(request, held)
    return held || parseFeedPath(path) ? readThrough(services, memory, request, path) : null
  }
}

async function readThrough(services: Services, memory: FeedMemory, request: Request, path: string): Promise<Response> {
  const before = memory.get(path)
  const { key, format } = before ?? parseFeedPath(path)!
  try {
    const now = services.now()
    const snapshot = await findSnapshot(services, key, format, now)
    if (!snapshot) {
      memory.drop(path)
      return problem("not-found", `${path} has no article and never had one. GET /feeds.opml lists the feeds there are.`)
    }
    const held = { key, format, snapshot, headers: headersOf(services, path, format, snapshot), checkedAt: now }
    memory.put(path, held)
    return serve(request, held)
  } catch (error) {
    // RFC 5861 §4, on our side too: an old feed is better than none.
    if (!before) throw error
    console.error(JSON.stringify({ event: "feed-served-stale", path, error: String(error) }))
    return serve(request, before)
  }
}

async function findSnapshot(
  services: Services,
  key: Held["key"],
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  const kept = await getSnapshot(services.articles, feedName(key), feedFile(format))
  return kept ?? renderUnkept(services, key, format, now)
}

function headersOf(services: Services, path: string, format: FeedFormat, { versions }: Snapshot) {
  const { etag, since } = versions[0]!
  return {
    "content-type": `${MEDIA_TYPES[format]}; charset=utf-8`,
    etag,
    "last-modified": formatHttpDate(since),
    "cache-control": CACHE_CONTROL,
    link: `<${services.config.publication.siteUrl}${path}>; rel="self"`,
    vary: "accept-encoding, a-im",
    "access-control-allow-origin": "*",
  }
}

function serve(request: Request, held: Held): Response {
  const { etag, since } = held.snapshot.versions[0]!
  const verdict = evaluateConditions(request.method, request.headers, { etag, lastModified: since })
  if (verdict === "not-modified") return new Response(null, { status: 304, headers: held.headers })
  if (verdict === "precondition-failed") {
    return problem("precondition-failed", "The feed is not the one that If-Match or If-Unmodified-Since asks for.")
  }
  return new Response(request.method === "HEAD" ? null : held.snapshot.body, { headers: held.headers })
}
