import { log } from "../lib/text/log.ts"
import type { RenderJob } from "../model/job.ts"
import { unannouncedArticles } from "../store/outbox.ts"

const MAX_ARTICLES = 500

export interface OutboxDeps {
  db: D1Database
  renders: Pick<Queue<RenderJob>, "send">
}

/**
 * Queues a render of this article's feeds. Nothing is lost when the queue fails: D1 keeps the article as unannounced,
 * and the next sweep queues it again.
 */
export async function requestRender(renders: Pick<Queue<RenderJob>, "send">, articleId: string): Promise<void> {
  try {
    await renders.send({ kind: "article", articleId })
  } catch (error) {
    log("render-not-queued", { articleId, error })
  }
}

/**
 * Queues renders for the articles that a batch has just made unannounced. Never throws. When it fails, the next sweep
 * queues them.
 */
export async function nudgeOutbox(deps: OutboxDeps): Promise<void> {
  try {
    await sweepOutbox(deps)
  } catch (error) {
    log("outbox-not-swept", { error })
  }
}

/** Queues a render for every unannounced article. Gives the number of articles. */
export async function sweepOutbox(deps: OutboxDeps): Promise<number> {
  const ids = await unannouncedArticles(deps.db, MAX_ARTICLES)
  for (const id of ids) await requestRender(deps.renders, id)
  return ids.length
}
