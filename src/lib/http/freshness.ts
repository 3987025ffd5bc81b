import { parseHttpDate } from "./date.ts"

/** When to request again, by a response's headers. Milliseconds since 1970; null when there is no such header. */
export interface CacheHints {
  /** The response is fresh until then (RFC 9111 §4.2). */
  freshUntil: number | null
  /** Do not request before then (Retry-After, RFC 9110 §10.2.3). */
  retryAt: number | null
}

export function readCacheHints(headers: Headers, now: number): CacheHints {
  return { freshUntil: freshUntil(headers, now), retryAt: retryAt(headers.get("retry-after"), now) }
}

function freshUntil(headers: Headers, now: number): number | null {
  const directives = parseDirectives(headers.get("cache-control") ?? "")
  if (directives.has("no-store") || directives.has("no-cache")) return null
  const seconds = wholeSeconds(directives.get("max-age")) ?? wholeSeconds(directives.get("s-maxage"))
  if (seconds !== null) return now + Math.max(0, seconds - (wholeSeconds(headers.get("age")) ?? 0)) * 1000
  const expires = headers.get("expires")
  const until = expires === null ? null : parseHttpDate(expires, now)
  if (until === null) return null
  // Expires uses the server's clock, which may differ from ours. The Date header shows it.
  const date = parseHttpDate(headers.get("date") ?? "", now) ?? now
  return until > date ? now + (until - date) : null
}

function parseDirectives(value: string): Map<string, string> {
  const parts = value.split(",").map((part) => part.trim().split("="))
  return new Map(parts.map(([name = "", text = ""]) => [name.trim().toLowerCase(), text.trim().replaceAll('"', "")]))
}

function retryAt(value: string | null, now: number): number | null {
  if (value === null) return null
  const seconds = wholeSeconds(value)
  return seconds === null ? parseHttpDate(value.trim(), now) : now + seconds * 1000
}

function wholeSeconds(value: string | null | undefined): number | null {
  return value && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : null
}
