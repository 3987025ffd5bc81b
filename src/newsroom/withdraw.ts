import { type ArticleRow, findArticle, isOutrun, WITHDRAWN, withdrawStatements } from "../store/articles.ts"
import { unarchiveStatements } from "../store/search.ts"
import type { NewsroomDeps } from "./deps.ts"
import { requestRender } from "./outbox.ts"
import type { Precondition } from "./publish.ts"

export type WithdrawOutcome = { outcome: "withdrawn" | "unknown" | "precondition-failed" }

// Each retry means that another write of the same article came in between.
const ATTEMPTS = 5

/** Takes an article back: 410 at its address, gone from the feeds, a tombstone in Atom. Again: `withdrawn` again. */
export async function withdrawArticle(
  deps: NewsroomDeps,
  id: string,
  now: number,
  mayReplace: Precondition = () => true,
): Promise<WithdrawOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const row = await findArticle(deps.db, id)
    if (!row) return { outcome: "unknown" }
    if (row.state === "withdrawn") return { outcome: "withdrawn" }
    if (!mayReplace(row, WITHDRAWN)) return { outcome: "precondition-failed" }
    try {
      await deps.db.batch(withdrawalStatements(deps.db, row, now))
    } catch (error) {
      if (isOutrun(error)) continue
      throw error
    }
    await requestRender(deps.renders, id)
    return { outcome: "withdrawn" }
  }
  throw new Error(`article ${id} is being written by too many at once`)
}

/** Withdraws the article as its row was read; they fail their batch when it is no longer so: see isOutrun(). */
export function withdrawalStatements(db: D1Database, row: ArticleRow, now: number): D1PreparedStatement[] {
  return [...withdrawStatements(db, row.id, row.hash, now), ...unarchiveStatements(db, row.id)]
}
