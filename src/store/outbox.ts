import type { ArticleRow } from "./articles.ts"
import type { Write } from "./write.ts"

/** Articles whose feeds do not show their present state, as SQL; has an index. */
export const IS_UNANNOUNCED = "announced_hash IS NOT hash AND state != 'scheduled'"

/**
 * The outbox: ids of articles whose feeds do not show their present state yet. By chance where there are more, so that
 * those that fail again and again hold up no other.
 */
export async function unannouncedArticles(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT id FROM articles WHERE ${IS_UNANNOUNCED} ORDER BY random() LIMIT ?1`)
    .bind(limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Notes that the feeds now show the row as it was read; a newer change in between stays unannounced. */
export function announceStatement(
  db: D1Database,
  { id, hash, announcedHash }: Pick<ArticleRow, "id" | "hash" | "announcedHash">,
  feeds: string[],
): Write {
  return db
    .prepare("UPDATE articles SET announced_hash = ?1, announced_feeds = ?2 WHERE id = ?3 AND announced_hash IS ?4")
    .bind(hash, JSON.stringify(feeds), id, announcedHash)
}
