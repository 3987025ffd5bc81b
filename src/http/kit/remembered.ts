import type { Context, MiddlewareHandler } from "hono"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { parseHttpDate } from "../../lib/http/date.ts"
import type { HeldPage, HttpEnv } from "./http-env.ts"
import { MAX_FRESH_MS, Memory } from "./memory.ts"

const MAX_PAGE_BYTES = 8 * 1024 * 1024

export const createPageMemory = () => new Memory<HeldPage>(MAX_PAGE_BYTES)

/** The query parameters that a remembered route reads. Other parameters do not change its answer. */
const QUERY = ["url", "limit", "fill"]

/**
 * Middleware. Serves an answer from this isolate's memory for five seconds, so that a crowd costs the stores one
 * request. Others get the old answer while one request asks the stores, and while the stores fail. A request with
 * credentials always goes to the route.
 */
export const remembered: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { services, pages } = c.var
  if (c.req.header("authorization") !== undefined) return next()
  const key = keyOf(c)
  const now = services.now()
  const held = pages.get(key)
  const { generation } = pages
  if (held && now - held.checkedAt < MAX_FRESH_MS) return answer(c, held)
  if (held) held.checkedAt = now
  await next()
  if (held && c.res.status >= 500) c.res = answer(c, held)
  else if (c.res.status === 200 && c.res.headers.get("cache-control") !== "no-store") {
    const body = await c.res.clone().arrayBuffer()
    const bytes = body.byteLength + 2 * key.length + 500
    // A write may have cleared the memory meanwhile. An answer read before that write must not be kept.
    if (pages.generation === generation) {
      pages.put(key, { body, headers: new Headers(c.res.headers), checkedAt: now, bytes })
    }
  } else pages.drop(key)
}

/** Middleware. Clears the memory after a write, so that the writer sees the change at once in this isolate. */
export const forgetOnWrite: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  if (c.req.method !== "GET" && c.req.method !== "HEAD") c.var.pages.clear()
}

function keyOf(c: Context): string {
  const query = QUERY.map((name) => c.req.query(name) ?? null)
  return JSON.stringify([c.req.path, c.req.header("accept") ?? "", ...query])
}

function answer(c: Context, { body, headers }: HeldPage): Response {
  const etag = headers.get("etag")
  const lastModified = headers.get("last-modified")
  if (etag !== null && lastModified !== null) {
    const validators = { etag, lastModified: parseHttpDate(lastModified, 0) ?? 0 }
    const verdict = evaluateConditions(c.req.method, c.req.raw.headers, validators)
    if (verdict === "not-modified") return new Response(null, { status: 304, headers })
  }
  return new Response(c.req.raw.method === "HEAD" ? null : body, { headers })
}
