import type { Headline } from "../model/headline.ts"
import { HEADLINE_COLUMNS, IS_OWN, type RawHeadline, toHeadlines } from "./listings.ts"

/** Matches of partners and our own that one search looks at. Where there are more, the next page goes on behind them. */
const MAX_LOOKED_AT = 400

/** A page of what a search found. `next` is where the next page begins; null when all was looked at. */
export interface Found {
  headlines: Headline[]
  next: number | null
}

/** For each word that was typed, the ways to find it; each way is words that must all be there. */
export type SearchTerms = string[][][]

// A word has only letters, digits, marks and one dot, so nothing in it ends the quotation.
const all = (words: string[]) => `(${words.map((word) => `"${word}"`).join(" AND ")})`
const any = (ways: string[][]) => `(${ways.map(all).join(" OR ")})`

/**
 * Finds our own live stories with all of these terms, last stored first. The index has partners' stories too, so a page
 * may have fewer stories than `limit`, or none, and still have a next one. `before` is the `next` of the page before.
 */
export async function searchStories(
  db: D1Database,
  terms: SearchTerms,
  limit: number,
  before: number | null,
): Promise<Found> {
  if (!terms.length) return { headlines: [], next: null }
  const { results } = await db
    .prepare(
      `WITH matched AS MATERIALIZED (
           SELECT rowid AS doc FROM search WHERE search MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ${MAX_LOOKED_AT}),
         own AS MATERIALIZED (
           SELECT doc FROM matched CROSS JOIN items INDEXED BY items_own ON items.n = doc
           WHERE partner_id = '' ORDER BY doc DESC LIMIT ?3)
       SELECT looked, last, own.doc, ${HEADLINE_COLUMNS}
       FROM (SELECT count(*) AS looked, min(doc) AS last FROM matched)
         LEFT JOIN own LEFT JOIN items ON items.n = own.doc AND ${IS_OWN}
       ORDER BY own.doc DESC`,
    )
    .bind(terms.map(any).join(" AND "), before ?? Number.MAX_SAFE_INTEGER, limit + 1)
    .all<RawHeadline & { looked: number; last: number; doc: number | null }>()
  const found = results.filter(({ doc }) => doc !== null)
  const shown = found.slice(0, limit)
  const [first] = results
  const next = found.length > limit ? shown.at(-1)!.doc : first && first.looked === MAX_LOOKED_AT ? first.last : null
  return {
    headlines: await toHeadlines(
      db,
      shown.filter(({ id }) => id !== null),
    ),
    next,
  }
}
