import { toBase64 } from "../../lib/crypto/base64.ts"
import { type Bytes, sha256Hex } from "../../lib/crypto/hash.ts"
import { deriveKey, hmac } from "../../lib/crypto/hmac.ts"
import { HOUR } from "../../lib/text/time.ts"
import type { Config } from "../../model/config.ts"
import { findKeyOwner, listKeys, replaceKey } from "../../store/push-keys.ts"
import { checkSignature, readSignature, type SignatureCheck, type SignatureHeaders, WRONG } from "./signature.ts"

/** How long the previous key works, so that the partner can replace it. */
const MAX_OVERLAP_MS = HOUR

export interface KeyDeps {
  db: D1Database
  config: Config
}

/**
 * Creates or replaces a partner's push key, `whsec_…`. It works as a bearer token and for Standard Webhooks signatures.
 * It is shown only here: the database has its hash, and a nonce from which only our secret makes it again. The previous
 * key works for one more hour, or stops at once with `revokeOld`.
 */
export async function issueKey(
  { db, config }: KeyDeps,
  partnerId: string,
  { nonce, revokeOld }: { nonce: string; revokeOld: boolean },
  now: number,
): Promise<string> {
  const key = await makeKey(config.keySecret, partnerId, nonce)
  await replaceKey(db, { partnerId, hash: await sha256Hex(key), nonce }, now, revokeOld ? null : now + MAX_OVERLAP_MS)
  return key
}

async function makeKey(keySecret: string, partnerId: string, nonce: string): Promise<string> {
  const secret = await deriveKey(keySecret, "check-also partner keys")
  return `whsec_${toBase64(await hmac(secret, `${partnerId}.${nonce}`))}`
}

/** Finds the partner with this key. Null when the key is not valid. */
export async function ownerOfKey({ db }: KeyDeps, key: string, now: number): Promise<string | null> {
  return key.startsWith("whsec_") ? findKeyOwner(db, await sha256Hex(key), now) : null
}

/**
 * Checks a signature before the body is read. Null when it may be valid. A partner without a key and an unknown partner
 * get the same answer as a wrong signature.
 */
export async function precheckPartnerSignature(
  { db }: KeyDeps,
  partnerId: string,
  headers: SignatureHeaders,
  now: number,
): Promise<Exclude<SignatureCheck, { outcome: "valid" }> | null> {
  const read = readSignature(headers, now)
  if (read.outcome !== "read") return read
  return (await listKeys(db, partnerId, now)).length ? null : WRONG
}

/** Checks a request's signature over `content` with the partner's valid keys. */
export async function checkPartnerSignature(
  { db, config }: KeyDeps,
  partnerId: string,
  headers: SignatureHeaders,
  content: Bytes,
  now: number,
): Promise<SignatureCheck> {
  const rows = await listKeys(db, partnerId, now)
  const made = rows.flatMap(({ nonce }) => config.keySecrets.map((secret) => makeKey(secret, partnerId, nonce)))
  const keys = await Promise.all(made)
  return checkSignature(headers, content, keys, now)
}
