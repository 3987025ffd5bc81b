import { findArticle, WITHDRAWN, withdrawStatement } from "../store/articles.ts"
import { unarchiveStatements } from "../store/search.ts"
import { requestRender } from "./outbox.ts"
import type { NewsroomDeps, Precondition } from "./publish.ts"

export type WithdrawOutcome = { outcome: "withdrawn" | "unknown" | "precondition-failed" }

/** Takes an article back: 410 at its address, gone from the feeds, a tombstone in Atom. Again: `withdrawn` again. */
export async function withdrawArticle(
  deps: NewsroomDeps,
  id: string,
  now: number,
  mayReplace: Precondition = () => true,
): Promise<WithdrawOutcome> {
  const row = await findArticle(deps.db, id)
  if (!row) return { outcome: "unknown" }
  if (row.state === "withdrawn") return { outcome: "withdrawn" }
  if (!mayReplace(row, WITHDRAWN)) return { outcome: "precondition-failed" }
  const [withdrawn] = await deps.db.batch([
    withdrawStatement(deps.db, id, row.hash, now),
    ...unarchiveStatements(deps.db, id),
  ])
  // Another write came in between: it is newer than what this call meant to withdraw, so look again.
  if (withdrawn?.meta.changes !== 1) return withdrawArticle(deps, id, now, mayReplace)
  await requestRender(deps.renders, id)
  return { outcome: "withdrawn" }
}
