// Fetches a document from the public web. All requests to partners go through here.
// In: an address, and the validators of the last answer. Out: the body, or why there is none.
// Source: RFC 9110 (redirects, conditional requests); guard.ts decides which addresses are allowed.
import type { Bytes } from "../lib/crypto/hash.ts"
import { MAX_DOCUMENT_BYTES, MAX_SMALL_DOCUMENT_BYTES } from "../model/limits.ts"
import type { Place } from "../model/room.ts"
import { checkUrl, type GuardOptions } from "./guard.ts"

const MAX_FETCH_MS = 20_000
const MAX_REDIRECTS = 5

const ACCEPT =
  "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, " +
  "application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.3, */*;q=0.1"

export interface FetchDeps {
  fetch: typeof fetch
  guard: GuardOptions
  userAgent: string
  /** Aborts after the time for the whole exchange, body included. AbortSignal.timeout by default. */
  deadline?: (ms: number) => AbortSignal
  /** A large body waits here for its turn, within the same time. */
  place?: Place
}

export interface FetchRequest {
  url: string
  /** GET by default. */
  method?: "GET" | "HEAD"
  /** Sent back byte for byte as If-None-Match. */
  etag?: string | null
  /** Sent back byte for byte as If-Modified-Since. */
  lastModified?: string | null
  /** Asks for so many bytes from the start, and reads no more of the answer. */
  maxFirstBytes?: number
}

/** The members of every response, whatever its status. */
export interface FetchedResponse {
  status: number
  headers: Headers
  /** The address that answered, after redirects. */
  url: string
  /** The target of the leading permanent redirects (301, 308); null when the first hop was not one. */
  permanentUrl: string | null
}

export type Fetched =
  | (FetchedResponse & { outcome: "ok"; body: Bytes })
  | (FetchedResponse & { outcome: "not-modified" })
  | (FetchedResponse & { outcome: "http-error" | "too-large" })
  | { outcome: "refused"; url: string; detail: string }
  | { outcome: "too-many-redirects" | "timeout" | "unreachable"; detail: string }

/**
 * Requests a document. Every redirect's address is checked too. The decoded body has at most MAX_DOCUMENT_BYTES, and the
 * whole exchange takes at most 20 seconds. A fault of the other side is an outcome and never throws.
 *
 * @example
 * const fetched = await fetchDocument(webClient({ config, fetch }), { url: "https://example.org/rss.xml", etag })
 * if (fetched.outcome === "ok") readFeed(fetched.body, { now })
 */
export async function fetchDocument(deps: FetchDeps, request: FetchRequest): Promise<Fetched> {
  const signal = (deps.deadline ?? ((ms) => AbortSignal.timeout(ms)))(MAX_FETCH_MS)
  try {
    return await follow(deps, request, signal)
  } catch (error) {
    if (signal.aborted)
      return { outcome: "timeout", detail: `no complete answer within ${MAX_FETCH_MS / 1000} seconds` }
    return { outcome: "unreachable", detail: whyUnreachable(error) }
  }
}

/** The platform says "internal error; reference = …" of a host that it cannot find, which helps nobody. */
export function whyUnreachable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.startsWith("internal error") ? "no host answers at this address" : message
}

async function follow(deps: FetchDeps, request: FetchRequest, signal: AbortSignal): Promise<Fetched> {
  let address = request.url
  let permanentUrl: string | null = null
  let permanent = true
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const guarded = checkUrl(address, deps.guard)
    if (guarded.outcome === "refused") return { outcome: "refused", url: address, detail: guarded.reason }
    const response = await orAbort(
      deps.fetch(guarded.url.href, {
        method: request.method ?? "GET",
        redirect: "manual",
        headers: requestHeaders(deps, request),
        signal,
      }),
      signal,
    )
    const location = isRedirect(response.status) ? response.headers.get("location") : null
    if (location === null)
      return await receive(response, guarded.url.href, permanentUrl, deps, signal, request.maxFirstBytes)
    await response.body?.cancel()
    address = URL.parse(location, guarded.url)?.href ?? location
    permanent &&= response.status === 301 || response.status === 308
    if (permanent) permanentUrl = address
  }
  return { outcome: "too-many-redirects", detail: `more than ${MAX_REDIRECTS} redirects` }
}

function requestHeaders({ userAgent }: FetchDeps, { etag, lastModified, maxFirstBytes }: FetchRequest): Headers {
  const headers = new Headers({
    accept: maxFirstBytes ? "*/*" : ACCEPT,
    "accept-encoding": "gzip",
    "user-agent": userAgent,
  })
  // A range is of the bytes as sent, so they must not be compressed.
  if (maxFirstBytes) headers.set("accept-encoding", "identity")
  if (maxFirstBytes) headers.set("range", `bytes=0-${maxFirstBytes - 1}`)
  if (isHeaderText(etag)) headers.set("if-none-match", etag)
  if (isHeaderText(lastModified)) headers.set("if-modified-since", lastModified)
  return headers
}

/** Only printable ASCII can be sent back byte for byte. Other characters may not be allowed in a header. */
const isHeaderText = (value: string | null | undefined): value is string => /^[\x20-\x7e]+$/.test(value ?? "")

async function receive(
  response: Response,
  url: string,
  permanentUrl: string | null,
  { place }: FetchDeps,
  signal: AbortSignal,
  maxFirstBytes?: number,
): Promise<Fetched> {
  const { status, headers } = response
  const received = { status, headers, url, permanentUrl }
  if (status !== 200 && !(status === 206 && maxFirstBytes)) {
    await response.body?.cancel()
    return status === 304 ? { outcome: "not-modified", ...received } : { outcome: "http-error", ...received }
  }
  if (maxFirstBytes) {
    return { outcome: "ok", body: await readFirst(response.body, maxFirstBytes, signal), ...received }
  }
  const body = await readAtMost(response.body, MAX_DOCUMENT_BYTES, place, signal)
  return body ? { outcome: "ok", body, ...received } : { outcome: "too-large", ...received }
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status)

/** The bytes of a stream; null when there are more than `limit`. Decoded bytes count, which stops decompression bombs. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
  place: Place | undefined,
  signal: AbortSignal,
): Promise<Bytes | null> {
  if (!stream) return new Uint8Array(0)
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal)
      if (done) return join(chunks, size)
      size += value.length
      if (size > limit) return null
      if (place && size > MAX_SMALL_DOCUMENT_BYTES) await orAbort(place.enter(signal), signal)
      chunks.push(value)
    }
  } finally {
    // Releases the connection. After a full read or an abort this does nothing.
    reader.cancel().catch(() => {})
  }
}

/** The first bytes of a stream. The rest is left with the server. */
async function readFirst(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
  signal: AbortSignal,
): Promise<Bytes> {
  if (!stream) return new Uint8Array(0)
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    while (size < limit) {
      const { done, value } = await orAbort(reader.read(), signal)
      if (done) break
      chunks.push(value)
      size += value.length
    }
    return join(chunks, size).slice(0, limit)
  } finally {
    reader.cancel().catch(() => {})
  }
}

function join(chunks: Uint8Array[], size: number): Bytes {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** Like `work`, but rejects as soon as the signal aborts. A slow server cannot delay us beyond the deadline. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener("abort", abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort))
  })
}
