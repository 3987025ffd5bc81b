import { type Bytes, toBytes } from "./hash.ts"

export type HmacHash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512"

/** HMAC (RFC 2104), with SHA-256 unless another hash is named. */
export async function hmac(key: string | Bytes, data: string | Bytes, hash: HmacHash = "SHA-256"): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash }
  const imported = await crypto.subtle.importKey("raw", toBytes(key), algorithm, false, ["sign"])
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, toBytes(data)))
}

/** HKDF-SHA-256 (RFC 5869) without salt: derives 32 bytes for one purpose from a secret. */
export async function deriveKey(secret: string, purpose: string): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", toBytes(secret), "HKDF", false, ["deriveBits"])
  const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: toBytes(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, imported, 256))
}
