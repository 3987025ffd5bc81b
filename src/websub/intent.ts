// Reads what a hub asks our callback by GET, and answers it.
// In: the query as sent, and the subscription of this callback. Out: a challenge to echo, a denial, or a refusal.
// WebSub §5.2 (denial), §5.3 (verification of intent).
import type { Bytes } from "../lib/crypto/hash.ts"
import type { SubscriptionState } from "../model/followed.ts"
import { readLease } from "./lease.ts"

export type Intent =
  | { outcome: "subscribed"; challenge: Bytes; lease: number }
  | { outcome: "unsubscribed"; challenge: Bytes }
  | { outcome: "denied"; reason: string }
  /** Not what we asked for. */
  | { outcome: "refused" }

const MAX_REASON_CHARACTERS = 300

/**
 * A hub may verify what we asked for, and nothing else. It may do so again, because it may not have got our answer.
 * `search` is the query with its question mark.
 */
export function readIntent(search: string, { topic, state }: SubscriptionState): Intent {
  const query = new URLSearchParams(search)
  if (query.get("hub.topic") !== topic) return { outcome: "refused" }
  const mode = query.get("hub.mode")
  if (mode === "denied")
    return { outcome: "denied", reason: (query.get("hub.reason") ?? "").slice(0, MAX_REASON_CHARACTERS) }
  const challenge = rawParameter(search, "hub.challenge")
  if (challenge === null) return { outcome: "refused" }
  if (mode === "subscribe" && state !== "leaving")
    return { outcome: "subscribed", challenge, lease: readLease(query.get("hub.lease_seconds") ?? undefined) }
  if (mode === "unsubscribe" && state === "leaving") return { outcome: "unsubscribed", challenge }
  return { outcome: "refused" }
}

/**
 * The first value of a parameter as the bytes that were sent. URLSearchParams would replace bytes that are not UTF-8, and
 * the challenge is echoed byte for byte (§5.3.1).
 */
function rawParameter(search: string, name: string): Bytes | null {
  for (const pair of search.replace(/^\?/, "").split("&")) {
    const at = pair.indexOf("=")
    if (at < 0 || new URLSearchParams(pair.slice(0, at)).keys().next().value !== name) continue
    const text = pair.slice(at + 1).replaceAll("+", " ")
    const encoded = new TextEncoder().encode(text)
    const bytes: number[] = []
    for (let i = 0; i < encoded.length; i++) {
      const hex = encoded[i] === 0x25 ? String.fromCharCode(...encoded.slice(i + 1, i + 3)) : ""
      const isEscape = /^[0-9a-f]{2}$/i.test(hex)
      bytes.push(isEscape ? Number.parseInt(hex, 16) : encoded[i]!)
      if (isEscape) i += 2
    }
    return bytes.length ? new Uint8Array(bytes) : null
  }
  return null
}
