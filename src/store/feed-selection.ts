import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { toRfc3339, WEEK } from "../lib/text/time.ts"
import type { Tombstone } from "../model/article.ts"
import { type ArticleRow, rowsQuestion } from "./articles.ts"
import { askOne, type Question } from "./round.ts"

/** The articles of a feed: all, those with a facet, or those first published in [from, to). */
export type Selection =
  | { limit: number }
  | { facet: { kind: Facet["kind"]; slug: string }; limit: number }
  /** Milliseconds since 1970. `page`: only those on this page of their day. */
  | { from: number; to: number; page?: number; limit: number }

/** How many older articles that changed in substance a feed has beside the newest, and for how long. */
const MAX_CORRECTED = 10
const CORRECTED_MS = WEEK
/** A tombstone is about 150 bytes. */
const MAX_TOMBSTONES = 500

/** The condition that an article is of this selection, as `?2` and `?3`. `tables`: where its facet may stand. */
function condition(selection: Selection, tables: string[]): { sql: string; values: (string | number)[] } {
  if ("facet" in selection) {
    const { kind, slug } = selection.facet
    const has = tables.map(
      (table) => `EXISTS (SELECT 1 FROM ${table} WHERE kind = ?2 AND slug = ?3 AND article_id = articles.id)`,
    )
    return { sql: `(${has.join(" OR ")})`, values: [kind, slug] }
  }
  if (!("from" in selection)) return { sql: "true", values: [] }
  const { from, to, page } = selection
  return { sql: `published_at >= ?2 AND published_at < ?3 ${onPage(page)}`, values: [from, to] }
}

// An article that is not filed yet stands on the first page.
const onPage = (page?: number) => (page === undefined ? "" : `AND coalesce(archive_page, 1) = ${page}`)

/** Selects live articles, newest first publication first. */
export const selectArticles = (db: D1Database, selection: Selection): Promise<ArticleRow[]> =>
  askOne(db, articlesQuestion(db, selection))

/** Asks for live articles, newest first publication first. */
export function articlesQuestion(db: D1Database, selection: Selection): Question<ArticleRow[]> {
  const order = `ORDER BY published_at DESC, id LIMIT ${selection.limit}`
  if ("facet" in selection) {
    const { kind, slug } = selection.facet
    const newest = `SELECT article_id FROM facets JOIN articles AS each ON each.id = article_id
      WHERE kind = ?1 AND slug = ?2 AND each.state = 'live'
      ORDER BY facets.published_at DESC, article_id LIMIT ${selection.limit}`
    return rowsQuestion(db, `WHERE id IN (${newest}) ORDER BY published_at DESC, id`, kind, slug)
  }
  if (!("from" in selection)) return rowsQuestion(db, `WHERE state = 'live' ${order}`)
  return rowsQuestion(
    db,
    `WHERE state = 'live' AND published_at >= ?1 AND published_at < ?2 ${onPage(selection.page)} ${order}`,
    selection.from,
    selection.to,
  )
}

/** Asks for the live articles that changed in substance in the last days, the last changed first. */
export function correctedQuestion(db: D1Database, selection: Selection, now: number): Question<ArticleRow[]> {
  const { sql, values } = condition(selection, ["facets"])
  return rowsQuestion(
    db,
    // The plus keeps SQLite from reading all live articles.
    `WHERE corrected_at > ?1 AND +state = 'live' AND ${sql}
     ORDER BY corrected_at DESC, id LIMIT ${MAX_CORRECTED + selection.limit}`,
    now - CORRECTED_MS,
    ...values,
  )
}

/** The corrected ones that a feed has beside its newest: at most ten, the last changed; newest first publication first. */
export function besideNewest(corrected: ArticleRow[], newest: ArticleRow[]): ArticleRow[] {
  const taken = new Set(newest.map(({ id }) => id))
  return corrected
    .filter(({ id }) => !taken.has(id))
    .slice(0, MAX_CORRECTED)
    .sort((one, other) => other.publishedAt - one.publishedAt || (one.id < other.id ? -1 : 1))
}

/**
 * Asks for tombstones: articles that this selection had and that were withdrawn since `since`; with a facet also those
 * that lost it before. Newest withdrawal first.
 */
export function tombstonesQuestion(db: D1Database, selection: Selection, since: number): Question<Tombstone[]> {
  const { sql, values } = condition(selection, ["facets", "former_facets"])
  return {
    statement: db
      .prepare(
        `SELECT guid, withdrawn_at AS at FROM articles
         WHERE withdrawn_at >= ?1 AND +state = 'withdrawn' AND published_at <= withdrawn_at AND ${sql}
         ORDER BY withdrawn_at DESC, id LIMIT ${MAX_TOMBSTONES}`,
      )
      .bind(since, ...values),
    read: (rows) =>
      (rows as { guid: string; at: number }[]).map(({ guid, at }) => ({ guid, withdrawnAt: toRfc3339(at) })),
  }
}

/**
 * Asks for the highest page that a live article since `from` stands on that is not among the newest `size`. 0 when there
 * is none.
 */
export const highestPageQuestion = (db: D1Database, from: number, size: number): Question<number> => ({
  statement: db
    .prepare(
      `SELECT max(coalesce(archive_page, 1)) AS page FROM (
         SELECT archive_page FROM articles WHERE state = 'live' AND published_at >= ?1
         ORDER BY published_at DESC, id LIMIT -1 OFFSET ${size})`,
    )
    .bind(from),
  read: ([row]) => (row?.page as number | null | undefined) ?? 0,
})
