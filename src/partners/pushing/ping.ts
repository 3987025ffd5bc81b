import type { PollJob } from "../../model/job.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { pollSoonerStatement } from "../../store/polls.ts"
import { findReplay, writeOnce } from "./idempotency.ts"

/** The shortest time between two polls of a feed, however often the partner pings. */
const MIN_GAP_MS = 60_000

export interface PingDeps {
  db: D1Database
  polls: Pick<Queue<PollJob>, "send">
}

export type PingOutcome = { outcome: "hastened"; at: number } | { outcome: "no-feed" | "id-taken" }

/** Makes the partner's next poll due now, or a minute after the last one. A signed ping counts once. */
export async function pingPartner(
  { db, polls }: PingDeps,
  { partner, lastPolledAt }: PartnerRow,
  webhookId: string | undefined,
  now: number,
): Promise<PingOutcome> {
  if (partner.feedUrl === undefined || !partner.enabled) return { outcome: "no-feed" }
  const at = Math.max(now, (lastPolledAt ?? 0) + MIN_GAP_MS)
  const request = { partnerId: partner.id, webhookId, kind: "ping" as const, now }
  const done =
    (await findReplay<number>(db, request)) ??
    (await writeOnce(db, request, at, [pollSoonerStatement(db, partner.id, at)]))
  if (done.outcome === "id-taken") return done
  // One that is due later is left to the clock.
  if (done.outcome === "done" && at <= now) await polls.send({ partnerIds: [partner.id] })
  return { outcome: "hastened", at: done.answer }
}
