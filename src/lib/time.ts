// ECMA-262 §21.4.1.1: a time is at most so many milliseconds from 1970.
const MAX_TIME = 8.64e15

/** RFC 3339 in UTC of milliseconds since 1970. What is no time is the nearest one: a damaged number breaks no list. */
export function toRfc3339(milliseconds: number): string {
  const time = Math.max(-MAX_TIME, Math.min(MAX_TIME, milliseconds))
  return new Date(Number.isNaN(time) ? 0 : time).toISOString()
}
