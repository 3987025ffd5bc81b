import { toBase64Url } from "./base64.ts"

const encoder = new TextEncoder()

export type Bytes = Uint8Array<ArrayBuffer>

/** SHA-256 of UTF-8 text or bytes. */
export async function sha256(data: string | Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", toBytes(data)))
}

/** SHA-384, which Subresource Integrity is written with. */
export async function sha384(data: string | Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-384", toBytes(data)))
}

/** UUID version 5 (RFC 9562 §5.5) of a name in a namespace, which is a UUID too. */
export async function uuid5(namespace: string, name: string): Promise<string> {
  const inside = Uint8Array.from(namespace.match(/[0-9a-f]{2}/gi)!, (pair) => Number.parseInt(pair, 16))
  const text = toBytes(name)
  const both = new Uint8Array(inside.length + text.length)
  both.set(inside)
  both.set(text, inside.length)
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-1", both)).slice(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

/** SHA-256 as 64 lower-case hex digits. */
export async function sha256Hex(data: string | Bytes): Promise<string> {
  return toHex(await sha256(data))
}

/** SHA-256 as 43 characters of base64url, unpadded. */
export async function sha256Base64Url(data: string | Bytes): Promise<string> {
  return toBase64Url(await sha256(data))
}

export function toBytes(data: string | Bytes): Bytes {
  return typeof data === "string" ? (encoder.encode(data) as Bytes) : data
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
