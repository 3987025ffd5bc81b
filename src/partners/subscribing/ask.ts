// Asks the hubs of partners' feeds to deliver: at first, to renew, and the next hub after one that failed.
// In: the partners whose hubs are due. Out: a request to each hub; it verifies by our callback, before or after it answers.
// WebSub §5.1 (subscriber sends subscription request), §5.1.2 (the hub's answer).
import { log } from "../../lib/text/log.ts"
import { MINUTE } from "../../lib/text/time.ts"
import type { Config } from "../../model/config.ts"
import { askLater, type DueHub, listDueHubs, recordTroubleStatement, takeDueHub } from "../../store/partner-hubs.ts"
import { addSubscription, deleteUnverified } from "../../store/partner-subscriptions.ts"
import { webClient } from "../../web/client.ts"
import { type Posted, postForm } from "../../web/send.ts"
import { callbackOf, newSubscriptionId, secretOf } from "../../websub/callback.ts"
import { MAX_ASKED_MS, nextTryAt, WANTED_LEASE_S } from "../../websub/lease.ts"
import { jitterOf } from "../polling/jitter.ts"
import { askByHost } from "./by-host.ts"

const MAX_DUE = 500
const SILENT_HOST_WAIT_MS = 10 * MINUTE

export interface SubscribeDeps {
  db: D1Database
  config: Config
  fetch: typeof fetch
  now(): number
  deadline?: (ms: number) => AbortSignal
}

/** Asks all hubs that are due. A hub that fails delays no other host. */
export async function askDueHubs(deps: SubscribeDeps, now: number): Promise<void> {
  const due = await listDueHubs(deps.db, now, MAX_DUE)
  const rest = await askByHost(due, deps, (each) => askHub(deps, each, now))
  if (!rest.length) return
  await askLater(
    deps.db,
    rest.map(({ partnerId }) => partnerId),
    now + SILENT_HOST_WAIT_MS,
  )
}

/** Asks one hub. Gives false when its host did not answer. */
async function askHub(deps: SubscribeDeps, due: DueHub, now: number): Promise<boolean> {
  const { db, config } = deps
  const { partnerId, hub, topic, hubs } = due
  const tries = due.tries + 1
  const jitter = jitterOf(partnerId, now)
  if (!(await takeDueHub(db, due, nextTryAt("accepted", tries, hubs, now, jitter)))) return true
  const id = newSubscriptionId()
  // The hub may verify before it answers, so the subscription is stored first.
  await addSubscription(db, { id, partnerId, hub, topic }, now + MAX_ASKED_MS)
  const form = new URLSearchParams({
    "hub.callback": await callbackOf(config, id),
    "hub.mode": "subscribe",
    "hub.topic": topic,
    "hub.lease_seconds": `${WANTED_LEASE_S}`,
    "hub.secret": await secretOf(config, id),
  })
  const posted = await postForm(webClient(deps), hub, form)
  const detail = whyRefused(posted)
  if (detail !== null && (await deleteUnverified(db, id))) {
    log("hub-failed", { partner: partnerId, hub, detail })
    const trouble = { kind: "failed" as const, detail: `${hub} ${detail}` }
    await recordTroubleStatement(db, partnerId, trouble, nextTryAt("failed", tries, hubs, now, jitter)).run()
  }
  return posted.outcome !== "timeout" && posted.outcome !== "unreachable"
}

/** Why a hub did not accept a request. Null when it did. The protocol says 202; older hubs say 204. */
export function whyRefused(posted: Posted): string | null {
  if (posted.outcome !== "answered") return posted.detail
  if (posted.status >= 200 && posted.status < 300) return null
  const text = posted.text.trim().slice(0, 200)
  return `answers ${posted.status}${text ? `: ${text}` : ""}`
}
