import type { RevisionKey } from "./revisions.ts"
import type { Write } from "./write.ts"

/** Notes that another revision takes this one's place. Run them with the statement that makes it current. */
export function replaceRevisionStatements(db: D1Database, id: string, before: string, after: string): Write[] {
  if (before === after) return []
  return [
    // One that was current before is current again.
    db.prepare("DELETE FROM old_revisions WHERE article_id = ?1 AND hash = ?2").bind(id, after),
    db
      .prepare(
        `INSERT OR REPLACE INTO old_revisions (article_id, hash) SELECT id, ?2 FROM articles
         WHERE id = ?1 AND ?2 <> 'withdrawn'`,
      )
      .bind(id, before),
  ]
}

/** Dates what was replaced since the last call. */
export async function dateOldRevisions(db: D1Database, now: number): Promise<void> {
  await db.prepare("UPDATE old_revisions SET replaced_at = ?1 WHERE replaced_at IS NULL").bind(now).run()
}

/**
 * Revisions that were replaced before this time, but for the newest `kept` of each article. Of a withdrawn article none
 * is spared.
 */
export async function listExpiredRevisions(
  db: D1Database,
  before: number,
  kept: number,
  limit: number,
): Promise<RevisionKey[]> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS id, old.hash FROM old_revisions old JOIN articles ON articles.id = article_id
       WHERE replaced_at < ?1 AND articles.hash <> old.hash AND (state = 'withdrawn' OR ?2 <= (
         SELECT count(*) FROM old_revisions newer WHERE newer.article_id = old.article_id AND newer.n > old.n))
       LIMIT ?3`,
    )
    .bind(before, kept, limit)
    .all<RevisionKey>()
  return results
}

export async function forgetOldRevisions(db: D1Database, keys: RevisionKey[]): Promise<void> {
  await db
    .prepare(
      `DELETE FROM old_revisions WHERE (article_id, hash) IN (
         SELECT value ->> 'id', value ->> 'hash' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(keys))
    .run()
}
