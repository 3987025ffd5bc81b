// Spans of time in milliseconds.
const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

// ECMA-262 §21.4.1.1: a time is at most so many milliseconds from 1970.
const MAX_TIME = 8.64e15

/**
 * Milliseconds since 1970 as RFC 3339 in UTC: `2026-11-23T05:00:00.000Z`. An impossible time becomes the nearest possible
 * one, so that a damaged number does not break a list.
 */
export function toRfc3339(ms: number): string {
  const time = Math.max(-MAX_TIME, Math.min(MAX_TIME, ms))
  return fastRfc3339(Number.isNaN(time) ? 0 : Math.trunc(time))
}

let last = { day: 0, date: "1970-01-01T" }

/** What Date.toISOString() returns. The entries of a feed have few days, so the last one is remembered. */
function fastRfc3339(ms: number): string {
  const day = Math.floor(ms / DAY)
  if (day !== last.day) last = { day, date: new Date(day * DAY).toISOString().slice(0, -"00:00:00.000Z".length) }
  const rest = ms - day * DAY
  const hour = TWO_DIGITS[Math.floor(rest / HOUR)]
  const minute = TWO_DIGITS[Math.floor(rest / MINUTE) % 60]
  const second = TWO_DIGITS[Math.floor(rest / SECOND) % 60]
  return `${last.date}${hour}:${minute}:${second}.${String(rest % SECOND).padStart(3, "0")}Z`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, count) => String(count).padStart(2, "0"))

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** RFC 3339 → the same instant in UTC as `2026-11-23T05:00:00.000Z`; null when malformed or outside years 1000 to 9999. */
export function parseRfc3339(value: string): string | null {
  const match = RFC3339.exec(value.trim().toUpperCase())
  if (!match || Number(match[1]) < 1000) return null
  const time = Date.parse(match[0])
  // Some engines parse 30 February as 2 March.
  if (Number.isNaN(time) || Number(match[3]) > daysIn(Number(match[1]), Number(match[2]))) return null
  const utc = toRfc3339(time)
  return /^\d{4}-/.test(utc) ? utc : null
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
