// What our hub sends to a callback by GET: a verification of intent, or a denial.
// WebSub §5.1.1 (the callback's own query stays), §5.2 (denial), §5.3 (verification).
import { toBase64Url } from "../lib/crypto/base64.ts"

const CHALLENGE_BYTES = 24

/** A challenge that nobody can guess, for one use (§8.2). */
export const newChallenge = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)))

/** The callback with our parameters after its own, which stay byte for byte, also those of the same name (§5.1.1). */
export function withParameters(callback: string, parameters: Record<string, string>): string {
  const ours = Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&")
  if (!callback.includes("?")) return `${callback}?${ours}`
  return callback + (/[?&]$/.test(callback) ? "" : "&") + ours
}

export const verificationOf = (
  { mode, topic, callback, leaseS }: { mode: string; topic: string; callback: string; leaseS: number },
  challenge: string,
): string =>
  withParameters(callback, {
    "hub.mode": mode,
    "hub.topic": topic,
    "hub.challenge": challenge,
    ...(mode === "subscribe" ? { "hub.lease_seconds": `${leaseS}` } : {}),
  })

export const denialOf = ({ callback, topic, reason }: { callback: string; topic: string; reason: string }): string =>
  withParameters(callback, { "hub.mode": "denied", "hub.topic": topic, "hub.reason": reason })
