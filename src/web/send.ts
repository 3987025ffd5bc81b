// Sends one request to a server that others named, and tells how it ended.
// In: an address, a method and a body. Out: the status and the start of the answer, or why there is none.
// Source: RFC 9110 §15.4.8 and §15.4.9 (307 and 308 repeat the request); guard.ts decides which addresses are allowed.
import type { Bytes } from "../lib/crypto/hash.ts"
import { type FetchDeps, orAbort, readAtMost, whyUnreachable } from "./fetch.ts"
import { checkUrl } from "./guard.ts"

const MAX_SEND_MS = 20_000
const MAX_REDIRECTS = 5
/** What is read of an answer. */
const MAX_ANSWER_BYTES = 2000

export interface Sent {
  /** GET without a body, else POST. */
  body?: Bytes | string
  headers?: Record<string, string>
  /** For the whole exchange. 20 seconds by default. */
  maxMs?: number
}

export interface Answer {
  status: number
  text: string
  /** Of a redirect, absolute. */
  location: string | null
}

export type Posted =
  | ({ outcome: "answered" } & Answer)
  | { outcome: "refused" | "timeout" | "unreachable" | "too-many-redirects"; detail: string }

/** Sends a request, and follows no redirect. A fault of the other side is an outcome and never throws. */
export function sendOnce(deps: FetchDeps, url: string, sent: Sent): Promise<Posted> {
  return within(deps, sent.maxMs ?? MAX_SEND_MS, (signal) => send(deps, url, sent, signal))
}

/** Posts a form. Follows 307 and 308, each to a checked address. A fault of the other side is an outcome and never throws. */
export function postForm(deps: FetchDeps, url: string, form: URLSearchParams): Promise<Posted> {
  return within(deps, MAX_SEND_MS, async (signal) => {
    let address = url
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const posted = await send(deps, address, asForm(form), signal)
      const repeats = posted.outcome === "answered" && (posted.status === 307 || posted.status === 308)
      if (!repeats || posted.location === null) return posted
      address = posted.location
    }
    return { outcome: "too-many-redirects", detail: `more than ${MAX_REDIRECTS} redirects` }
  })
}

export const asForm = (form: URLSearchParams): Sent => ({
  body: form.toString(),
  headers: { "content-type": "application/x-www-form-urlencoded" },
})

async function within(deps: FetchDeps, maxMs: number, work: (signal: AbortSignal) => Promise<Posted>): Promise<Posted> {
  const signal = (deps.deadline ?? ((ms) => AbortSignal.timeout(ms)))(maxMs)
  try {
    return await work(signal)
  } catch (error) {
    if (signal.aborted) return { outcome: "timeout", detail: `no answer within ${maxMs / 1000} seconds` }
    return { outcome: "unreachable", detail: whyUnreachable(error) }
  }
}

async function send(deps: FetchDeps, url: string, { body, headers }: Sent, signal: AbortSignal): Promise<Posted> {
  const guarded = checkUrl(url, deps.guard)
  if (guarded.outcome === "refused") return { outcome: "refused", detail: `${url} ${guarded.reason}` }
  const response = await orAbort(
    deps.fetch(guarded.url.href, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: { "user-agent": deps.userAgent, ...headers },
      ...(body === undefined ? {} : { body }),
      signal,
    }),
    signal,
  )
  const location = response.headers.get("location")
  return {
    outcome: "answered",
    status: response.status,
    text: await startOf(response, signal),
    location: location && (URL.parse(location, guarded.url)?.href ?? location),
  }
}

/** A short answer. A longer one is a page, and says nothing that a log needs. */
async function startOf(response: Response, signal: AbortSignal): Promise<string> {
  const bytes = await readAtMost(response.body, MAX_ANSWER_BYTES, undefined, signal)
  return bytes ? new TextDecoder().decode(bytes) : ""
}
