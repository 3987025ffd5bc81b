import {
  type FeedAddress,
  type FeedFormat,
  type FeedKey,
  feedFile,
  feedName,
  MEDIA_TYPES,
} from "../../feeds/catalogue/feed-key.ts"
import { findProfile } from "../../feeds/profiles/index.ts"
import { isTopic, linkHeader } from "../../feeds/topic.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { log } from "../../lib/text/log.ts"
import type { Publication } from "../../model/article.ts"
import type { Services } from "../../model/services.ts"
import type { CountedFeed, Tally } from "../../model/tally.ts"
import { renderUnkept } from "../../rendering/render-on-demand.ts"
import { isAlwaysKept } from "../../rendering/unasked.ts"
import { type Form, getSnapshot, noteFeedRequest, type Snapshot } from "../../store/snapshots.ts"
import type { FeedReader } from "../kit/http-env.ts"
import { MAX_FRESH_MS, Memory } from "../kit/memory.ts"
import { problem } from "../kit/problem.ts"
import { asksForDelta, GivenDeltas, serveDelta } from "./delta.ts"
import { bytesOfBoth, formFor, type HeldFeed, headersOf, heldBody, plainTags } from "./held.ts"

// Serves feeds to readers: from this isolate's memory, else from KV, else rendered on demand.
// In: a request for a feed's path. Out: its bytes, plain or with gzip, 304, or only the new entries.
// RFC 9110 (conditional requests, content coding), RFC 3229 (deltas), RFC 5861 (stale answers).

const MAX_FEED_BYTES = 16 * 1024 * 1024
const DAY = 24 * 3600_000

export function createFeedReader(services: Services): FeedReader {
  const memory = new Memory<HeldFeed>(MAX_FEED_BYTES)
  const given = new GivenDeltas()
  const { deltaClients } = services.config
  const fresh = (path: string) => {
    const held = memory.get(path)
    return held && services.now() - held.checkedAt < MAX_FRESH_MS ? held : null
  }
  return {
    fromMemory: (request, path) => {
      const held = fresh(path)
      return held && !asksForDelta(request, deltaClients) ? serve(services.tally, request, held) : null
    },
    read: async (request, path, address) => {
      const held = fresh(path) ?? (await readThrough(services, memory, path, address))
      if (!held)
        return problem("not-found", `No article was ever published in ${path}. GET /feeds.opml lists all feeds.`)
      // Aggregators take whole documents.
      const delta =
        address.key.kind !== "profile" &&
        asksForDelta(request, deltaClients) &&
        (await serveDelta(services, given, request, path, held))
      if (delta) services.tally.served(held.counted, delta.status, request.headers)
      return delta || serve(services.tally, request, held)
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
    const [version] = snapshot.versions
    const [last] = before?.snapshot.versions ?? []
    const same = last?.etag === version!.etag && last.since === version!.since ? before : undefined
    const held: HeldFeed = {
      key,
      format,
      counted: before?.counted ?? countedFeed(key, format),
      // What was made of the same bytes before is not made again.
      snapshot: { ...same?.snapshot, ...snapshot },
      headers:
        same?.headers ?? headersOf(linkOf(services.config.publication, path, key), mediaType(key, format), snapshot),
      checkedAt: now,
      bytes: bytesOfBoth(snapshot),
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

function countedFeed(key: FeedKey, format: FeedFormat): CountedFeed {
  const [feed, file] = [feedName(key), feedFile(format)]
  return { feed, file, id: `${feed}/${file}`, kind: key.kind, format, hasReaders: isTopic(key) }
}

const linkOf = ({ siteUrl, hubs }: Publication, path: string, key: FeedKey): string =>
  linkHeader(siteUrl + path, isTopic(key) ? hubs : [])

/** A sitemap is no feed. */
const mediaType = (key: FeedKey, format: FeedFormat): string =>
  key.kind === "profile" && findProfile(key.name)?.document ? "application/xml" : MEDIA_TYPES[format]

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

const STATUS = { "not-modified": 304, "precondition-failed": 412, proceed: 200 } as const

function serve(tally: Tally, request: Request, held: HeldFeed): Response | Promise<Response> {
  const form = formFor(request)
  const { whole, unchanged } = held.headers[form]
  const verdict = evaluate(request, held)
  tally.served(held.counted, STATUS[verdict], request.headers)
  if (verdict === "not-modified") return new Response(null, { status: 304, headers: unchanged })
  if (verdict === "precondition-failed") {
    return problem("precondition-failed", "The current feed does not match If-Match or If-Unmodified-Since.")
  }
  if (request.method === "HEAD") return toResponse(null, form, whole)
  const body = heldBody(held, form)
  return body instanceof Promise ? body.then((bytes) => toResponse(bytes, form, whole)) : toResponse(body, form, whole)
}

/** The tag of either form names the same version. */
function evaluate({ method, headers }: Request, { snapshot }: HeldFeed) {
  const { etag, since } = snapshot.versions[0]!
  const get = (name: string) => {
    const value = headers.get(name)
    return value === null ? null : plainTags(value)
  }
  return evaluateConditions(method, { get }, { etag, lastModified: since })
}

// `manual`: the bytes are compressed already. The runtime would do it again.
const toResponse = (body: BodyInit | null, form: Form, headers: Headers) =>
  new Response(body, form === "gzip" ? { headers, encodeBody: "manual" } : { headers })
