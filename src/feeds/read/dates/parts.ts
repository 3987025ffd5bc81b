import { MINUTE } from "../../../lib/text/time.ts"

/** Part of a regular expression: hours, minutes and optional seconds. */
export const TIME = "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}(?:[.,]\\d+)?))?"

/** The parts of a date. Months and days count from 1. */
export interface Parts {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
  second?: number
  /** Minutes east of UTC. */
  offset?: number
}

/** Milliseconds since 1970; null for an impossible date, such as month 13. */
export function toTime({ year, month, day, hour = 0, minute = 0, second = 0, offset = 0 }: Parts): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second >= 61) return null
  const date = new Date(0)
  // 31 June is read as 30 June, a common error.
  date.setUTCFullYear(year, month - 1, Math.min(day, new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()))
  return day > 31 ? null : date.getTime() + (hour * 60 + minute - offset) * MINUTE + Math.floor(second) * 1000
}

/** The full year of two digits. It is never more than a year ahead. */
export function century(year: number, now: number): number {
  const present = new Date(now).getUTCFullYear()
  const near = present - (present % 100) + year
  return near > present + 1 ? near - 100 : near
}

/** A time of day from the digits of its parts. `half` is the `a` or `p` of am or pm. */
export function clock(hour?: string, minute?: string, second?: string, half?: string) {
  if (hour === undefined) return {}
  const number = Number(hour)
  const afternoon = half?.toLowerCase() === "p"
  const shifted = half === undefined || number > 12 ? number : (number % 12) + (afternoon ? 12 : 0)
  return { hour: shifted, minute: Number(minute ?? 0), second: Number((second ?? "0").replace(",", ".")) }
}
