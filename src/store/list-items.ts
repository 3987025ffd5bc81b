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

// Lists that hold an item of a partner that changes in this respect.
const ofPartners = (changed: string) => `SELECT article_id FROM json_each(?1) AS sent
  JOIN partners ON partners.id = sent.value->>'id' AND (${changed})
  JOIN items ON items.partner_id = partners.id JOIN list_items ON item_id = items.id`
const CHANGED = `enabled <> sent.value->>'enabled' OR sponsored <> sent.value->>'sponsored'
  OR name <> sent.value->>'name'`

/**
 * For the batch that changes partners, before it does: their links leave, come back or say what the partners are now.
 * `partners`: JSON list of {id, name, enabled: 0 or 1, sponsored: 0 or 1}.
 */
export function changePartnersStatements(db: D1Database, partners: string): Write[] {
  // What a link says of its partner stands in the list. Those of a partner that is off wait there for its return.
  const shown = ofPartners(`sent.value->>'enabled' AND (${CHANGED})`)
  return [
    db.prepare(`UPDATE check_also SET renew_at = 0 WHERE article_id IN (${shown})`).bind(partners),
    db
      .prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE state = 'live' AND id IN (${ofPartners(CHANGED)})`)
      .bind(partners),
  ]
}

/** For the batch that changes this article's own list by an editor's word. */
export function relistStatement(db: D1Database, articleId: string): Write {
  return db.prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE id = ?1 AND state = 'live'`).bind(articleId)
}
