// Takes what a hub delivers for a partner.
// In: the bytes of an authentic delivery. Out: its stories in the store; or a poll, when it cannot be read.
// WebSub §7: the body is the topic, or only what is new in it. So what is missing was not deleted.
import { readFeed } from "../../feeds/read/read.ts"
import { feedOfLoneItem } from "../../feeds/read/single-item.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { log } from "../../lib/text/log.ts"
import type { PollJob } from "../../model/job.ts"
import type { Room } from "../../model/room.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { countDeliveryStatement, type Subscription } from "../../store/partner-subscriptions.ts"
import { findPartner, type PartnerRow } from "../../store/partners.ts"
import { recordDeliveryStatement } from "../../store/polls.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import { inTurn } from "../ingest/turn.ts"
import { withArrivals } from "../polling/schedule.ts"
import { pingPartner } from "../pushing/ping.ts"
import { MAX_PUSH_ITEMS } from "../pushing/push.ts"

export interface DeliverDeps extends NewsroomDeps {
  polls: Pick<Queue<PollJob>, "send">
  room: Room
}

export interface Delivered {
  bytes: Bytes
  contentType?: string
  contentLanguage?: string
}

/** Stores the stories of a delivery. `gone`: its partner is gone or disabled. `full`: see inTurn(). */
export const takeDelivery = (
  deps: DeliverDeps,
  subscription: Subscription,
  delivered: Delivered,
  now: number,
): Promise<{ outcome: "taken" | "polled" | "gone" | "full" }> =>
  inTurn(deps.room, delivered.bytes, () => take(deps, subscription, delivered, now))

async function take(
  deps: DeliverDeps,
  subscription: Subscription,
  { bytes, contentType, contentLanguage }: Delivered,
  now: number,
): Promise<{ outcome: "taken" | "polled" | "gone" }> {
  const { db, config } = deps
  const { id, partnerId, hub, topic } = subscription
  const row = await findPartner(db, partnerId)
  if (!row?.partner.enabled) return { outcome: "gone" }
  const read = readFeed(feedOfLoneItem(bytes) ?? bytes, {
    contentType,
    contentLanguage,
    baseUrl: topic,
    now,
    iframeHosts: config.iframeHosts,
  })
  if (read.outcome !== "feed" || read.feed.items.length > MAX_PUSH_ITEMS) {
    // Some hubs only tell that something is new.
    if (bytes.length) log("delivery-not-read", { partner: partnerId, hub, bytes: bytes.length })
    await countDeliveryStatement(db, id).run()
    await pingPartner(deps, row, undefined, now)
    return { outcome: "polled" }
  }
  const options = { now, revives: false, isPartial: true }
  let current: PartnerRow = row
  for (let attempt = 1; ; attempt++) {
    const plan = await planIngest(deps, current, read.feed, options)
    const { arrivals } = withArrivals(current.history, plan.arrivals, now)
    const own = [countDeliveryStatement(db, id), recordDeliveryStatement(db, partnerId, arrivals, now)]
    if (await writeIngest(deps, plan, own)) return { outcome: "taken" }
    current = await rereadPartner(db, partnerId, attempt)
  }
}
