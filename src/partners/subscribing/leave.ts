// Ends subscriptions: those that no hub verified, those whose lease is over, and those that we want no more.
// In: the subscriptions that are due. Out: a request to unsubscribe, which the hub verifies by our callback.
// WebSub §5.1 (unsubscription), §5.3.1 (a lease ends).
import { log } from "../../lib/text/log.ts"
import { MINUTE } from "../../lib/text/time.ts"
import { recordTroubleStatement } from "../../store/partner-hubs.ts"
import {
  deleteSubscriptionStatement,
  leaveLater,
  listDueSubscriptions,
  type Subscription,
  takeLeave,
} from "../../store/partner-subscriptions.ts"
import { pollSoonerStatement } from "../../store/polls.ts"
import { webClient } from "../../web/client.ts"
import { postForm } from "../../web/send.ts"
import { callbackOf } from "../../websub/callback.ts"
import { nextLeaveAt } from "../../websub/lease.ts"
import { type SubscribeDeps, whyRefused } from "./ask.ts"
import { askByHost } from "./by-host.ts"

const MAX_DUE = 500
const SILENT_HOST_WAIT_MS = 10 * MINUTE

/** Ends all subscriptions that are due. */
export async function endDueSubscriptions(deps: SubscribeDeps, now: number): Promise<void> {
  const { db } = deps
  const due = await listDueSubscriptions(db, now, MAX_DUE)
  const over = due.filter(({ state }) => state !== "leaving")
  if (over.length) await db.batch(over.flatMap((each) => giveUpStatements(db, each, now)))
  const rest = await askByHost(
    due.filter(({ state }) => state === "leaving"),
    deps,
    (each) => leave(deps, each, now),
  )
  if (!rest.length) return
  await leaveLater(
    db,
    rest.map(({ id }) => id),
    now + SILENT_HOST_WAIT_MS,
  )
}

/** Without a lease the partner is polled as before. */
function giveUpStatements(db: D1Database, { id, partnerId, hub, state }: Subscription, now: number) {
  const end = deleteSubscriptionStatement(db, id)
  if (state === "asked") return [end]
  const trouble = { kind: "expired" as const, detail: `${hub} did not renew the subscription before it ended` }
  return [end, recordTroubleStatement(db, partnerId, trouble), pollSoonerStatement(db, partnerId, now)]
}

/** Asks a hub to deliver no more. Gives false when its host did not answer. */
async function leave(deps: SubscribeDeps, subscription: Subscription, now: number): Promise<boolean> {
  const { db, config } = deps
  const { id, hub, topic, tries, partnerId, leaseExpiresAt } = subscription
  const nextAt = nextLeaveAt(tries + 1, now)
  // The hub forgets one that it never verified, and one whose lease is over.
  if (nextAt === null || (leaseExpiresAt ?? 0) <= now) {
    await deleteSubscriptionStatement(db, id).run()
    return true
  }
  if (!(await takeLeave(db, subscription, nextAt))) return true
  const form = new URLSearchParams({
    "hub.callback": await callbackOf(config, id),
    "hub.mode": "unsubscribe",
    "hub.topic": topic,
  })
  const posted = await postForm(webClient(deps), hub, form)
  const detail = whyRefused(posted)
  if (detail !== null) log("hub-failed", { partner: partnerId, hub, detail })
  return posted.outcome !== "timeout" && posted.outcome !== "unreachable"
}
