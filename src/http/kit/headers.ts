/**
 * Headers of every answer that is not a page. The browser must trust Content-Type. When it opens the answer directly,
 * the answer loads nothing, runs nothing and cannot be framed.
 */
export const NO_PAGE = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const

/**
 * Cache-Control of answers that change with the next article. They are fresh for a minute. After that a stale answer is
 * better than none.
 */
export const FRESH_FOR_A_MINUTE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"

/**
 * Cache-Control of every other answer. A cache in front of the Worker keeps an answer that says nothing, and gives it to
 * strangers (RFC 9111 §4.2.2).
 */
export const NOT_KEPT = { "cache-control": "no-store" } as const

/** Lets scripts of any site read the answer, with the headers that a feed reader in the browser needs. */
export const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Last-Modified, Link",
} as const
