import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { withdrawArticle } from "../../newsroom/withdraw.ts"
import { nudgeOutbox } from "../../outbox/outbox.ts"
import { listHouseItems, saveHouseItemStatements } from "../../store/house-items.ts"
import { withdrawItemStatements } from "../../store/item-writes.ts"
import { findItem } from "../../store/items.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { unindexStatements } from "../../store/search-index.ts"
import { takeDownStatements } from "../../store/takedowns.ts"
import { findReplay, type Replay, writeOnce } from "./idempotency.ts"

export interface Withdrawer {
  who: "editor" | "partner"
  webhookId?: string
}

export type WithdrawItemOutcome = { outcome: "withdrawn" | "unknown" | "id-taken" }

/**
 * Withdraws one of the partner's items, named by our id or its guid. For a house partner it withdraws the article. A
 * second withdrawal also gives `withdrawn`. An item that an editor withdrew stays withdrawn.
 */
export async function withdrawItem(
  deps: NewsroomDeps,
  { partner }: PartnerRow,
  name: string,
  { who, webhookId }: Withdrawer,
  now: number,
): Promise<WithdrawItemOutcome> {
  const { db } = deps
  const request = { partnerId: partner.id, webhookId, kind: "withdraw" as const, now }
  if (partner.role === "house") {
    const items = await listHouseItems(db, partner.id)
    const item = items.find(({ id, guid, articleId }) => [id, guid, articleId].includes(name))
    if (!item) return { outcome: "unknown" }
    const replay = await findReplay<null>(db, request)
    if (replay) return toOutcome(replay)
    await withdrawArticle(deps, item.articleId, now, undefined, who)
    const saved = saveHouseItemStatements(db, partner.id, [{ ...item, state: "withdrawn" }])
    return settle(deps, await writeOnce(db, request, null, saved))
  }
  const item = await findItem(db, partner.id, name)
  if (!item) return { outcome: "unknown" }
  const replay = await findReplay<null>(db, request)
  if (replay) return toOutcome(replay)
  // A partner's withdrawal does not replace an editor's.
  const stays = item.withdrawnBy === "editor" || (item.state === "withdrawn" && who === "partner")
  const writes = stays
    ? []
    : [
        ...(who === "editor" ? takeDownStatements(db, item.id, now) : []),
        ...withdrawItemStatements(db, [item.id], who),
        ...unindexStatements(db, [item.id]),
      ]
  return settle(deps, await writeOnce(db, request, null, writes))
}

/** Queues renders of the feeds with the withdrawn item in their lists. */
async function settle(deps: NewsroomDeps, done: { outcome: "done" } | Replay<null>): Promise<WithdrawItemOutcome> {
  if (done.outcome !== "done") return toOutcome(done)
  await nudgeOutbox(deps)
  return { outcome: "withdrawn" }
}

const toOutcome = (replay: Replay<null>): WithdrawItemOutcome =>
  replay.outcome === "id-taken" ? replay : { outcome: "withdrawn" }
