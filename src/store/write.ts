/** A statement that writes. It does nothing until a batch runs it. */
export type Write = D1PreparedStatement

/** How often a write is planned anew because another one came in between: one of all succeeds each time. */
export const MAX_ATTEMPTS = 25

// What the guards of a batch fail with. SQLite names the column: `D1_ERROR: NOT NULL constraint failed: articles.hash`.
const CAME_IN_BETWEEN = [
  // The article is no longer at the hash that was read, or another one has its first address: claimStatement().
  /NOT NULL constraint failed: articles\.hash/,
  /UNIQUE constraint failed: articles\.guid/,
  // The partner is no longer at the version that was read: claimVersionStatement().
  /NOT NULL constraint failed: partners\.version/,
  // The webhook id was taken: takeWebhookStatement().
  /UNIQUE constraint failed: webhooks\./,
]

/**
 * Runs all of these in one batch, or none of them. False: a guard among them failed, since another write came in between
 * the reads that they were planned by and the batch. Plan them anew then.
 */
export async function tryBatch(db: D1Database, writes: Write[]): Promise<boolean> {
  if (!writes.length) return true
  try {
    await db.batch(writes)
    return true
  } catch (error) {
    if (CAME_IN_BETWEEN.some((guard) => guard.test(String(error)))) return false
    throw error
  }
}
