// Sends a reader only what is new since its version: RFC 3229 with the "feed" instance manipulation, status 226.
// In: a request with A-IM and If-None-Match, and the feed in memory. Out: the delta, or null for the whole feed.
import { feedFile, feedName } from "../../feeds/catalogue/feed-key.ts"
import { deltaAgainst, tellsAll } from "../../feeds/write/delta.ts"
import { toBytes } from "../../lib/crypto/hash.ts"
import { takes } from "../../lib/http/accept.ts"
import { parseTags } from "../../lib/http/conditional.ts"
import { gzip } from "../../lib/http/gzip.ts"
import { log } from "../../lib/text/log.ts"
import type { Services } from "../../model/services.ts"
import { findVersions, textOf } from "../../store/snapshots.ts"
import { takesDelta } from "./delta-clients.ts"
import { formFor, type HeldFeed, plainTags } from "./held.ts"

const HOUR = 3600_000

/** How long after a version was replaced its readers get deltas against it. */
const MAX_AGE_MS = 6 * HOUR

const MAX_GIVEN = 5000

/** The deltas that this isolate has given: client, path and version. The oldest are forgotten first. */
export class GivenDeltas {
  #given = new Set<string>()

  /** Notes a delta. False when this client has had it: it has not kept the ETag that came with it. */
  isFirst(request: Request, path: string, etag: string): boolean {
    const client = [request.headers.get("cf-connecting-ip"), request.headers.get("user-agent")]
    const name = JSON.stringify([...client, path, etag])
    if (this.#given.has(name)) return false
    this.#given.add(name)
    for (const oldest of this.#given) {
      if (this.#given.size <= MAX_GIVEN) break
      this.#given.delete(oldest)
    }
    return true
  }
}

/** Whether the request asks for a delta and its sender is known to take one. Says nothing of the version it has. */
export function asksForDelta(request: Request, clients: readonly string[]): boolean {
  const asked = request.method === "GET" ? request.headers.get("a-im") : null
  return asked !== null && takes(asked, "feed") === true && takesDelta(request.headers.get("user-agent"), clients)
}

/**
 * Answers with the entries that are new since the client's version. Gives null when the whole feed must be sent: the
 * client's version is current, or old, or not known any more; a delta could not say what the whole feed says; the client
 * has had this delta before.
 */
export async function serveDelta(
  { db, now }: Services,
  given: GivenDeltas,
  request: Request,
  path: string,
  held: HeldFeed,
): Promise<Response | null> {
  const tags = parseTags(request.headers.get("if-none-match") ?? "")
  if (!Array.isArray(tags)) return null
  const { versions } = held.snapshot
  const known = tags.map((tag) => plainTags(tag).replace(/^W\//, ""))
  const at = versions.findIndex(({ etag }) => known.includes(etag))
  // -1 is an unknown version, 0 the current one.
  if (at < 1 || versions[at - 1]!.since < now() - MAX_AGE_MS) return null
  const current = versions[0]!.etag
  const base = versions[at]!.etag
  const digests = await findDigests(db, held)
  const [before, after] = [digests.get(base), digests.get(current)]
  if (!before || !after || !tellsAll(before, after, held.format, held.key.kind)) return null
  if (!given.isFirst(request, path, base)) return null
  const text = deltaAgainst(await textOf(held.snapshot), held.format, new Set(before))
  const body = toBytes(text)
  const form = formFor(request)
  const headers = new Headers(held.headers[form].whole)
  headers.set("im", "feed")
  headers.set("delta-base", base)
  // §10.5.3: a cache without delta support must not store this as the feed. Others must know who may have it.
  headers.set("cache-control", "no-store, im, max-age=60")
  headers.set("vary", "accept-encoding, a-im, if-none-match, user-agent")
  return form === "gzip"
    ? new Response(await gzip(body), { status: 226, headers, encodeBody: "manual" })
    : new Response(body, { status: 226, headers })
}

/** The digests of the feed's versions, by ETag. None when D1 fails: a delta is only a saving. */
async function findDigests(db: D1Database, { key, format }: HeldFeed): Promise<Map<string, number[]>> {
  const feed = feedName(key)
  const found = await findVersions(db, [feed]).catch((error: unknown) => {
    log("delta-not-made", { feed, error })
    return null
  })
  const versions = found?.get(`${feed}/${feedFile(format)}`) ?? []
  return new Map([...versions].reverse().flatMap(({ etag, digests }) => (digests ? [[etag, digests]] : [])))
}
