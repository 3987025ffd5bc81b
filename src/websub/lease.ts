// When a hub is asked again: before a lease ends, and after a try that led to nothing.
// WebSub §5.3.1 (leases), §8.2.
import { DAY, HOUR, MINUTE, WEEK } from "../lib/text/time.ts"

/** What we ask for, in seconds. The hub decides. */
export const WANTED_LEASE_S = 10 * 24 * 3600
/** A hub that says no lease speaks an older protocol. */
const UNSAID_LEASE_MS = DAY
const MAX_LEASE_MS = 30 * DAY
/** The shortest time between two renewals, however short the lease is. */
const MIN_RENEWAL_MS = 5 * MINUTE

/** How long a hub gets to verify before the next hub is asked. */
const MAX_VERIFICATION_MS = 15 * MINUTE
/** A hub may verify this long after it was asked. */
export const MAX_ASKED_MS = DAY

/** The lease in milliseconds, from `hub.lease_seconds`. */
export function readLease(seconds: string | undefined): number {
  if (!/^[1-9]\d{0,14}$/.test(seconds ?? "")) return UNSAID_LEASE_MS
  return Math.min(Number(seconds) * 1000, MAX_LEASE_MS)
}

/** When to renew: when a third of the lease is left, or a little earlier. `jitter` is 0 to 1. */
export function renewalOf(lease: number, now: number, jitter: number): number {
  return Math.ceil(now + Math.max(MIN_RENEWAL_MS, (lease * 2) / 3 - (lease / 30) * jitter))
}

/** How a request to a hub ended: it will verify, it refused or did not answer, or it denied the subscription for now. */
export type Asked = "accepted" | "failed" | "denied"

/**
 * When to ask the next hub. `tries` counts the requests since the last subscription, with this one. After a hub that
 * failed, the next one is asked at once. After a round of all hubs comes a pause, which doubles from an hour up to a day,
 * and is a week after a denial.
 */
export function nextTryAt(asked: Asked, tries: number, hubs: number, now: number, jitter: number): number {
  const isRoundOver = hubs <= 1 || tries % hubs === 0
  if (!isRoundOver) return asked === "accepted" ? now + MAX_VERIFICATION_MS : now
  const rounds = Math.ceil(tries / Math.max(1, hubs))
  const pause = asked === "denied" ? WEEK : Math.min(DAY, HOUR * 2 ** Math.min(20, Math.max(0, rounds - 1)))
  return Math.ceil(now + pause * (1 + jitter * 0.1))
}

const MAX_LEAVE_TRIES = 4

/** When to ask to unsubscribe once more. Null: the hub had enough requests, and its lease ends by itself. */
export function nextLeaveAt(tries: number, now: number): number | null {
  return tries >= MAX_LEAVE_TRIES ? null : now + HOUR * 4 ** (tries - 1)
}
