// Posts a form to a server that others named, and tells how it ended.
// In: an address and a form. Out: the status, or why there is none.
// Source: RFC 9110 §15.4.8 and §15.4.9 (307 and 308 repeat the request); guard.ts decides which addresses are allowed.
import { type FetchDeps, orAbort, readAtMost, whyUnreachable } from "./fetch.ts"
import { checkUrl } from "./guard.ts"

const MAX_POST_MS = 20_000
const MAX_REDIRECTS = 5
/** What is read of an answer. */
const MAX_ANSWER_BYTES = 2000

export type Posted =
  | { outcome: "answered"; status: number; text: string }
  | { outcome: "refused" | "timeout" | "unreachable" | "too-many-redirects"; detail: string }

/** Posts a form. Follows 307 and 308, each to a checked address. A fault of the other side is an outcome and never throws. */
export async function postForm(deps: FetchDeps, url: string, form: URLSearchParams): Promise<Posted> {
  const signal = (deps.deadline ?? ((ms) => AbortSignal.timeout(ms)))(MAX_POST_MS)
  try {
    return await follow(deps, url, form.toString(), signal)
  } catch (error) {
    if (signal.aborted) return { outcome: "timeout", detail: `no answer within ${MAX_POST_MS / 1000} seconds` }
    return { outcome: "unreachable", detail: whyUnreachable(error) }
  }
}

async function follow(deps: FetchDeps, url: string, body: string, signal: AbortSignal): Promise<Posted> {
  let address = url
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const guarded = checkUrl(address, deps.guard)
    if (guarded.outcome === "refused") return { outcome: "refused", detail: `${address} ${guarded.reason}` }
    const response = await orAbort(
      deps.fetch(guarded.url.href, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": deps.userAgent },
        body,
        signal,
      }),
      signal,
    )
    const { status } = response
    const location = status === 307 || status === 308 ? response.headers.get("location") : null
    if (location === null) return { outcome: "answered", status, text: await startOf(response, signal) }
    await response.body?.cancel()
    address = URL.parse(location, guarded.url)?.href ?? location
  }
  return { outcome: "too-many-redirects", detail: `more than ${MAX_REDIRECTS} redirects` }
}

/** A short answer in words. A longer one is a page, and says nothing that a log needs. */
async function startOf(response: Response, signal: AbortSignal): Promise<string> {
  const bytes = await readAtMost(response.body, MAX_ANSWER_BYTES, undefined, signal)
  return bytes ? new TextDecoder().decode(bytes).trim() : ""
}
