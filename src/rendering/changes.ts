import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { feedName, feedsOf } from "../feeds/catalogue/feed-key.ts"
import { dayOf, monthOf, pageName } from "../feeds/catalogue/period.ts"
import { findUnlinked, pagesBeside } from "../store/archive-pages.ts"
import { type ArticleRow, findArticles, WITHDRAWN } from "../store/articles.ts"
import { findFacets, findFormerFacets } from "../store/facets.ts"

/** An article whose current state the feeds must show. */
export interface Change {
  row: ArticleRow
  facets: Facet[]
  /** The names of its feeds. Empty for a withdrawn article. */
  feeds: string[]
  /** Feeds without it that it affects: those with its tombstone, and the archives beside a new page. */
  others: string[]
  /** Its page, if the archives beside it do not link to it yet. */
  newPage: Page | null
}

type Page = { day: string; page: number }

/** Reads the changes of these articles. Scheduled articles are left out. */
export async function findChanges(db: D1Database, articleIds: string[]): Promise<Change[]> {
  const rows = (await findArticles(db, [...new Set(articleIds)])).filter(({ state }) => state !== "scheduled")
  const ids = (of: ArticleRow[]) => of.map(({ id }) => id)
  const facets = await findFacets(db, ids(rows))
  // A tombstone comes or goes with a withdrawal and its end.
  const former = await findFormerFacets(db, ids(rows.filter(isWithdrawal)))
  const beside = await besideNewPages(db, rows)
  return rows.map((row) => {
    const own = facets.get(row.id) ?? []
    const had = [...own, ...(former.get(row.id) ?? [])]
    const ever = feedsOf(had, row.publishedAt, row.archivePage ?? 1).map(feedName)
    const newPage = pageOf(row)
    const archives = beside.get(pageName(newPage))
    return {
      row,
      facets: own,
      feeds: row.state === "live" ? feedsOf(own, row.publishedAt, row.archivePage ?? 1).map(feedName) : [],
      others: [...(isWithdrawal(row) ? ever : []), ...(archives ?? [])],
      newPage: archives ? newPage : null,
    }
  })
}

const isWithdrawal = ({ state, announcedHash }: ArticleRow) => state === "withdrawn" || announcedHash === WITHDRAWN

const pageOf = ({ publishedAt, archivePage }: ArticleRow): Page => ({ day: dayOf(publishedAt), page: archivePage ?? 1 })

/** The archives beside the pages of these articles that are not linked yet, by the page's name. */
async function besideNewPages(db: D1Database, rows: ArticleRow[]): Promise<Map<string, string[]>> {
  const archives = new Map<string, string[]>()
  for (const page of await findUnlinked(db, rows.map(pageOf))) {
    const periods = (await pagesBeside(db, page)).flatMap((each) => [pageName(each), monthOf(each.day)])
    archives.set(
      pageName(page),
      periods.map((period) => feedName({ kind: "archive", period })),
    )
  }
  return archives
}

/** The names of all feeds that a change affects. */
export const touchedBy = ({ row, feeds, others }: Change): string[] => [...row.announcedFeeds, ...feeds, ...others]
