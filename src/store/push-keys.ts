import type { Write } from "./write.ts"

/** A stored push key. The server's secret and the nonce make the key again. The hash recognises it. */
export interface KeyRow {
  nonce: string
  /** Milliseconds since 1970; null for the current key. */
  expiresAt: number | null
}

/**
 * Stores a new key. The previous key works until `oldUntil`, or stops at once when that is null. All older keys stop at
 * once.
 */
export async function replaceKey(
  db: D1Database,
  key: { partnerId: string; hash: string; nonce: string },
  now: number,
  oldUntil: number | null,
): Promise<void> {
  await db.batch([
    db
      .prepare("DELETE FROM partner_keys WHERE partner_id = ?1 AND (?2 IS NULL OR expires_at IS NOT NULL)")
      .bind(key.partnerId, oldUntil),
    db.prepare("UPDATE partner_keys SET expires_at = ?2 WHERE partner_id = ?1").bind(key.partnerId, oldUntil),
    db
      .prepare("INSERT INTO partner_keys (hash, partner_id, nonce, created_at) VALUES (?1, ?2, ?3, ?4)")
      .bind(key.hash, key.partnerId, key.nonce, now),
  ])
}

/** Deletes all keys of a partner. */
export async function deleteKeys(db: D1Database, partnerId: string): Promise<void> {
  await db.prepare("DELETE FROM partner_keys WHERE partner_id = ?1").bind(partnerId).run()
}

/** Finds the partner with this valid key, by the key's hash (SHA-256, hex). Null when there is none. */
export async function findKeyOwner(db: D1Database, hash: string, now: number): Promise<string | null> {
  return db
    .prepare("SELECT partner_id FROM partner_keys WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)")
    .bind(hash, now)
    .first<string>("partner_id")
}

/** Lists the partner's valid keys, newest first. */
export async function listKeys(db: D1Database, partnerId: string, now: number): Promise<KeyRow[]> {
  const { results } = await db
    .prepare(
      `SELECT nonce, expires_at AS expiresAt FROM partner_keys
       WHERE partner_id = ?1 AND (expires_at IS NULL OR expires_at > ?2) ORDER BY created_at DESC`,
    )
    .bind(partnerId, now)
    .all<KeyRow>()
  return results
}

/** Finds the answer to the signed request with this id, as JSON. Null when the id is new. */
export async function findWebhook(db: D1Database, partnerId: string, id: string): Promise<string | null> {
  return db
    .prepare("SELECT answer FROM webhooks WHERE partner_id = ?1 AND id = ?2")
    .bind(partnerId, id)
    .first<string>("answer")
}

/** Stores a webhook id with its answer. Fails its batch when the id is already stored. See tryBatch(). */
export function takeWebhookStatement(
  db: D1Database,
  partnerId: string,
  id: string,
  answer: string,
  now: number,
): Write {
  return db
    .prepare("INSERT INTO webhooks (partner_id, id, taken_at, answer) VALUES (?1, ?2, ?3, ?4)")
    .bind(partnerId, id, now, answer)
}

/** Deletes webhook ids stored before the first time, and keys that expired before the second. */
export async function forgetCredentials(db: D1Database, webhooksBefore: number, keysBefore: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM webhooks WHERE taken_at < ?1").bind(webhooksBefore),
    db.prepare("DELETE FROM partner_keys WHERE expires_at < ?1").bind(keysBefore),
  ])
}
