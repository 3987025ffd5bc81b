import { UNANNOUNCED } from "./list-items.ts"
import type { Write } from "./write.ts"

/** An article's attachment without a size of its own. */
export interface Unsized {
  articleId: string
  url: string
}

/** Reads what is known of these articles' attachments. `size` is null for one that was noted and is not known yet. */
export async function readSizes(db: D1Database, articleIds: string[]): Promise<(Unsized & { size: number | null })[]> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS articleId, url, size FROM attachment_sizes
       WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articleIds))
    .all<Unsized & { size: number | null }>()
  return results
}

/** Notes attachments whose server is to be asked at once. Those that are noted already stay as they are. */
export async function noteUnsized(db: D1Database, unsized: Unsized[], now: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO attachment_sizes (url, article_id, tries, due_at)
       SELECT value->>'url', value->>'articleId', 0, ?2 FROM json_each(?1) WHERE 1 ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(unsized), now)
    .run()
}

export interface DueSize {
  url: string
  tries: number
}

/** Lists the files to ask for, longest due first. A file of several articles is listed once. */
export async function dueSizes(db: D1Database, now: number, limit: number): Promise<DueSize[]> {
  const { results } = await db
    .prepare(
      `SELECT url, max(tries) AS tries FROM attachment_sizes WHERE due_at <= ?1
       GROUP BY url ORDER BY min(due_at), url LIMIT ?2`,
    )
    .bind(now, limit)
    .all<DueSize>()
  return results
}

/** Stores a size. The articles with the file become unannounced, so their feeds are rendered again. */
export function saveSizeStatements(db: D1Database, url: string, size: number): Write[] {
  return [
    db
      .prepare("UPDATE attachment_sizes SET size = ?2, tries = tries + 1, due_at = NULL WHERE url = ?1")
      .bind(url, size),
    db
      .prepare(
        `UPDATE articles SET ${UNANNOUNCED} WHERE +state = 'live'
           AND id IN (SELECT article_id FROM attachment_sizes WHERE url = ?1)`,
      )
      .bind(url),
  ]
}

/** Stores that a server did not say the size. `dueAt` is when to ask again; null: never. */
export function saveNoSizeStatement(db: D1Database, url: string, dueAt: number | null): Write {
  return db
    .prepare("UPDATE attachment_sizes SET tries = tries + 1, due_at = ?2 WHERE url = ?1 AND size IS NULL")
    .bind(url, dueAt)
}

/** Forgets a withdrawn article's attachments. */
export const dropSizesStatement = (db: D1Database, articleId: string): Write =>
  db.prepare("DELETE FROM attachment_sizes WHERE article_id = ?1").bind(articleId)
