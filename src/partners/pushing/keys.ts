import { toBase64 } from "../../lib/crypto/base64.ts"
import { type Bytes, sha256Hex } from "../../lib/crypto/hash.ts"
import { deriveKey, hmac } from "../../lib/crypto/hmac.ts"
import { HOUR } from "../../lib/text/time.ts"
import type { Config } from "../../model/config.ts"
import { findKeyOwner, listKeys, replaceKey } from "../../store/push-keys.ts"
import { checkSignature, readSignature, type SignatureCheck, type SignatureHeaders, WRONG } from "./signature.ts"

/** How long the key before stays good, for the partner to put the new one in place. */
const OVERLAP_MS = HOUR

export interface KeyDeps {
  db: D1Database
  config: Config
}

/**
 * Makes or replaces a partner's push key: `whsec_…`, good as a bearer token and for Standard Webhooks signatures. It is
 * told here and never again: the database holds its hash, and a nonce from which only our secret makes it anew. The key
 * before stays good for an hour, unless `revokeOld` ends it at once.
 */
export async function issueKey(
  { db, config }: KeyDeps,
  partnerId: string,
  { nonce, revokeOld }: { nonce: string; revokeOld: boolean },
  now: number,
): Promise<string> {
  const key = await makeKey(config, partnerId, nonce)
  await replaceKey(db, { partnerId, hash: await sha256Hex(key), nonce }, now, revokeOld ? null : now + OVERLAP_MS)
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

/**
 * What can be said of a signature before there is a body: null when it may be good. Of a partner that has no key, or is
 * none, it is `wrong` in the same words as one that fits no body.
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

/** Checks a request's signature over `content` against the keys that its partner has now. */
export async function checkPartnerSignature(
  { db, config }: KeyDeps,
  partnerId: string,
  headers: SignatureHeaders,
  content: Bytes,
  now: number,
): Promise<SignatureCheck> {
  const rows = await listKeys(db, partnerId, now)
  const keys = await Promise.all(rows.map(({ nonce }) => makeKey(config, partnerId, nonce)))
  return checkSignature(headers, content, keys, now)
}
