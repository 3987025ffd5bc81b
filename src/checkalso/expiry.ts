import { MINUTE, WEEK } from "../lib/text/time.ts"

/**
 * When a list that was made now is stale by age alone, in milliseconds since 1970: the older the article, the later. An
 * empty list is tried again soon.
 */
export function renewalTime(links: number, publishedAt: number, now: number): number {
  const age = Math.max(0, now - publishedAt)
  const life = Math.min(WEEK, Math.max(30 * MINUTE, age / 10))
  return Math.round(now + (links === 0 ? Math.min(life, Math.max(10 * MINUTE, age / 50)) : life))
}
