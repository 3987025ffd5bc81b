import { DAY } from "../lib/text/time.ts"
import { unlinkStatements } from "./list-items.ts"
import type { Write } from "./write.ts"

/**
 * A link that no list noted for nine days is not in a list any more. Every list is renewed within a week and notes its
 * links then.
 */
const MAX_UNNOTED_MS = 9 * DAY

/** Notes that a stored list links these items. A new link is due for a check at once. */
export function noteLinkedStatement(db: D1Database, itemIds: string[], now: number): Write {
  return db
    .prepare(
      `INSERT INTO link_checks (item_id, linked_at, due_at)
       SELECT items.id, ?2, ?2 FROM json_each(?1) AS linked JOIN items ON items.id = linked.value WHERE partner_id <> ''
       ON CONFLICT (item_id) DO UPDATE SET linked_at = ?2 WHERE linked_at < ?2 - ${DAY}`,
    )
    .bind(JSON.stringify(itemIds), now)
}

/** A linked item whose address is due for a check. */
export interface DueCheck {
  id: string
  url: string
  /** How often in a row the address answered 404 or 410. */
  gone: number
}

/** Lists the due checks, longest due first. It deletes the checks of items that are not live or not linked any more. */
export async function dueChecks(db: D1Database, now: number, limit: number): Promise<DueCheck[]> {
  const { results } = await db
    .prepare(
      `SELECT item_id AS id, gone, linked_at AS linkedAt,
         (SELECT url FROM items WHERE id = item_id AND state = 'live') AS url
       FROM link_checks WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all<{ id: string; gone: number; linkedAt: number; url: string | null }>()
  const kept = results.flatMap(({ id, gone, linkedAt, url }) =>
    url === null || linkedAt < now - MAX_UNNOTED_MS ? [] : [{ id, url, gone }],
  )
  const ids = new Set(kept.map(({ id }) => id))
  const dropped = results.filter(({ id }) => !ids.has(id)).map(({ id }) => id)
  if (dropped.length) await forgetChecksStatement(db, dropped).run()
  return kept
}

/** Stores the result of a check and the time of the next one. */
export function saveCheckStatement(db: D1Database, id: string, gone: number, dueAt: number): Write {
  return db.prepare("UPDATE link_checks SET gone = ?2, due_at = ?3 WHERE item_id = ?1").bind(id, gone, dueAt)
}

export function forgetChecksStatement(db: D1Database, ids: string[]): Write {
  return db
    .prepare("DELETE FROM link_checks WHERE item_id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
}

/**
 * Marks an item whose link is dead, so that no list links it. It becomes live again when its partner sends a change of
 * it.
 */
export function markLinkDeadStatements(db: D1Database, id: string): Write[] {
  return [
    db.prepare("UPDATE items SET state = 'dead' WHERE id = ?1 AND state = 'live'").bind(id),
    ...unlinkStatements(db, [id]),
  ]
}
