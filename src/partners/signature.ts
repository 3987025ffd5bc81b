import { type Bytes, fromBase64, toBase64, toBytes } from "../lib/hash.ts"
import { equalBytes, hmac } from "../lib/hmac.ts"

/** Seconds that a sender's clock may be off, either way. */
export const TOLERANCE_S = 300

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  id: string
  timestamp: string
  signature: string
}

export type SignatureCheck =
  | { outcome: "valid"; id: string }
  | { outcome: "malformed" | "expired" | "wrong"; detail: string }

/** The signature headers of a request, or null when it carries none at all. */
export function signatureHeaders(headers: Headers): SignatureHeaders | null {
  const [id, timestamp, signature] = ["id", "timestamp", "signature"].map(
    (name) => headers.get(`webhook-${name}`) ?? "",
  )
  return id || timestamp || signature ? { id: id!, timestamp: timestamp!, signature: signature! } : null
}

/**
 * Whether one of these keys (`whsec_…`) signed this body by Standard Webhooks: `v1,<base64 HMAC-SHA256 of
 * "id.timestamp.body">`, several signatures divided by spaces.
 */
export async function checkSignature(
  { id, timestamp, signature }: SignatureHeaders,
  body: Bytes,
  keys: string[],
  now: number,
): Promise<SignatureCheck> {
  if (!/^[\x21-\x7e]{1,200}$/.test(id))
    return { outcome: "malformed", detail: "webhook-id is 1 to 200 visible characters" }
  if (!/^\d{1,12}$/.test(timestamp)) return { outcome: "malformed", detail: "webhook-timestamp is seconds since 1970" }
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S) {
    return { outcome: "expired", detail: `webhook-timestamp is more than ${TOLERANCE_S} seconds off` }
  }
  const given = signature.split(" ").flatMap((part) => {
    const bytes = part.startsWith("v1,") ? fromBase64(part.slice(3)) : null
    return bytes ? [bytes] : []
  })
  if (!given.length) return { outcome: "malformed", detail: "webhook-signature is v1,<base64 HMAC-SHA256>" }
  for (const key of keys) {
    const expected = await hmac(keyBytes(key), signedContent(id, timestamp, body))
    if (given.some((bytes) => equalBytes(bytes, expected))) return { outcome: "valid", id }
  }
  return { outcome: "wrong", detail: "no signature fits this body, id and timestamp under this partner's key" }
}

/** The webhook-signature header for a body. */
export async function sign(key: string, id: string, timestamp: string, body: Bytes): Promise<string> {
  return `v1,${toBase64(await hmac(keyBytes(key), signedContent(id, timestamp, body)))}`
}

const keyBytes = (key: string): Bytes => fromBase64(key.replace(/^whsec_/, "")) ?? toBytes(key)

function signedContent(id: string, timestamp: string, body: Bytes): Bytes {
  const head = toBytes(`${id}.${timestamp}.`)
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}
