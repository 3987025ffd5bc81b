// Answers a hub that asks our callback: it verifies what we asked for, or denies it.
// In: a subscription's id and the query. Out: the challenge to echo, or a refusal. What changes is stored first.
// WebSub §5.2, §5.3.

import type { Bytes } from "../../lib/crypto/hash.ts"
import { log } from "../../lib/text/log.ts"
import { findFollowed, recordTroubleStatement } from "../../store/partner-hubs.ts"
import {
  activate,
  deleteSubscriptionStatement,
  findSubscription,
  type Subscription,
} from "../../store/partner-subscriptions.ts"
import { pollSoonerStatement } from "../../store/polls.ts"
import { readIntent } from "../../websub/intent.ts"
import { nextTryAt, renewalOf } from "../../websub/lease.ts"
import { jitterOf } from "../polling/jitter.ts"

export type HubAnswer = { outcome: "confirmed"; challenge: Bytes } | { outcome: "noted" | "refused" }

/** Answers a verification or a denial. The same request again gets the same answer and changes nothing more. */
export async function answerHub(db: D1Database, id: string, search: string, now: number): Promise<HubAnswer> {
  const subscription = await findSubscription(db, id)
  if (!subscription) return { outcome: "refused" }
  const intent = readIntent(search, subscription)
  switch (intent.outcome) {
    case "subscribed": {
      const { challenge, lease } = intent
      const renewAt = renewalOf(lease, now, jitterOf(subscription.partnerId, now))
      const times = { now, leaseExpiresAt: now + lease, renewAt }
      const holds = subscription.state === "active" || (await activate(db, subscription, times))
      return holds ? { outcome: "confirmed", challenge } : { outcome: "refused" }
    }
    case "unsubscribed":
      await deleteSubscriptionStatement(db, id).run()
      return { outcome: "confirmed", challenge: intent.challenge }
    case "denied":
      await deny(db, subscription, intent.reason, now)
      return { outcome: "noted" }
    case "refused":
      return intent
  }
}

/** The hub delivers nothing (any more). The partner is polled as before, and its next hub is asked, if it has one. */
async function deny(db: D1Database, subscription: Subscription, reason: string, now: number): Promise<void> {
  const { id, partnerId, hub, topic, state } = subscription
  const end = deleteSubscriptionStatement(db, id)
  const followed = state === "leaving" ? null : await findFollowed(db, partnerId)
  if (followed?.topic !== topic) return void (await end.run())
  const { tries, hubs } = followed
  const nextAt = nextTryAt("denied", Math.max(1, tries), hubs.length, now, jitterOf(partnerId, now))
  const detail = `${hub} denies the subscription${reason ? `: ${reason}` : ""}`
  log("hub-failed", { partner: partnerId, hub, detail })
  await db.batch([
    end,
    recordTroubleStatement(db, partnerId, { kind: "denied", detail }, nextAt),
    ...(state === "active" ? [pollSoonerStatement(db, partnerId, now)] : []),
  ])
}
