import { type FeedFormat, type FeedKey, feedFile, feedName } from "../../feeds/catalogue/feed-key.ts"
import { deltaAgainst } from "../../feeds/write/delta.ts"
import { parseTags } from "../../lib/http/conditional.ts"
import { log } from "../../lib/text/log.ts"
import { findVersions, type Snapshot } from "../../store/snapshots.ts"
import type { Held } from "../kit/memory.ts"

/** A snapshot in this isolate's memory, with the headers of all its answers. */
export interface HeldFeed extends Held {
  key: FeedKey
  format: FeedFormat
  snapshot: Snapshot
  headers: Headers
  /** When the last request for it was noted in D1, in milliseconds since 1970. */
  notedAt: number
}

/**
 * RFC 3229 with `feed`: answers with the entries that are new since the client's version. Gives null when the client
 * does not ask for a delta, has the current version, or has a version that is not known any more.
 */
export async function serveDelta(db: D1Database, request: Request, held: HeldFeed): Promise<Response | null> {
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
  const versions = await findVersions(db, [feed]).catch((error: unknown) => {
    // A delta is only a saving: without it the whole feed is sent.
    log("delta-not-made", { feed, error })
    return null
  })
  const file = versions?.get(`${feed}/${feedFile(held.format)}`)
  const digests = file?.find(({ etag }) => known.includes(etag))?.digests
  if (!digests) return null
  const text = new TextDecoder().decode(held.snapshot.body)
  const headers = new Headers(held.headers)
  headers.set("im", "feed")
  // §10.5.3: a cache without delta support must not store this as the feed.
  headers.set("cache-control", "no-store, im, max-age=60")
  return new Response(deltaAgainst(text, held.format, new Set(digests)), { status: 226, headers })
}
