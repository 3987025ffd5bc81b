import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { nudgeOutbox, requestRender } from "../../outbox/outbox.ts"
import { findPartner, type PartnerRow } from "../../store/partners.ts"
import { putRevision } from "../../store/revisions.ts"
import { giveUp } from "../../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch, type Write } from "../../store/write.ts"
import { draftItems } from "./drafts.ts"
import { planHouse } from "./house.ts"
import { planPartner } from "./partner.ts"
import type { IngestOptions, IngestPlan } from "./types.ts"

// The one way in for polls, pushes and deliveries: plan, write, and where another write came in between, read the partner
// again and plan anew. In: a partner and a document of it. Out: what the document changes, then rows in D1.

/** Works out what makes that which we hold of a partner agree with a document of it. Writes nothing of it. */
export async function planIngest(
  deps: NewsroomDeps,
  row: PartnerRow,
  feed: ParsedFeed,
  options: IngestOptions,
): Promise<IngestPlan> {
  const drafts = await draftItems(feed, options.now)
  return row.partner.role === "house"
    ? planHouse(deps, row.partner, feed, drafts, options)
    : planPartner(deps, row, feed, drafts, options)
}

/**
 * Writes a plan and the caller's own statements in one batch, and asks for the feeds that it changes. False: another
 * write came in between, and nothing is written. Nothing is written either when it throws.
 */
export async function writeIngest(deps: NewsroomDeps, plan: IngestPlan, own: Write[]): Promise<boolean> {
  for (const { article, hash } of plan.revisions) await putRevision(deps.articles, article, hash)
  if (!(await tryBatch(deps.db, [...plan.writes, ...own]))) return false
  for (const id of plan.changedArticles) await requestRender(deps.renders, id)
  if (plan.unlinks) await nudgeOutbox(deps)
  return true
}

/** The partner as it is now, to plan anew by. Throws when it is gone, or when this was the last attempt. */
export async function rereadPartner(db: D1Database, id: string, attempt: number): Promise<PartnerRow> {
  const row = attempt < MAX_ATTEMPTS ? await findPartner(db, id) : null
  if (row) return row
  return giveUp(`partner ${id}`)
}
