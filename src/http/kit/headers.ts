/**
 * What every answer carries that is no page: a browser takes it for nothing but what its Content-Type says, and what is
 * opened there by itself loads nothing, runs nothing and stands in no frame.
 */
export const NO_PAGE = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const

/** Cache-Control of what changes with the next article: fresh for a minute, and better old than none. */
export const FRESH_FOR_A_MINUTE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
