import { log } from "../lib/text/log.ts"
import { requestRender } from "../outbox/outbox.ts"
import { dueArticles, releaseStatements } from "../store/articles.ts"
import { readRevision } from "../store/revisions.ts"
import { indexOwnStoryStatements } from "../store/search-index.ts"
import type { NewsroomDeps } from "./deps.ts"

const MAX_ARTICLES = 100

/**
 * Publishes the scheduled articles whose time has come, and gives their ids. An article that fails is tried again in
 * the next tick.
 */
export async function releaseDue(deps: NewsroomDeps, now: number): Promise<string[]> {
  const released: string[] = []
  for (const row of await dueArticles(deps.db, now, MAX_ARTICLES)) {
    const { id, hash } = row
    try {
      const article = await readRevision(deps, { id, hash })
      // The damage is stored as a fault. The article is published when it can be read again.
      if (!article) continue
      await deps.db.batch([...releaseStatements(deps.db, row), ...indexOwnStoryStatements(deps.db, article, now)])
      await requestRender(deps, id)
      released.push(id)
    } catch (error) {
      log("release-failed", { articleId: id, error })
    }
  }
  return released
}
