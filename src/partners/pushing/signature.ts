import { fromBase64 } from "../../lib/crypto/base64.ts"
import { equalBytes } from "../../lib/crypto/equal.ts"
import { type Bytes, toBytes } from "../../lib/crypto/hash.ts"
import { hmac } from "../../lib/crypto/hmac.ts"

/** The seconds that a sender's clock may differ from ours. */
const MAX_TOLERANCE_S = 300

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  id: string
  timestamp: string
  signature: string
}

export type SignatureCheck = { outcome: "valid"; id: string } | BadSignature
export type BadSignature = { outcome: "malformed" | "expired" | "wrong"; detail: string }

/** The answer to every wrong signature. It does not show a stranger which partners exist. */
export const WRONG: BadSignature = {
  outcome: "wrong",
  detail: "it does not match this content, id and timestamp with any valid key of this partner",
}

/** Reads the signature headers of a request. Null when it has none of them. */
export function signatureHeaders(headers: Headers): SignatureHeaders | null {
  const [id, timestamp, signature] = ["id", "timestamp", "signature"].map(
    (name) => headers.get(`webhook-${name}`) ?? "",
  )
  return id || timestamp || signature ? { id: id!, timestamp: timestamp!, signature: signature! } : null
}

/**
 * The content that a signature covers, besides the id and the timestamp: the body. Without a body it is the method and
 * the path as sent, such as `POST /partners/herald/ping`, so that a signature is valid only for its own route.
 */
export function signedPart(method: string, path: string, body: Bytes): Bytes {
  return body.length ? body : toBytes(`${method} ${path}`)
}

/**
 * Whether a body looks like the content of a request without a body. A signature over such a body would be valid for
 * that request too.
 */
export const isRequestLine = (body: Bytes): boolean =>
  body.length <= 8192 && /^[A-Z]+ \/\S*$/.test(new TextDecoder().decode(body))

/** Reads the signatures in the headers, when their format and their time are valid. */
export function readSignature(
  { id, timestamp, signature }: SignatureHeaders,
  now: number,
): { outcome: "read"; given: Bytes[] } | BadSignature {
  if (!/^[\x21-\x7e]{1,200}$/.test(id))
    return { outcome: "malformed", detail: "webhook-id must be 1 to 200 visible ASCII characters" }
  if (!/^\d{1,12}$/.test(timestamp))
    return { outcome: "malformed", detail: "webhook-timestamp must be seconds since 1970" }
  if (Math.abs(now / 1000 - Number(timestamp)) > MAX_TOLERANCE_S) {
    return { outcome: "expired", detail: `webhook-timestamp is more than ${MAX_TOLERANCE_S} seconds off` }
  }
  const given = signature.split(" ").flatMap((part) => {
    const bytes = part.startsWith("v1,") ? fromBase64(part.slice(3)) : null
    return bytes ? [bytes] : []
  })
  return given.length
    ? { outcome: "read", given }
    : { outcome: "malformed", detail: "webhook-signature must be v1,<base64 HMAC-SHA256>" }
}

/**
 * Checks a signature by Standard Webhooks with each of these keys (`whsec_…`). The header is `v1,<base64 HMAC-SHA256 of
 * "id.timestamp.content">`, and several signatures are separated by spaces. `content` comes from signedPart().
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
