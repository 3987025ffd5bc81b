import type { Write } from "./write.ts"

/** A push key as it is kept: enough to make it again with the server's secret, and to know it when it comes. */
export interface KeyRow {
  nonce: string
  /** Milliseconds since 1970; null for the current key. */
  expiresAt: number | null
}

/**
 * Puts a new key in place. The one before it stays good until `oldUntil`, or ends now without that; all older ones end
 * now.
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

/** Ends all keys of a partner now. */
export async function deleteKeys(db: D1Database, partnerId: string): Promise<void> {
  await db.prepare("DELETE FROM partner_keys WHERE partner_id = ?1").bind(partnerId).run()
}

/** The partner whose key has this hash (SHA-256, hex) and is good now; null when there is none. */
export async function findKeyOwner(db: D1Database, hash: string, now: number): Promise<string | null> {
  return db
    .prepare("SELECT partner_id FROM partner_keys WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)")
    .bind(hash, now)
    .first<string>("partner_id")
}

/** The partner's keys that are good now, the newest first. */
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

/** The answer that a signed push got, as JSON; null when its id was not taken yet. */
export async function findWebhook(db: D1Database, partnerId: string, id: string): Promise<string | null> {
  return db
    .prepare("SELECT answer FROM webhooks WHERE partner_id = ?1 AND id = ?2")
    .bind(partnerId, id)
    .first<string>("answer")
}

/** Takes an id, with the answer. Fails its batch when the id is taken: see tryBatch(). */
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

/** Forgets taken ids and keys of before these times. */
export async function forgetCredentials(db: D1Database, webhooksBefore: number, keysBefore: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM webhooks WHERE taken_at < ?1").bind(webhooksBefore),
    db.prepare("DELETE FROM partner_keys WHERE expires_at < ?1").bind(keysBefore),
  ])
}
