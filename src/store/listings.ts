import type { FacetKind } from "../feeds/catalogue/feed-key.ts"
import { toRfc3339 } from "../lib/text/time.ts"
import type { Headline, Place } from "../model/headline.ts"
import type { Located } from "../model/page-writers.ts"
import { CellReader } from "./cells.ts"

// Stories as pages list them. Our own stories stand among the items with all that a list shows, so a page of a list
// needs no revision. It goes on by the last story's place, so that the oldest page costs as much as the newest.

/** The stories of a list: those with a facet, or those first published in [from, to), milliseconds since 1970. */
export type Listing = { facet: { kind: FacetKind; slug: string } } | { from: number; to: number }

export const HEADLINE_COLUMNS = `items.id, items.title, items.summary, items.image, items.language, items.section,
  items.authors, items.published_at AS publishedAt`
/** SQL: the item is a live story of our own. */
export const IS_OWN = "items.partner_id = '' AND items.state = 'live'"

export interface RawHeadline {
  id: string
  title: string
  summary: string
  image: string | null
  language: string | null
  section: string | null
  authors: string
  publishedAt: number
}

export async function toHeadlines(db: D1Database, rows: RawHeadline[]): Promise<Headline[]> {
  const cells = new CellReader()
  const headlines = rows.map(({ id, title, summary, image, language, section, authors, publishedAt }) => ({
    id,
    title,
    summary,
    ...(image ? { image: { url: image } } : {}),
    authors: cells.read("items.authors", id, authors),
    ...(section ? { section } : {}),
    language: language ?? "en",
    datePublished: toRfc3339(publishedAt),
  }))
  await cells.report(db)
  return headlines
}

/** Selects the stories of a list, newest first. `before` is the last story of the page before. */
export async function selectHeadlines(
  db: D1Database,
  listing: Listing,
  limit: number,
  before: Place | null,
): Promise<Headline[]> {
  const [at, id] = [before?.publishedAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? ""]
  const statement =
    "facet" in listing
      ? db
          .prepare(
            `SELECT ${HEADLINE_COLUMNS} FROM facets CROSS JOIN items ON items.id = article_id
             WHERE kind = ?1 AND slug = ?2 AND ${IS_OWN}
               AND facets.published_at <= ?3 AND (facets.published_at < ?3 OR article_id > ?4)
             ORDER BY facets.published_at DESC, article_id LIMIT ?5`,
          )
          .bind(listing.facet.kind, listing.facet.slug, at, id, limit)
      : db
          .prepare(
            `SELECT ${HEADLINE_COLUMNS} FROM articles CROSS JOIN items ON items.id = articles.id
             WHERE articles.state = 'live' AND articles.published_at >= ?1 AND articles.published_at <= ?2 AND ${IS_OWN}
               AND (articles.published_at < ?2 OR articles.id > ?3)
             ORDER BY articles.published_at DESC, articles.id LIMIT ?4`,
          )
          // One upper bound: SQLite would take one of two, and read from the newest on.
          .bind(listing.from, ...(at < listing.to ? [at, id] : [listing.to - 1, ""]), limit)
  const { results } = await statement.all<RawHeadline>()
  return toHeadlines(db, results)
}

/** No newspaper is older than 400 years. */
const MAX_MONTHS = 4800

// The start of the UTC month of `newest`. SQLite counts in whole seconds, and `/` goes towards 1970.
const MONTH_START = "unixepoch((newest - ((newest % 1000) + 1000) % 1000) / 1000, 'unixepoch', 'start of month') * 1000"

/**
 * The first and the last publication of each UTC month with a live article, newest first. It jumps from month to month
 * in an index, so its cost does not grow with the archive.
 */
export async function listMonthEnds(db: D1Database): Promise<{ oldest: number; newest: number }[]> {
  const { results } = await db
    .prepare(
      `WITH RECURSIVE months (newest) AS (
         SELECT max(published_at) FROM articles WHERE state = 'live'
         UNION ALL
         SELECT (SELECT max(published_at) FROM articles WHERE state = 'live' AND published_at < ${MONTH_START})
         FROM months WHERE newest IS NOT NULL LIMIT ${MAX_MONTHS})
       SELECT newest,
         (SELECT min(published_at) FROM articles WHERE state = 'live' AND published_at >= ${MONTH_START}) AS oldest
       FROM months WHERE newest IS NOT NULL`,
    )
    .all<{ oldest: number; newest: number }>()
  return results
}

/** The most addresses that a sitemap may have (sitemaps.org). */
const MAX_LOCATED = 50_000

/** Lists the live articles first published in [from, to). */
export async function listLocated(db: D1Database, from: number, to: number): Promise<Located[]> {
  const { results } = await db
    .prepare(
      `SELECT url, modified_at AS modifiedAt FROM articles
       WHERE state = 'live' AND published_at >= ?1 AND published_at < ?2 ORDER BY published_at DESC LIMIT ${MAX_LOCATED}`,
    )
    .bind(from, to)
    .all<Located>()
  return results
}
