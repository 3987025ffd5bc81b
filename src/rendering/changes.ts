import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { feedName, feedsOf } from "../feeds/catalogue/feed-key.ts"
import { type ArticleRow, findArticles } from "../store/articles.ts"
import { findFacets } from "../store/facets.ts"

/** An article whose current state the feeds must show. */
export interface Change {
  row: ArticleRow
  facets: Facet[]
  /** The names of its feeds. Empty for a withdrawn article. */
  feeds: string[]
}

/** Reads the changes of these articles. Scheduled articles are left out. */
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

/** The names of all feeds that a change affects: those with the article now, and those with it before. */
export const touchedBy = ({ row, feeds }: Change): string[] => [...row.announcedFeeds, ...feeds]
