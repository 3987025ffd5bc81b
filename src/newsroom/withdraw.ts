import { nudgeOutbox, requestRender } from "../outbox/outbox.ts"
import { dropPagesOf } from "../rendering/write-pages.ts"
import { type ArticleRow, findArticle, WITHDRAWN, withdrawStatements } from "../store/articles.ts"
import { removeOwnStoryStatements } from "../store/search-index.ts"
import { takeDownArticleStatement } from "../store/takedowns.ts"
import { giveUp } from "../store/unavailable.ts"
import { MAX_ATTEMPTS, tryBatch, type Write } from "../store/write.ts"
import type { NewsroomDeps } from "./deps.ts"
import type { Precondition } from "./publish.ts"

export type WithdrawOutcome = { outcome: "withdrawn" | "unknown" | "precondition-failed" }

/**
 * Withdraws an article. Its address answers 410, feeds and other articles' lists drop it, and Atom feeds get a
 * tombstone. A second withdrawal also gives `withdrawn`. When an editor withdraws an article, the newsroom's own CMS
 * cannot bring it back.
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
    await requestRender(deps, id)
    await dropPagesOf(deps, id, now)
    await nudgeOutbox(deps)
    return { outcome: "withdrawn" }
  }
  return giveUp(`article ${id}`)
}

/**
 * Makes the statements that withdraw the article in this row. They fail their batch when the row has changed: see
 * tryBatch().
 */
export function withdrawalStatements(db: D1Database, row: ArticleRow, now: number, by: "editor" | "partner"): Write[] {
  return [
    ...withdrawStatements(db, row.id, row.hash, now),
    ...(by === "editor" ? [takeDownArticleStatement(db, row.id, now)] : []),
    ...removeOwnStoryStatements(db, row.id),
  ]
}
