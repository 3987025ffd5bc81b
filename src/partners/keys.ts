import { type Bytes, sha256Hex, toBase64 } from "../lib/hash.ts"
import { deriveKey, hmac } from "../lib/hmac.ts"
import type { Config } from "../model/config.ts"
import { findKeyOwner, listKeys, replaceKey } from "../store/keys.ts"
import { checkSignature, type SignatureCheck, type SignatureHeaders } from "./signature.ts"

/** How long a replaced key stays good, for the partner to put the new one in place. */
const OVERLAP_MS = 3600_000

export interface KeyDeps {
  db: D1Database
  config: Config
}

/**
 * Makes or replaces a partner's push key: `whsec_…`, good as a bearer token and for Standard Webhooks signatures. It is
 * told here and never again: the database holds its hash, and a nonce from which only our secret makes it anew.
 */
export async function issueKey(
  { db, config }: KeyDeps,
  partnerId: string,
  nonce: string,
  now: number,
): Promise<string> {
  const key = await makeKey(config, partnerId, nonce)
  await replaceKey(db, { partnerId, hash: await sha256Hex(key), nonce }, now, now + OVERLAP_MS)
  return key
}

async function makeKey({ keySecret }: Config, partnerId: string, nonce: string): Promise<string> {
  const secret = await deriveKey(keySecret, "check-also partner keys")
  return `whsec_${toBase64(await hmac(secret, `${partnerId}.${nonce}`))}`
}

/** The partner whose key this is, or null. */
export async function ownerOfKey({ db }: KeyDeps, key: string, now: number): Promise<string | null> {
  return key.startsWith("whsec_") ? findKeyOwner(db, await sha256Hex(key), now) : null
}

/** Checks a push's signature against the keys that its partner has now. */
export async function checkPartnerSignature(
  { db, config }: KeyDeps,
  partnerId: string,
  headers: SignatureHeaders,
  body: Bytes,
  now: number,
): Promise<SignatureCheck> {
  const rows = await listKeys(db, partnerId, now)
  const keys = await Promise.all(rows.map(({ nonce }) => makeKey(config, partnerId, nonce)))
  return checkSignature(headers, body, keys, now)
}
