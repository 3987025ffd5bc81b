import { type Bytes, toBytes } from "./hash.ts"

/** HMAC (RFC 2104) of the data under the key. */
export async function hmac(
  key: string | Bytes,
  data: string | Bytes,
  hash: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512" = "SHA-256",
): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", toBytes(key), { name: "HMAC", hash }, false, ["sign"])
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, toBytes(data)))
}

/** HKDF-SHA-256 (RFC 5869) without salt: 32 bytes for one purpose out of one secret. */
export async function deriveKey(secret: string, purpose: string): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", toBytes(secret), "HKDF", false, ["deriveBits"])
  const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: toBytes(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, imported, 256))
}

/** Whether two byte strings are equal, in a time that says nothing about where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}
