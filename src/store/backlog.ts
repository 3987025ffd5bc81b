const OVERDUE_MS = 10 * 60_000

// Anybody may ask: what is counted is bounded.
const MAX_COUNTED = 1000

/** What waits to be done: articles the feeds do not show yet, and partners due for more than ten minutes; 1000 is "or more". */
export async function countBacklog(
  db: D1Database,
  now: number,
): Promise<{ unannounced: number; overdue_polls: number }> {
  const row = await db
    .prepare(
      `SELECT
         (SELECT count(*) FROM (SELECT 1 FROM articles
            WHERE announced_hash IS NOT hash AND state != 'scheduled' LIMIT ${MAX_COUNTED})) AS unannounced,
         (SELECT count(*) FROM (SELECT 1 FROM partners
            WHERE enabled = 1 AND next_poll_at < ?1 LIMIT ${MAX_COUNTED})) AS overdue_polls`,
    )
    .bind(now - OVERDUE_MS)
    .first<{ unannounced: number; overdue_polls: number }>()
  return row!
}
