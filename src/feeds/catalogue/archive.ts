import { DAY, toRfc3339 } from "../../lib/text/time.ts"
import type { FeedKey } from "./feed-key.ts"

// Finds the archives of the main feed and their order.
// In: the days with articles, and the time now. Out: the periods, or the neighbours of one period.
// RFC 5005 §4: an archive must not change, since a reader fetches it only once. So the current day is not linked. The
// chain goes back from the main feed through the past days of this month, then through the past months.

export interface Neighbours {
  prevArchive: string | null
  nextArchive: string | null
}

/** Start and end of a period, milliseconds since 1970: [from, to). */
export function periodRange(period: string): { from: number; to: number } {
  const [year, month, day] = period.split("-").map(Number) as [number, number, number | undefined]
  const from = Date.UTC(year, month - 1, day ?? 1)
  return { from, to: day === undefined ? Date.UTC(year, month, 1) : from + DAY }
}

/** Whether the period is over. After that only backdated articles can join it. */
export const isOver = (period: string, now: number) => periodRange(period).to <= now

/** The month of a period or of a time in RFC 3339. */
const monthOf = (period: string) => period.slice(0, 7)

/**
 * All archives in the chain, oldest first. Together they have each article from before today once. `days` are the days on
 * which a live article was first published, e.g. `2026-11-23`, in any order.
 */
export function archivePeriods(days: string[], now: number): string[] {
  const month = monthOf(toRfc3339(now))
  const months = new Set(days.map(monthOf).filter((each) => isOver(each, now)))
  return [...[...months].sort(), ...days.filter((day) => monthOf(day) === month && isOver(day, now)).sort()]
}

/** The neighbours of a feed in the chain. Only the main feed and the archives are in it. */
export function archiveChain(key: FeedKey, days: string[], now: number): Neighbours {
  if (key.kind === "main") return { prevArchive: archivePeriods(days, now).at(-1) ?? null, nextArchive: null }
  if (key.kind !== "archive") return { prevArchive: null, nextArchive: null }
  const { period } = key
  const month = monthOf(period)
  const months = [...new Set(days.map(monthOf))]
  const before = (periods: string[]) => newest(periods.filter((each) => each < period))
  const after = (periods: string[]) => oldest(periods.filter((each) => each > period && isOver(each, now)))
  if (period === month) return { prevArchive: before(months), nextArchive: after(months) }
  const siblings = days.filter((each) => monthOf(each) === month)
  const prevArchive = before(siblings) ?? before(months.filter((each) => each < month))
  return { prevArchive, nextArchive: after(siblings) }
}

const newest = (periods: string[]) =>
  periods.reduce<string | null>((best, each) => (!best || each > best ? each : best), null)
const oldest = (periods: string[]) =>
  periods.reduce<string | null>((best, each) => (!best || each < best ? each : best), null)
