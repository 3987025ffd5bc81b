import type { FeedFormat, FeedKey } from "../../feeds/catalogue/feed-key.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { acceptsGzip } from "../../lib/http/accept.ts"
import { formatHttpDate } from "../../lib/http/date.ts"
import { gunzippedLength } from "../../lib/http/gzip.ts"
import type { CountedFeed } from "../../model/tally.ts"
import { bodyOf, type Form, type Snapshot } from "../../store/snapshots.ts"
import { CORS, FRESH_FOR_A_MINUTE, NO_PAGE } from "../kit/headers.ts"
import type { Held } from "../kit/memory.ts"

/** A snapshot in this isolate's memory, with the headers of all its answers. */
export interface HeldFeed extends Held {
  key: FeedKey
  format: FeedFormat
  counted: CountedFeed
  snapshot: Snapshot
  headers: Record<Form, FormHeaders>
  /** When the last request for it was noted in D1, in milliseconds since 1970. */
  notedAt: number
}

/** Each form has its own strong ETag: `"abc"` and `"abc-gzip"`. */
interface FormHeaders {
  whole: Headers
  /** Of a 304, which has no body that could be compressed. */
  unchanged: Headers
}

/** The tags of a conditional header, with the ETag of the plain form for either form. */
export const plainTags = (value: string) => value.replaceAll('-gzip"', '"')

/**
 * The form that the client can read. At the edge Accept-Encoding is Cloudflare's own, and `cf` has the client's.
 */
export function formFor(request: Request): Form {
  if (!acceptsGzip(request.headers.get("accept-encoding"))) return "plain"
  const asSent = request.cf?.clientAcceptEncoding
  return typeof asSent !== "string" || acceptsGzip(asSent) ? "gzip" : "plain"
}

/**
 * The feed in this form: at once, or when it is made from the other form. Each request makes it for itself until one has
 * done it: the runtime ends the work of a client that goes away, and nobody may wait for that.
 */
export function heldBody({ snapshot }: HeldFeed, form: Form): Bytes | Promise<Bytes> {
  return snapshot[form] ?? makeForm(snapshot, form)
}

async function makeForm(snapshot: Snapshot, form: Form): Promise<Bytes> {
  const bytes = await bodyOf(snapshot, form)
  snapshot[form] = bytes
  return bytes
}

/** How many bytes a snapshot takes in memory with both its forms. */
export function bytesOfBoth({ plain, gzip }: Snapshot): number {
  const plainBytes = plain?.length ?? gunzippedLength(gzip!)
  return plainBytes + (gzip?.length ?? plainBytes)
}

// Built once for each snapshot. The runtime copies a Headers object natively, but a plain object string by string.
export function headersOf(link: string, type: string, snapshot: Snapshot): HeldFeed["headers"] {
  const { etag, since } = snapshot.versions[0]!
  const of = (tag: string) => ({
    ...NO_PAGE,
    ...CORS,
    "content-type": `${type}; charset=utf-8`,
    etag: tag,
    "last-modified": formatHttpDate(since),
    "cache-control": FRESH_FOR_A_MINUTE,
    link,
    // The whole feed is right for a reader that would also take a delta, so A-IM is not named here.
    vary: "accept-encoding",
  })
  const compressed = `${etag.slice(0, -1)}-gzip"`
  return {
    plain: { whole: new Headers(of(etag)), unchanged: new Headers(of(etag)) },
    gzip: {
      whole: new Headers({ ...of(compressed), "content-encoding": "gzip" }),
      unchanged: new Headers(of(compressed)),
    },
  }
}
