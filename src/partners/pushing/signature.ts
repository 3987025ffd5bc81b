import { fromBase64 } from "../../lib/crypto/base64.ts"
import { equalBytes } from "../../lib/crypto/equal.ts"
import { type Bytes, toBytes } from "../../lib/crypto/hash.ts"
import { hmac } from "../../lib/crypto/hmac.ts"

/** Seconds that a sender's clock may be off, either way. */
const TOLERANCE_S = 300

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  id: string
  timestamp: string
  signature: string
}

export type SignatureCheck = { outcome: "valid"; id: string } | BadSignature
export type BadSignature = { outcome: "malformed" | "expired" | "wrong"; detail: string }

/** The same for every reason why none fits: a stranger does not learn from it which partners there are. */
export const WRONG: BadSignature = {
  outcome: "wrong",
  detail: "no signature fits this content, id and timestamp under a key of this partner",
}

/** The signature headers of a request, or null when it carries none at all. */
export function signatureHeaders(headers: Headers): SignatureHeaders | null {
  const [id, timestamp, signature] = ["id", "timestamp", "signature"].map(
    (name) => headers.get(`webhook-${name}`) ?? "",
  )
  return id || timestamp || signature ? { id: id!, timestamp: timestamp!, signature: signature! } : null
}

/**
 * What a request is signed over, besides its id and time: its body. Without one it is the method and the path as sent,
 * `POST /partners/herald/ping`, so that a signature made for one thing serves for no other.
 */
export function signedPart(method: string, path: string, body: Bytes): Bytes {
  return body.length ? body : toBytes(`${method} ${path}`)
}

/** Whether a body is what a request without one signs: then a signature over it would serve for that request too. */
export const isRequestLine = (body: Bytes): boolean =>
  body.length <= 8192 && /^[A-Z]+ \/\S*$/.test(new TextDecoder().decode(body))

/** The signatures that the headers give, where their form is right and their time is now. */
export function readSignature(
  { id, timestamp, signature }: SignatureHeaders,
  now: number,
): { outcome: "read"; given: Bytes[] } | BadSignature {
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
  return given.length
    ? { outcome: "read", given }
    : { outcome: "malformed", detail: "webhook-signature is v1,<base64 HMAC-SHA256>" }
}

/**
 * Whether one of these keys (`whsec_…`) signed this content by Standard Webhooks: `v1,<base64 HMAC-SHA256 of
 * "id.timestamp.content">`, several signatures divided by spaces. `content` is what signedPart() gives.
 */
export async function checkSignature(
  headers: SignatureHeaders,
  content: Bytes,
  keys: string[],
  now: number,
): Promise<SignatureCheck> {
  const { id, timestamp } = headers
  const read = readSignature(headers, now)
  if (read.outcome !== "read") return read
  for (const key of keys) {
    const expected = await hmac(keyBytes(key), signedContent(id, timestamp, content))
    if (read.given.some((bytes) => equalBytes(bytes, expected))) return { outcome: "valid", id }
  }
  return WRONG
}

const keyBytes = (key: string): Bytes => fromBase64(key.replace(/^whsec_/, "")) ?? toBytes(key)

function signedContent(id: string, timestamp: string, content: Bytes): Bytes {
  const head = toBytes(`${id}.${timestamp}.`)
  const whole = new Uint8Array(head.length + content.length)
  whole.set(head)
  whole.set(content, head.length)
  return whole
}
