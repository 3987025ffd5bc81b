import type { ArticleRow } from "./articles.ts"
import { HAS_OTHER_LINKS } from "./list-items.ts"
import type { Write } from "./write.ts"

/** SQL for unannounced articles: their feeds do not show their current state yet. There is an index for it. */
export const IS_UNANNOUNCED = "announced_hash IS NOT hash AND state != 'scheduled'"

/**
 * The outbox: lists unannounced articles in random order. So articles that fail again and again do not block the
 * others.
 */
export async function unannouncedArticles(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT id FROM articles WHERE ${IS_UNANNOUNCED} ORDER BY random() LIMIT ?1`)
    .bind(limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Lists articles that are unannounced because their links have changed, in random order. See UNANNOUNCED. */
export async function articlesWithOtherLinks(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT id FROM articles WHERE ${IS_UNANNOUNCED} AND ${HAS_OTHER_LINKS} ORDER BY random() LIMIT ?1`)
    .bind(limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Marks the row as announced, as it was read. If it changed meanwhile, the article stays unannounced. */
export function announceStatement(
  db: D1Database,
  { id, hash, announcedHash }: Pick<ArticleRow, "id" | "hash" | "announcedHash">,
  feeds: string[],
): Write {
  return db
    .prepare(
      `UPDATE articles SET announced_hash = ?1, announced_feeds = ?2, behind_since = NULL
       WHERE id = ?3 AND announced_hash IS ?4`,
    )
    .bind(hash, JSON.stringify(feeds), id, announcedHash)
}
