import { IS_UNANNOUNCED } from "./outbox.ts"

const MIN_OVERDUE_MS = 10 * 60_000

// The count is public, so its cost is bounded.
const MAX_COUNTED = 1000

/**
 * Counts waiting work: unannounced articles, and partners whose poll is more than ten minutes overdue. Each count stops
 * at 1000.
 */
export async function countBacklog(
  db: D1Database,
  now: number,
): Promise<{ unannounced: number; overdue_polls: number }> {
  const row = await db
    .prepare(
      `SELECT
         (SELECT count(*) FROM (SELECT 1 FROM articles
            WHERE ${IS_UNANNOUNCED} LIMIT ${MAX_COUNTED})) AS unannounced,
         (SELECT count(*) FROM (SELECT 1 FROM partners
            WHERE enabled = 1 AND next_poll_at < ?1 LIMIT ${MAX_COUNTED})) AS overdue_polls`,
    )
    .bind(now - MIN_OVERDUE_MS)
    .first<{ unannounced: number; overdue_polls: number }>()
  return row!
}
