import { DAY, toRfc3339 } from "../../lib/text/time.ts"

// The names of archives. `2026-11` is a month in UTC, `2026-11-23` the first page of a day, `2026-11-23.2` its second.

const PERIOD = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:(-(?:0[1-9]|[12]\d|3[01]))(?:\.([2-9]|[1-9]\d{1,3}))?)?$/

/** What an archive's name says; `day` is null for a month. Null for a text that names no archive. */
export function parsePeriod(period: string): { month: string; day: string | null; page: number } | null {
  const [, month, day, page] = PERIOD.exec(period) ?? []
  return month ? { month, day: day ? month + day : null, page: Number(page ?? 1) } : null
}

/** The day of a time in UTC, e.g. `2026-11-23`. */
export const dayOf = (ms: number) => toRfc3339(ms).slice(0, 10)

/** The name of a page of a day. */
export const pageName = ({ day, page }: { day: string; page: number }) => (page === 1 ? day : `${day}.${page}`)

/** Start and end of a period, milliseconds since 1970: [from, to). All pages of a day have the same. */
export function periodRange(period: string): { from: number; to: number } {
  const [date] = period.split(".") as [string]
  const [year, month, day] = date.split("-").map(Number) as [number, number, number | undefined]
  const from = Date.UTC(year, month - 1, day ?? 1)
  return { from, to: day === undefined ? Date.UTC(year, month, 1) : from + DAY }
}

/** Whether the period is over. After that only backdated articles can join it. */
export const isOver = (period: string, now: number) => periodRange(period).to <= now

/** The month of a period or of a time in RFC 3339. */
export const monthOf = (period: string) => period.slice(0, 7)
