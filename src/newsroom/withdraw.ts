import { findArticle, WITHDRAWN, withdrawStatement } from "../store/articles.ts"
import { unarchiveStatements } from "../store/search.ts"
import { takeDownArticleStatement } from "../store/takedowns.ts"
import { nudgeOutbox, requestRender } from "./outbox.ts"
import type { NewsroomDeps, Precondition } from "./publish.ts"

export type WithdrawOutcome = { outcome: "withdrawn" | "unknown" | "precondition-failed" }

/**
 * Takes an article back: 410 at its address, gone from the feeds and from other articles' lists, a tombstone in Atom.
 * Again: `withdrawn` again. What an editor takes back, the newsroom's own CMS does not bring back.
 */
export async function withdrawArticle(
  deps: NewsroomDeps,
  id: string,
  now: number,
  mayReplace: Precondition = () => true,
  by: "editor" | "partner" = "editor",
): Promise<WithdrawOutcome> {
  const row = await findArticle(deps.db, id)
  if (!row) return { outcome: "unknown" }
  const takeDown = by === "editor" ? [takeDownArticleStatement(deps.db, id, now)] : []
  if (row.state === "withdrawn") {
    if (takeDown.length) await deps.db.batch(takeDown)
    return { outcome: "withdrawn" }
  }
  if (!mayReplace(row, WITHDRAWN)) return { outcome: "precondition-failed" }
  const [withdrawn] = await deps.db.batch([
    withdrawStatement(deps.db, id, row.hash, now),
    ...takeDown,
    ...unarchiveStatements(deps.db, id),
  ])
  // Another write came in between: it is newer than what this call meant to withdraw, so look again.
  if (withdrawn?.meta.changes !== 1) return withdrawArticle(deps, id, now, mayReplace, by)
  await requestRender(deps.renders, id)
  // Who withdraws many at once asks when all are done.
  if (by === "editor") await nudgeOutbox(deps)
  return { outcome: "withdrawn" }
}
