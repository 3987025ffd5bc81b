import type { Context, MiddlewareHandler } from "hono"
import { sha256Base64Url } from "../../lib/crypto/hash.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { parseHttpDate } from "../../lib/http/date.ts"
import type { HeldPage, HttpEnv } from "./http-env.ts"
import { MAX_FRESH_MS, Memory } from "./memory.ts"

// Serves pages and boxes from this isolate's memory for five seconds, so that a crowd costs the stores one request.
// In: a request of somebody without credentials. Out: the answer as it was made for the first of them, or 304.

const MAX_PAGE_BYTES = 8 * 1024 * 1024

export const createPageMemory = () => new Memory<HeldPage>(MAX_PAGE_BYTES)

/** The query parameters that a remembered route reads. Other parameters do not change its answer. */
const QUERY = ["url", "limit", "fill", "empty", "lang", "heading", "q", "cursor"]

/** Answers from memory before any routing. Gives null when the route has to answer. */
export function pageFromMemory(pages: Memory<HeldPage>, request: Request, clock: { now(): number }): Response | null {
  const { headers } = request
  const held = headers.has("authorization") ? undefined : pages.get(keyOf(request))
  return held && clock.now() - held.checkedAt < MAX_FRESH_MS ? answer(request, held) : null
}

/**
 * Middleware of a route whose answers are remembered. Others get the old answer while one request asks the stores, and
 * while the stores fail. A request with credentials always goes to the route. An answer without an ETag gets a weak one,
 * made from its bytes.
 */
export const remembered: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { services, pages } = c.var
  if (c.req.header("authorization") !== undefined) return next()
  const request = c.req.raw
  const key = keyOf(request)
  const now = services.now()
  const held = pages.get(key)
  const { generation } = pages
  if (held && now - held.checkedAt < MAX_FRESH_MS) return answer(request, held)
  if (held) held.checkedAt = now
  await next()
  if (held && c.res.status >= 500) c.res = answer(request, held)
  else if (c.res.status === 200 && c.res.headers.get("cache-control") !== "no-store") {
    const page = await hold(c, key, now)
    // A write may have cleared the memory meanwhile. An answer read before that write must not be kept.
    if (pages.generation === generation) pages.put(key, page)
    c.res = answer(request, page)
  } else pages.drop(key)
}

/** Middleware. Clears the memory after a write, so that the writer sees the change at once in this isolate. */
export const forgetOnWrite: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  if (c.req.method !== "GET" && c.req.method !== "HEAD") c.var.pages.clear()
}

async function hold(c: Context, key: string, now: number): Promise<HeldPage> {
  const body = await c.res.clone().arrayBuffer()
  const headers = new Headers(c.res.headers)
  const etag = headers.get("etag") ?? `W/"${(await sha256Base64Url(new Uint8Array(body))).slice(0, 22)}"`
  headers.set("etag", etag)
  const at = headers.get("last-modified")
  const lastModified = at === null ? null : parseHttpDate(at, 0)
  const bytes = body.byteLength + 2 * key.length + 500
  return { body, headers, validators: { etag, lastModified }, checkedAt: now, bytes }
}

/** The path, the Accept header and the parameters that count. */
function keyOf({ url, headers }: Request): string {
  const start = url.indexOf("/", url.indexOf("//") + 2)
  const query = url.indexOf("?", start)
  const path = url.slice(start, query < 0 ? undefined : query)
  const key = `${path} ${headers.get("accept") ?? ""}`
  if (query < 0) return key
  const parameters = new URLSearchParams(url.slice(query))
  return QUERY.reduce((all, name) => `${all} ${parameters.get(name) ?? ""}`, key)
}

function answer(request: Request, { body, headers, validators }: HeldPage): Response {
  const verdict = evaluateConditions(request.method, request.headers, validators)
  if (verdict === "not-modified") return new Response(null, { status: 304, headers })
  return new Response(request.method === "HEAD" ? null : body, { headers })
}
