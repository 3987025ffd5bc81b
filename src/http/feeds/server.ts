import {
  type FeedAddress,
  type FeedFormat,
  type FeedKey,
  feedFile,
  feedName,
  MEDIA_TYPES,
} from "../../feeds/catalogue/feed-key.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { formatHttpDate } from "../../lib/http/date.ts"
import { log } from "../../lib/text/log.ts"
import type { Services } from "../../model/services.ts"
import { renderUnkept } from "../../rendering/render-on-demand.ts"
import { isAlwaysKept } from "../../rendering/unasked.ts"
import { getSnapshot, noteFeedRequest, type Snapshot } from "../../store/snapshots.ts"
import { NO_PAGE } from "../kit/headers.ts"
import type { FeedReader } from "../kit/http-env.ts"
import { MAX_FRESH_MS, Memory } from "../kit/memory.ts"
import { problem } from "../kit/problem.ts"
import { type HeldFeed, serveDelta } from "./delta.ts"

// Serves feeds to readers: from this isolate's memory, else from KV, else rendered on demand.
// In: a request for a feed's path. Out: its bytes, 304, or only the new entries.
// RFC 9110 (conditional requests), RFC 3229 (deltas), RFC 5861 (stale answers).

const CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
const MAX_FEED_BYTES = 16 * 1024 * 1024
const DAY = 24 * 3600_000

export function createFeedReader(services: Services): FeedReader {
  const memory = new Memory<HeldFeed>(MAX_FEED_BYTES)
  const fresh = (path: string) => {
    const held = memory.get(path)
    return held && services.now() - held.checkedAt < MAX_FRESH_MS ? held : null
  }
  return {
    fromMemory: (request, path) => {
      const held = fresh(path)
      return held && !request.headers.has("a-im") ? serve(request, held) : null
    },
    read: async (request, path, address) => {
      const held = fresh(path) ?? (await readThrough(services, memory, path, address))
      if (!held)
        return problem("not-found", `No article was ever published in ${path}. GET /feeds.opml lists all feeds.`)
      return (await serveDelta(services.db, request, held)) ?? serve(request, held)
    },
  }
}

/** Reads the feed from the store into memory. Gives null when there is no such feed. */
async function readThrough(
  services: Services,
  memory: Memory<HeldFeed>,
  path: string,
  { key, format }: FeedAddress,
): Promise<HeldFeed | null> {
  const before = memory.get(path)
  const now = services.now()
  // Other requests get the answer in memory meanwhile, so an isolate asks the store once in five seconds.
  if (before) before.checkedAt = now
  try {
    const snapshot = await findSnapshot(services, key, format, now)
    if (!snapshot) {
      memory.drop(path)
      return null
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
    return held
  } catch (error) {
    // RFC 5861 §4 (stale-if-error), applied here too: an old feed is better than none.
    if (!before) throw error
    log("feed-served-stale", { path, error })
    return before
  }
}

/** Notes the request in D1, once a day, for a feed that is only kept while readers ask for it. */
async function noteRequest(db: D1Database, key: FeedKey, notedAt: number, now: number): Promise<number> {
  if (isAlwaysKept(key) || notedAt > now - DAY) return notedAt
  try {
    await noteFeedRequest(db, feedName(key), now, now - DAY)
    return now
  } catch (error) {
    log("feed-request-not-noted", { feed: feedName(key), error })
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

// Built once for each snapshot. The runtime copies a Headers object natively, but a plain object string by string.
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
    return problem("precondition-failed", "The current feed does not match If-Match or If-Unmodified-Since.")
  }
  return new Response(request.method === "HEAD" ? null : held.snapshot.body, { headers: held.headers })
}
