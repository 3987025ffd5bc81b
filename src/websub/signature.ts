// X-Hub-Signature, `method=hex`: made for our deliveries, checked on those of other hubs. WebSub §7.1.
import { equalBytes } from "../lib/crypto/equal.ts"
import { type Bytes, toHex } from "../lib/crypto/hash.ts"
import { type HmacHash, hmac } from "../lib/crypto/hmac.ts"
import type { HubSignature } from "../model/hub-signature.ts"

// §7.1.1.
const HASHES: Record<HubSignature, HmacHash> = {
  sha1: "SHA-1",
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
}

/** The header's value over these bytes. */
export async function hubSignature(secret: string, body: Bytes, method: HubSignature): Promise<string> {
  return `${method}=${toHex(await hmac(secret, body, HASHES[method]))}`
}

/**
 * Checks a header over the raw bytes of a delivery (§7.1.2). The header names the method. An unknown method or another
 * form is a wrong signature. SHA-1 is taken, because an HMAC with it cannot be forged and old hubs know nothing else.
 */
export async function checkHubSignature(header: string, secret: string, body: Bytes): Promise<boolean> {
  const [, method, hex] = /^\s*([a-z0-9]+)=([0-9a-f]+)\s*$/i.exec(header) ?? []
  const hash = new Map<string, HmacHash>(Object.entries(HASHES)).get(method?.toLowerCase() ?? "")
  if (!hash || !hex || hex.length % 2) return false
  const given = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16))
  return equalBytes(given, await hmac(secret, body, hash))
}
