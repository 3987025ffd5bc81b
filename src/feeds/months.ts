import type { FeedKey } from "./catalogue.ts"

// RFC 5005 §4 allows no link to an archive that is still being filled: a reader that has seen it would not come again.
// So the chain goes back from the main feed over the days of this month that are over, then over the months before it.

/** Where live articles are, in UTC and in any order. */
export interface ArchiveIndex {
  /** Months that have one, `2026-11`. */
  months: string[]
  /** Days that have one, `2026-11-23`: of the month that the feed in question is about, else of the present month. */
  days: string[]
}

export interface Neighbours {
  prevArchive: string | null
  nextArchive: string | null
}

/** When a period begins and ends, milliseconds since 1970: [from, to). */
export function periodRange(period: string): { from: number; to: number } {
  const [year, month, day] = period.split("-").map(Number) as [number, number, number | undefined]
  const from = Date.UTC(year, month - 1, day ?? 1)
  return { from, to: day === undefined ? Date.UTC(year, month, 1) : from + 24 * 3600 * 1000 }
}

/** Whether nothing more can be published in it, but what is dated back. */
export const isOver = (period: string, now: number) => periodRange(period).to <= now

/** The month that a period, or a time in RFC 3339, lies in. */
export const monthOf = (period: string) => period.slice(0, 7)

/** Every archive that a reader going back from the main feed meets, oldest first; together they hold each article once. */
export function archiveChain(index: ArchiveIndex, now: number): string[] {
  const month = monthOf(new Date(now).toISOString())
  const months = index.months.filter((each) => isOver(each, now))
  const days = index.days.filter((each) => monthOf(each) === month && isOver(each, now))
  return [...months.sort(), ...days.sort()]
}

/** What stands before and after a feed in the chain; feeds other than the main one and the archives stand outside it. */
export function archiveNeighbours(key: FeedKey, index: ArchiveIndex, now: number): Neighbours {
  if (key.kind === "main") return { prevArchive: archiveChain(index, now).at(-1) ?? null, nextArchive: null }
  if (key.kind !== "archive") return { prevArchive: null, nextArchive: null }
  const { period } = key
  const month = monthOf(period)
  const before = (periods: string[]) =>
    periods
      .filter((each) => each < period)
      .sort()
      .at(-1)
  const after = (periods: string[]) => periods.filter((each) => each > period && isOver(each, now)).sort()[0]
  if (period === month) {
    return { prevArchive: before(index.months) ?? null, nextArchive: after(index.months) ?? null }
  }
  const days = index.days.filter((each) => monthOf(each) === month)
  const months = index.months.filter((each) => each < month)
  return { prevArchive: before(days) ?? before(months) ?? null, nextArchive: after(days) ?? null }
}
