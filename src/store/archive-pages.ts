import { type ArchivePage, MAX_PAGE_ARTICLES } from "../feeds/catalogue/archive.ts"
import type { Question } from "./round.ts"
import type { Write } from "./write.ts"

// The pages of the days' archives. An article is filed when it is first live: on the last page of its day, or on a new
// one when that is full. Run the statements of one article after the one that makes it live.

/**
 * Files a live article that is on no page yet, and asks for its feeds again. `day` is the day of its first publication,
 * `2026-11-23`.
 */
export function fileStatements(db: D1Database, id: string, day: string): Write[] {
  const unfiled = "id = ?1 AND state = 'live' AND archive_page IS NULL"
  return [
    db
      .prepare(
        `INSERT INTO archive_pages (day, page, size)
         SELECT ?2, coalesce((SELECT page + (size >= ${MAX_PAGE_ARTICLES}) FROM archive_pages
                              WHERE day = ?2 ORDER BY page DESC LIMIT 1), 1), 1
         FROM articles WHERE ${unfiled}
         ON CONFLICT (day, page) DO UPDATE SET size = size + 1`,
      )
      .bind(id, day),
    db
      .prepare(
        `UPDATE articles SET announced_hash = NULL,
           archive_page = (SELECT max(page) FROM archive_pages WHERE day = ?2) WHERE ${unfiled}`,
      )
      .bind(id, day),
  ]
}

/** Lists live articles on no page: a release without pages stored them. */
export async function listUnfiled(db: D1Database, limit: number): Promise<{ id: string; publishedAt: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, published_at AS publishedAt FROM articles INDEXED BY articles_unfiled
       WHERE archive_page IS NULL AND state = 'live' LIMIT ?1`,
    )
    .bind(limit)
    .all<{ id: string; publishedAt: number }>()
  return results
}

/**
 * Asks for the pages of the days `from` to `to`, those of the last day before, and those after until the end of the month
 * of the first one. Oldest first. Both may also be a month: `2026-11` is before its days, `2026-11-32` after them.
 */
export const pagesQuestion = (db: D1Database, from: string, to: string): Question<ArchivePage[]> => ({
  statement: db
    .prepare(
      `SELECT day, page, size FROM archive_pages
       WHERE day >= coalesce((SELECT day FROM archive_pages WHERE day < ?1 ORDER BY day DESC LIMIT 1), ?1)
         AND day <= coalesce(
           (SELECT substr(day, 1, 7) || '-32' FROM archive_pages WHERE day > ?2 ORDER BY day LIMIT 1), ?2)
       ORDER BY day, page`,
    )
    .bind(from, to),
  read: (rows) => rows as unknown as ArchivePage[],
})

/** Whether a page of the days `from` to `to` was ever filed on; of one day, whether this page was. */
export async function hasPage(db: D1Database, from: string, to: string, page: number): Promise<boolean> {
  const sql = "SELECT 1 FROM archive_pages WHERE day >= ?1 AND day <= ?2 AND page >= ?3 LIMIT 1"
  return (await db.prepare(sql).bind(from, to, page).first()) !== null
}

type PageKey = Pick<ArchivePage, "day" | "page">

/** Finds which of these pages the archives beside them do not link to yet. */
export async function findUnlinked(db: D1Database, pages: PageKey[]): Promise<PageKey[]> {
  if (!pages.length) return []
  const { results } = await db
    .prepare(
      `SELECT DISTINCT day, page FROM json_each(?1)
       JOIN archive_pages ON day = value ->> 'day' AND page = value ->> 'page' WHERE linked = 0`,
    )
    .bind(JSON.stringify(pages))
    .all<PageKey>()
  return results
}

/** Lists the pages whose links a new page changes: the two before it and the one after. */
export async function pagesBeside(db: D1Database, { day, page }: PageKey): Promise<PageKey[]> {
  const select = "SELECT day, page FROM archive_pages WHERE (day, page)"
  const { results } = await db
    .prepare(
      `SELECT * FROM (${select} < (?1, ?2) ORDER BY day DESC, page DESC LIMIT 2)
       UNION ALL SELECT * FROM (${select} > (?1, ?2) ORDER BY day, page LIMIT 1)`,
    )
    .bind(day, page)
    .all<PageKey>()
  return results
}

export const markLinkedStatement = (db: D1Database, { day, page }: PageKey): Write =>
  db.prepare("UPDATE archive_pages SET linked = 1 WHERE day = ?1 AND page = ?2").bind(day, page)
