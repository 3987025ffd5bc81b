import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { feedName, feedsOf } from "../feeds/catalogue/feed-key.ts"
import { type ArticleRow, findArticles } from "../store/articles.ts"
import { findFacets } from "../store/facets.ts"

/** An article whose present state the feeds are to show. */
export interface Change {
  row: ArticleRow
  facets: Facet[]
  /** Names of the feeds that it appears in; none once it is withdrawn. */
  feeds: string[]
}

/** What there is to show of these articles: nothing of scheduled ones. */
export async function findChanges(db: D1Database, articleIds: string[]): Promise<Change[]> {
  const rows = (await findArticles(db, [...new Set(articleIds)])).filter(({ state }) => state !== "scheduled")
  const found = await findFacets(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const facets = found.get(row.id) ?? []
    return { row, facets, feeds: row.state === "live" ? feedsOf(facets, row.publishedAt).map(feedName) : [] }
  })
}

/** Names of the feeds that a change touches: those that show the article, and those that showed it before. */
export const touchedBy = ({ row, feeds }: Change): string[] => [...row.announcedFeeds, ...feeds]
