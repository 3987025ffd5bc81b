import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { nudgeOutbox, requestRender } from "../../outbox/outbox.ts"
import { findPartner, type PartnerRow } from "../../store/partners.ts"
import { putRevision } from "../../store/revisions.ts"
import { giveUp } from "../../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch, type Write } from "../../store/write.ts"
import { planHouse } from "./house.ts"
import { planPartner } from "./partner.ts"
import { readSentItems } from "./sent-items.ts"
import type { IngestOptions, IngestPlan } from "./types.ts"

// The only way into the store for polls and pushes: plan, then write. When another write came first, read the partner
// again and plan again.
// In: a partner and one of its documents. Out: a plan, then rows in D1.

/**
 * Plans how to bring the stored items or articles of a partner up to date with a document. Writes nothing of the plan.
 */
export async function planIngest(
  deps: NewsroomDeps,
  row: PartnerRow,
  feed: ParsedFeed,
  options: IngestOptions,
): Promise<IngestPlan> {
  const items = await readSentItems(feed, options.now)
  return row.partner.role === "house"
    ? planHouse(deps, row.partner, feed, items, options)
    : planPartner(deps, row, feed, items, options)
}

/**
 * Writes a plan and the caller's own statements in one batch, and queues the renders of changed feeds. Gives false when
 * another write came first. The batch is written completely or not at all.
 */
export async function writeIngest(deps: NewsroomDeps, plan: IngestPlan, own: Write[]): Promise<boolean> {
  for (const { article, hash } of plan.revisions) await putRevision(deps.articles, article, hash)
  if (!(await tryBatch(deps.db, [...plan.writes, ...own]))) return false
  const { created, updated, withdrawn, rejectedTotal } = plan.counts
  deps.tally.add("items", ["created"], created)
  deps.tally.add("items", ["updated"], updated)
  deps.tally.add("items", ["withdrawn"], withdrawn)
  deps.tally.add("items", ["rejected"], rejectedTotal)
  for (const id of plan.changedArticles) await requestRender(deps, id)
  if (plan.unlinks) await nudgeOutbox(deps)
  return true
}

/** Reads the partner again for a new plan. Throws when the partner is deleted, or after the last attempt. */
export async function rereadPartner(db: D1Database, id: string, attempt: number): Promise<PartnerRow> {
  const row = attempt < MAX_ATTEMPTS ? await findPartner(db, id) : null
  if (row) return row
  return giveUp(`partner ${id}`)
}
