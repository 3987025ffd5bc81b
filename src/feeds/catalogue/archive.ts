import type { FeedKey } from "./feed-key.ts"
import { dayOf, isOver, monthOf, pageName } from "./period.ts"

// Finds the archives of the main feed and their order.
// In: the pages of days that ever had an article, and the time now. Out: the neighbours of a feed in the chain.
// RFC 5005 §4: a reader fetches an archive once. So an article stands on one page of its day for ever, a page is never
// removed, and the chain goes back from the main feed through this month's pages, then through the past months.

/** A page of a day. It exists from its first article on, also when all of them are withdrawn. */
export interface ArchivePage {
  /** The day of first publication in UTC, `2026-11-23`. */
  day: string
  page: number
  /** The number of articles that were ever filed on it. */
  size: number
}

export const MAX_PAGE_ARTICLES = 50
/** A larger month is split: its archive has the newest, and links to the pages of its days. */
export const MAX_MONTH_ARTICLES = 500

export interface Neighbours {
  prevArchive: string | null
  nextArchive: string | null
  /** Whether the archive is complete: only backdated articles can still join it. */
  isClosed: boolean
}

/**
 * The neighbours of a feed in the chain. Only the main feed and the archives are in it.
 * `pages`, oldest first: for the main feed today's and the newest before; for an archive those of its month, the newest
 * before, and those of the next month that has any. More do no harm.
 * `uncovered`: the highest of today's pages with a live article that the main feed has no room for; 0 for none.
 */
export function archiveChain(key: FeedKey, pages: ArchivePage[], now: number, uncovered = 0): Neighbours {
  if (key.kind === "main") return { ...ALONE, prevArchive: newestLinked(pages, now, uncovered) }
  if (key.kind !== "archive") return ALONE
  const month = monthOf(key.period)
  const own = pages.filter(({ day }) => monthOf(day) === month)
  const before = pages.findLast(({ day }) => day < month)
  const olderMonth = before ? monthOf(before.day) : null
  if (key.period === month) {
    return {
      prevArchive: isWhole(own) ? olderMonth : pageName(own.at(-1)!),
      nextArchive: monthAfter(month, pages, now),
      isClosed: isOver(month, now),
    }
  }
  const at = own.findIndex((page) => pageName(page) === key.period)
  const older = own[at - 1]
  const newer = at < 0 ? undefined : own[at + 1]
  const isEnd = !newer && !isWhole(own) && isOver(month, now)
  return {
    prevArchive: older ? pageName(older) : olderMonth,
    nextArchive: newer && isClosed(newer, own, now) ? pageName(newer) : isEnd ? month : null,
    isClosed: at < 0 ? isOver(key.period, now) : isClosed(own[at]!, own, now),
  }
}

const ALONE: Neighbours = { prevArchive: null, nextArchive: null, isClosed: false }

/** A page is complete when its day is over or has a later page. */
const isClosed = ({ day, page }: ArchivePage, pages: ArchivePage[], now: number) =>
  isOver(day, now) || pages.some((other) => other.day === day && other.page > page)

const isWhole = (month: ArchivePage[]) => month.reduce((sum, { size }) => sum + size, 0) <= MAX_MONTH_ARTICLES

/** The main feed and what it links to have every article. An open page is linked only when it is needed for that. */
function newestLinked(pages: ArchivePage[], now: number, uncovered: number): string | null {
  const today = dayOf(now)
  const isLinked = (each: ArchivePage) =>
    each.day < today || (each.day === today && (each.page <= uncovered || isClosed(each, pages, now)))
  const newest = pages.findLast(isLinked)
  if (!newest) return null
  return monthOf(newest.day) === monthOf(today) ? pageName(newest) : monthOf(newest.day)
}

function monthAfter(month: string, pages: ArchivePage[], now: number): string | null {
  const first = pages.find(({ day }) => monthOf(day) > month)
  if (!first || !isOver(monthOf(first.day), now)) return null
  const all = pages.filter(({ day }) => monthOf(day) === monthOf(first.day))
  return isWhole(all) ? monthOf(first.day) : pageName(first)
}
