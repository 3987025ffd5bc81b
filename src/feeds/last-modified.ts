/**
 * The Last-Modified of a new rendering, milliseconds since 1970. A feed also changes by what leaves it, and then no
 * entry in it is newer than before: readers that ask by date alone would never hear of it, so it goes on by a second.
 *
 * @param updated newest change in the feed
 * @param previous Last-Modified of the rendering before, if there was one
 */
export function lastModifiedOf(updated: number, previous: number | null, now: number): number {
  const moved = previous === null ? updated : Math.max(updated, previous + 1000)
  // RFC 9110 §8.8.2.1: never later than the answer's own date.
  return Math.min(moved, now)
}
