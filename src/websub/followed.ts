// What is known of a partner's hubs and of our subscription, and what follows from it for polling.
// In: the stored rows. Out: whether polls may rest, and what editors see.
import { MINUTE } from "../lib/text/time.ts"
import type { Followed, LiveSubscription } from "../model/followed.ts"
import type { Partner } from "../model/partner.ts"

/** A hub gets this long before a story that it did not push counts. */
const MAX_DELAY_MS = 15 * MINUTE
/** So many stories in a row show that a hub does not deliver. */
const MAX_MISSES = 3

/** How many of these stories, which a poll found first, the hub should have pushed. */
export function countMissed(live: LiveSubscription | null, published: number[], now: number): number {
  return live ? published.filter((at) => at > live.verifiedAt && at < now - MAX_DELAY_MS).length : 0
}

export const isSilent = ({ misses }: LiveSubscription): boolean => misses >= MAX_MISSES

/**
 * Whether deliveries bring the partner's stories, so that a poll a day is enough. A hub is trusted from its first
 * delivery on, until it misses too much. A house feed is always polled, because no delivery tells of a deleted post.
 */
export function isPushed(live: LiveSubscription | null, { role }: Pick<Partner, "role">, now: number): boolean {
  return role === "partner" && live !== null && live.leaseExpiresAt > now && live.deliveries > 0 && !isSilent(live)
}

/** `wanted`: not asked yet. `asked`: the hub has not verified. `silent`: it accepted, and does not deliver. */
export const FOLLOWED_STATES = ["wanted", "asked", "active", "silent", "denied", "expired", "failed"] as const

export interface FollowedView {
  hub: string
  state: (typeof FOLLOWED_STATES)[number]
  leaseExpiresAt: number | null
  deliveries: number
  misses: number
  detail?: string
}

/** What editors see of a partner's hub. */
export function describeFollowed({ asking, isAsked, trouble, live }: Followed, now: number): FollowedView {
  if (live && live.leaseExpiresAt > now) {
    const { hub, leaseExpiresAt, deliveries, misses } = live
    return { hub, state: isSilent(live) ? "silent" : "active", leaseExpiresAt, deliveries, misses }
  }
  const state = trouble ? trouble.kind : isAsked ? "asked" : "wanted"
  const none = { hub: asking, leaseExpiresAt: null, deliveries: 0, misses: 0 }
  return { ...none, state, ...(trouble ? { detail: trouble.detail } : {}) }
}
