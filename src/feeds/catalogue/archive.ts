import { DAY, toRfc3339 } from "../../lib/text/time.ts"
import type { FeedKey } from "./feed-key.ts"

// RFC 5005 §4 allows no link to an archive that is still being filled: a reader that has seen it would not come again.
// So the chain goes back from the main feed over the days of this month that are over, then over the months before it.

export interface Neighbours {
  prevArchive: string | null
  nextArchive: string | null
}

/** When a period begins and ends, milliseconds since 1970: [from, to). */
export function periodRange(period: string): { from: number; to: number } {
  const [year, month, day] = period.split("-").map(Number) as [number, number, number | undefined]
  const from = Date.UTC(year, month - 1, day ?? 1)
  return { from, to: day === undefined ? Date.UTC(year, month, 1) : from + DAY }
}

/** Whether nothing more can be published in it, but what is dated back. */
export const isOver = (period: string, now: number) => periodRange(period).to <= now

/** The month that a period, or a time in RFC 3339, lies in. */
const monthOf = (period: string) => period.slice(0, 7)

/**
 * Every archive that a reader going back from the main feed meets, oldest first; together they hold each article of the
 * time before today once. `days` are those on which a live article was first published, `2026-11-23`, in any order.
 */
export function archivePeriods(days: string[], now: number): string[] {
  const month = monthOf(toRfc3339(now))
  const months = new Set(days.map(monthOf).filter((each) => isOver(each, now)))
  return [...[...months].sort(), ...days.filter((day) => monthOf(day) === month && isOver(day, now)).sort()]
}

/** What stands before and after a feed in the chain; feeds other than the main one and the archives stand outside it. */
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
