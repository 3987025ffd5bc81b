import { nudgeOutbox, requestRender } from "../outbox/outbox.ts"
import { type ArticleRow, findArticle, WITHDRAWN, withdrawStatements } from "../store/articles.ts"
import { unarchiveStatements } from "../store/search-index.ts"
import { takeDownArticleStatement } from "../store/takedowns.ts"
import { giveUp } from "../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch, type Write } from "../store/write.ts"
import type { NewsroomDeps } from "./deps.ts"
import type { Precondition } from "./publish.ts"

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
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const row = await findArticle(deps.db, id)
    if (!row) return { outcome: "unknown" }
    if (row.state === "withdrawn") {
      if (by === "editor") await takeDownArticleStatement(deps.db, id, now).run()
      return { outcome: "withdrawn" }
    }
    if (!mayReplace(row, WITHDRAWN)) return { outcome: "precondition-failed" }
    if (!(await tryBatch(deps.db, withdrawalStatements(deps.db, row, now, by)))) continue
    await requestRender(deps.renders, id)
    await nudgeOutbox(deps)
    return { outcome: "withdrawn" }
  }
  return giveUp(`article ${id}`)
}

/** Withdraws the article as its row was read; they fail their batch when it is no longer so: see tryBatch(). */
export function withdrawalStatements(db: D1Database, row: ArticleRow, now: number, by: "editor" | "partner"): Write[] {
  return [
    ...withdrawStatements(db, row.id, row.hash, now),
    ...(by === "editor" ? [takeDownArticleStatement(db, row.id, now)] : []),
    ...unarchiveStatements(db, row.id),
  ]
}
