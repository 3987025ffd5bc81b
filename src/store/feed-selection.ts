import type { Facet } from "../feeds/catalogue/feed-key.ts"
import { toRfc3339 } from "../lib/text/time.ts"
import type { Tombstone } from "../model/article.ts"
import { type ArticleRow, selectRows } from "./articles.ts"

/** The articles of a feed: all, those with a facet, or those first published in [from, to). */
export interface Selection {
  facet?: { kind: Facet["kind"]; slug: string }
  /** Milliseconds since 1970. */
  from?: number
  to?: number
  limit: number
}

function where(selection: Selection, state: "live" | "withdrawn"): { sql: string; values: (string | number)[] } {
  const { facet, from, to } = selection
  const values: (string | number)[] = [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER]
  let sql = `state = '${state}' AND published_at >= ?1 AND published_at < ?2`
  if (facet) {
    sql += " AND id IN (SELECT article_id FROM facets WHERE kind = ?3 AND slug = ?4)"
    values.push(facet.kind, facet.slug)
  }
  return { sql, values }
}

/** Selects live articles, newest first publication first. */
export function selectArticles(db: D1Database, selection: Selection): Promise<ArticleRow[]> {
  const { sql, values } = where(selection, "live")
  return selectRows(db, `WHERE ${sql} ORDER BY published_at DESC, id LIMIT ${selection.limit}`, ...values)
}

/**
 * Selects tombstones: articles of this selection that were published and then withdrawn since `since`. Newest
 * withdrawal first.
 */
export async function selectTombstones(db: D1Database, selection: Selection, since: number): Promise<Tombstone[]> {
  const { sql, values } = where(selection, "withdrawn")
  const { results } = await db
    .prepare(
      `SELECT guid, withdrawn_at AS at FROM articles
       WHERE ${sql} AND withdrawn_at >= ?${values.length + 1} AND published_at <= withdrawn_at
       ORDER BY withdrawn_at DESC, id LIMIT ${selection.limit}`,
    )
    .bind(...values, since)
    .all<{ guid: string; at: number }>()
  return results.map(({ guid, at }) => ({ guid, withdrawnAt: toRfc3339(at) }))
}

/**
 * Lists the days (`2026-11-23`, UTC) with live articles, newest first. Each step finds the newest article of an earlier
 * day, so a day costs one row.
 */
export async function listDays(db: D1Database): Promise<string[]> {
  const newestBefore = (time: string) =>
    `(SELECT published_at FROM articles WHERE state = 'live' AND published_at < ${time} ORDER BY published_at DESC LIMIT 1)`
  // SQLite's remainder has the sign of the dividend, and times before 1970 are negative.
  const dayStart = "at - (at % 86400000 + 86400000) % 86400000"
  const { results } = await db
    .prepare(
      `WITH RECURSIVE days (at) AS (
         SELECT ${newestBefore(String(Number.MAX_SAFE_INTEGER))}
         UNION ALL SELECT ${newestBefore(dayStart)} FROM days WHERE at IS NOT NULL)
       SELECT strftime('%Y-%m-%d', at / 1000.0, 'unixepoch') AS day FROM days WHERE at IS NOT NULL`,
    )
    .all<{ day: string }>()
  return results.map(({ day }) => day)
}
