import { dueArticles, getRevision, releaseStatement } from "../store/articles.ts"
import { archiveStatements } from "../store/search.ts"
import { requestRender } from "./outbox.ts"
import type { NewsroomDeps } from "./publish.ts"

const AT_ONCE = 100

/** Lets out the scheduled articles whose time has come; gives the ids of those it did. One that fails waits a minute. */
export async function releaseDue(deps: NewsroomDeps, now: number): Promise<string[]> {
  const released: string[] = []
  for (const { id, hash } of await dueArticles(deps.db, now, AT_ONCE)) {
    try {
      const article = await getRevision(deps.articles, id, hash)
      await deps.db.batch([releaseStatement(deps.db, id, hash), ...archiveStatements(deps.db, article, now)])
      await requestRender(deps.renders, id)
      released.push(id)
    } catch (error) {
      console.error(JSON.stringify({ event: "release-failed", articleId: id, error: String(error) }))
    }
  }
  return released
}
