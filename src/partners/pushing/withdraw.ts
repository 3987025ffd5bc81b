import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { withdrawArticle } from "../../newsroom/withdraw.ts"
import { nudgeOutbox } from "../../outbox/outbox.ts"
import { listHouseItems, saveHouseItems } from "../../store/house-items.ts"
import { findItem, withdrawItems } from "../../store/items.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { unindexStatements } from "../../store/search-index.ts"
import { takeDownStatements } from "../../store/takedowns.ts"
import { takeOnce } from "./idempotency.ts"

export interface Withdrawer {
  who: "editor" | "partner"
  webhookId?: string
}

export type WithdrawItemOutcome = { outcome: "withdrawn" | "unknown" | "id-taken" }

/**
 * Takes back one of the partner's items, named by our id or the guid it came with; of a house partner, the article it
 * became. Again: `withdrawn` again. What an editor takes down does not come back by itself.
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
    const done = await takeOnce<null>(db, request, async (take) => {
      await withdrawArticle(deps, item.articleId, now, undefined, who)
      await db.batch([...saveHouseItems(db, partner.id, [{ ...item, state: "withdrawn" }]), ...take(null)])
      return null
    })
    if (done.outcome === "done") await nudgeOutbox(deps)
    return done.outcome === "id-taken" ? done : { outcome: "withdrawn" }
  }
  const item = await findItem(db, partner.id, name)
  if (!item) return { outcome: "unknown" }
  const done = await takeOnce<null>(db, request, async (take) => {
    // A partner cannot make its own what an editor took down.
    const stays = item.withdrawnBy === "editor" || (item.state === "withdrawn" && who === "partner")
    const statements = stays
      ? []
      : [
          ...(who === "editor" ? takeDownStatements(db, item.id, now) : []),
          ...withdrawItems(db, [item.id], who),
          ...unindexStatements(db, [item.id]),
        ]
    if (statements.length || webhookId !== undefined) await db.batch([...statements, ...take(null)])
    return null
  })
  if (done.outcome === "done") await nudgeOutbox(deps)
  return done.outcome === "id-taken" ? done : { outcome: "withdrawn" }
}
