import { MINUTE, WEEK } from "../lib/text/time.ts"

/**
 * The time when a list made now becomes stale by age, in milliseconds since 1970. The list of an older article lives
 * longer. An empty list is made again sooner.
 */
export function renewalTime(links: number, publishedAt: number, now: number): number {
  const age = Math.max(0, now - publishedAt)
  const life = Math.min(WEEK, Math.max(30 * MINUTE, age / 10))
  return Math.round(now + (links === 0 ? Math.min(life, Math.max(10 * MINUTE, age / 50)) : life))
}
