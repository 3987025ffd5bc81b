import { log } from "../lib/text/log.ts"
import type { RenderJob } from "../model/job.ts"
import { unannouncedArticles } from "../store/outbox.ts"

const SWEEP = 500

export interface OutboxDeps {
  db: D1Database
  renders: Pick<Queue<RenderJob>, "send">
}

/**
 * Asks for the feeds of this article to be brought up to date. A queue that fails loses nothing: the row in D1 says that
 * the article is unannounced, and the next sweep asks again.
 */
export async function requestRender(renders: Pick<Queue<RenderJob>, "send">, articleId: string): Promise<void> {
  try {
    await renders.send({ kind: "article", articleId })
  } catch (error) {
    log("render-not-queued", { articleId, error })
  }
}

/**
 * Asks at once for what a batch has just left unannounced. Never throws: what was done stands, and the next sweep asks
 * again.
 */
export async function nudgeOutbox(deps: OutboxDeps): Promise<void> {
  try {
    await sweepOutbox(deps)
  } catch (error) {
    log("outbox-not-swept", { error })
  }
}

/** Asks again for every article whose feeds do not show its present state. Gives how many there were. */
export async function sweepOutbox(deps: OutboxDeps): Promise<number> {
  const ids = await unannouncedArticles(deps.db, SWEEP)
  for (const id of ids) await requestRender(deps.renders, id)
  return ids.length
}
