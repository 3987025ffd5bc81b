import type { Write } from "./write.ts"

/**
 * Which stored lists hold which items. When an item leaves what may be linked, or comes back to it, the live articles
 * whose lists hold it become unannounced: the outbox then has their feeds rendered again.
 */

// Another value each time: a render that began before does not announce what changed while it ran.
const UNANNOUNCED = "announced_hash = 'links ' || lower(hex(randomblob(8)))"

/** Notes what the article's list holds. */
export function noteListedStatements(db: D1Database, articleId: string, itemIds: string[]): Write[] {
  return [
    db.prepare("DELETE FROM list_items WHERE article_id = ?1").bind(articleId),
    db
      .prepare(
        "INSERT INTO list_items (item_id, article_id) SELECT value, ?1 FROM json_each(?2) WHERE 1 ON CONFLICT DO NOTHING",
      )
      .bind(articleId, JSON.stringify(itemIds)),
  ]
}

/** For the batch in which these items leave what may be linked. */
export function unlinkStatement(db: D1Database, itemIds: string[]): Write {
  return db
    .prepare(
      `UPDATE articles SET ${UNANNOUNCED} WHERE state = 'live' AND id IN (
         SELECT article_id FROM list_items WHERE item_id IN (SELECT value FROM json_each(?1)))`,
    )
    .bind(JSON.stringify(itemIds))
}

/** For the batch that makes these items live, before it does: those that are live already change nothing. */
export function relinkStatement(db: D1Database, itemIds: string[]): Write {
  return db
    .prepare(
      `UPDATE articles SET ${UNANNOUNCED} WHERE state = 'live' AND id IN (
         SELECT article_id FROM json_each(?1) AS sent JOIN list_items ON item_id = sent.value
         WHERE NOT EXISTS (SELECT 1 FROM items WHERE items.id = item_id AND items.state = 'live'))`,
    )
    .bind(JSON.stringify(itemIds))
}

/** For the batch that switches partners on or off, before it does. `partners`: JSON list of {id, enabled: 0 or 1}. */
export function switchStatement(db: D1Database, partners: string): Write {
  return db
    .prepare(
      `UPDATE articles SET ${UNANNOUNCED} WHERE state = 'live' AND id IN (
         SELECT article_id FROM json_each(?1) AS sent
           JOIN partners ON partners.id = sent.value->>'id' AND partners.enabled <> sent.value->>'enabled'
           JOIN items ON items.partner_id = partners.id JOIN list_items ON item_id = items.id)`,
    )
    .bind(partners)
}

/** For the batch that changes this article's own list by an editor's word. */
export function relistStatement(db: D1Database, articleId: string): Write {
  return db.prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE id = ?1 AND state = 'live'`).bind(articleId)
}
