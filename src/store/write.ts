/** A statement that writes. It has no effect until a batch runs it. */
export type Write = D1PreparedStatement

/** How often a write is planned again after another write came first. At each attempt one of the writers succeeds. */
export const MAX_ATTEMPTS = 25

// The errors of a batch's guards. SQLite names the column: `D1_ERROR: NOT NULL constraint failed: articles.hash`.
const CAME_IN_BETWEEN = [
  // The article does not have the hash that was read any more, or another article has its first address:
  // claimStatement().
  /NOT NULL constraint failed: articles\.hash/,
  /UNIQUE constraint failed: articles\.guid/,
  // The partner does not have the version that was read any more: claimVersionStatement().
  /NOT NULL constraint failed: partners\.version/,
  // The webhook id is already stored: takeWebhookStatement().
  /UNIQUE constraint failed: webhooks\./,
]

/**
 * Runs all writes in one batch, or none. Gives false when a guard failed: another write changed the data that the batch
 * was planned with. Then plan the batch again.
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
