// When a delivery that failed is tried again, and when a subscriber is given up.
// WebSub §7: a hub should retry up to its own limits, and then drops that notification only.
import { HOUR, MINUTE, WEEK } from "../lib/text/time.ts"

/** After each failed attempt. Together 44.6 hours. */
const WAITS_MS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR]
/** A subscriber that took nothing for so long is dropped. */
const MAX_FAILING_MS = WEEK

/** How one attempt ended: 410 is `gone`, any other answer but 2xx and any silence `failed`. */
export type Attempt = "delivered" | "gone" | "failed"

/** §7: only 2xx is a success. A redirect is a failure. */
export function attemptOf(status: number | null): Attempt {
  if (status === 410) return "gone"
  return status !== null && status >= 200 && status < 300 ? "delivered" : "failed"
}

export type AfterFailure =
  | { outcome: "retry"; at: number }
  /** This version is given up. The next one is tried. */
  | { outcome: "skip" }
  | { outcome: "drop" }

/** `tries` counts the failed attempts with this one. `failingSince` is the first failure since the last delivery. */
export function afterFailure(tries: number, failingSince: number, now: number): AfterFailure {
  if (now - failingSince >= MAX_FAILING_MS) return { outcome: "drop" }
  const wait = WAITS_MS[tries - 1]
  return wait === undefined ? { outcome: "skip" } : { outcome: "retry", at: now + wait }
}
