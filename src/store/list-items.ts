import type { Write } from "./write.ts"

/**
 * Which stored lists contain which items. When an item stops being linkable or becomes linkable again, the boxes with it
 * fall behind, and the live articles that show it in feeds become unannounced. The outbox then renders both again.
 */

/**
 * SQL that makes an article unannounced. The value is random, so that a render that began earlier cannot announce a
 * change made while it ran. Beside it, `+state` keeps SQLite from reading every live article.
 */
export const UNANNOUNCED = "announced_hash = 'links ' || lower(hex(randomblob(8)))"
/** The articles that it has made unannounced. */
export const HAS_OTHER_LINKS = "announced_hash >= 'links ' AND announced_hash < 'links!'"

/**
 * SQL for `check_also.renew_at` of a list that a new item could enter: when the list was made, in seconds. So marked lists
 * come before those that are stale by age, which have milliseconds, and the one that has waited longest comes first.
 */
export const MARK = "computed_at / 1000"
/** Whatever is at most this is a mark. */
export const MAX_MARK = 100_000_000_000

/** Stores which items the article's list contains. Writes only what has changed. `inFeeds` are those that feeds show too. */
export function noteListedStatements(
  db: D1Database,
  articleId: string,
  itemIds: string[],
  inFeeds: string[] = itemIds,
): Write[] {
  return [
    db
      .prepare("DELETE FROM list_items WHERE article_id = ?1 AND item_id NOT IN (SELECT value FROM json_each(?2))")
      .bind(articleId, JSON.stringify(itemIds)),
    db
      .prepare(
        `INSERT INTO list_items (item_id, article_id, in_feeds)
         SELECT value, ?1, value IN (SELECT value FROM json_each(?3)) FROM json_each(?2) WHERE 1
         ON CONFLICT DO UPDATE SET in_feeds = excluded.in_feeds WHERE in_feeds <> excluded.in_feeds`,
      )
      .bind(articleId, JSON.stringify(itemIds), JSON.stringify(inFeeds)),
  ]
}

/** Goes into the batch that makes these items not linkable. */
export function unlinkStatements(db: D1Database, itemIds: string[]): Write[] {
  const ids = JSON.stringify(itemIds)
  return [
    db
      .prepare(
        `UPDATE articles SET ${UNANNOUNCED} WHERE +state = 'live' AND id IN (
           SELECT article_id FROM list_items WHERE in_feeds AND item_id IN (SELECT value FROM json_each(?1)))`,
      )
      .bind(ids),
    db
      .prepare(
        `UPDATE check_also SET behind = 2 WHERE article_id IN (
           SELECT article_id FROM list_items WHERE item_id IN (SELECT value FROM json_each(?1)))`,
      )
      .bind(ids),
  ]
}

/**
 * Goes into the batch that makes these items live, before that statement. Items that are already live change nothing.
 */
export function relinkStatements(db: D1Database, itemIds: string[]): Write[] {
  const lists = `SELECT article_id FROM json_each(?1) AS sent JOIN list_items ON item_id = sent.value
    WHERE NOT EXISTS (SELECT 1 FROM items WHERE items.id = item_id AND items.state = 'live')`
  const ids = JSON.stringify(itemIds)
  return [
    db.prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE +state = 'live' AND id IN (${lists} AND in_feeds)`).bind(ids),
    db.prepare(`UPDATE check_also SET behind = 2 WHERE article_id IN (${lists})`).bind(ids),
  ]
}

// Selects the lists with an item of a partner that `changed` is true for.
const ofPartners = (changed: string) => `SELECT article_id FROM json_each(?1) AS sent
  JOIN partners ON partners.id = sent.value->>'id' AND (${changed})
  JOIN items ON items.partner_id = partners.id JOIN list_items ON item_id = items.id`
const CHANGED = `enabled <> sent.value->>'enabled' OR sponsored <> sent.value->>'sponsored'
  OR name <> sent.value->>'name'`

/**
 * Goes into the batch that changes partners, before that statement. The lists with these partners' links must show the
 * change. `partners` is a JSON list of {id, name, enabled: 0 or 1, sponsored: 0 or 1}.
 */
export function changePartnersStatements(db: D1Database, partners: string): Write[] {
  // A list stores its partners' names and marks, so it must be renewed. The links of a disabled partner stay in the
  // list until it is enabled again.
  const shown = ofPartners(`sent.value->>'enabled' AND (${CHANGED})`)
  return [
    db.prepare(`UPDATE check_also SET renew_at = 0 WHERE article_id IN (${shown})`).bind(partners),
    db.prepare(`UPDATE check_also SET behind = 2 WHERE article_id IN (${ofPartners(CHANGED)})`).bind(partners),
    db
      .prepare(
        `UPDATE articles SET ${UNANNOUNCED} WHERE +state = 'live' AND id IN (${ofPartners(`in_feeds AND (${CHANGED})`)})`,
      )
      .bind(partners),
  ]
}

/** Goes into the batch that changes this article's edits. */
export function relistStatement(db: D1Database, articleId: string): Write {
  return db.prepare(`UPDATE articles SET ${UNANNOUNCED} WHERE id = ?1 AND state = 'live'`).bind(articleId)
}
