import { log } from "../lib/text/log.ts"
import type { RenderJob } from "../model/job.ts"
import { type BoxBehind, boxesBehind, dropPages } from "../store/boxes.ts"
import { unannouncedArticles } from "../store/outbox.ts"

const MAX_ARTICLES = 500

/** A message of a queue has at most 128 KB. */
const MAX_BOXES_A_JOB = 100
/** Boxes that one write deletes from KV at once. The consumer of the queue writes the others. */
const MAX_DROPPED = 20

export type Renders = Pick<Queue<RenderJob>, "send">

export interface OutboxDeps {
  articles: KVNamespace
  db: D1Database
  renders: Renders
}

/**
 * Queues a render of the feeds, box and page of an article that has just changed. Until then its box and page are
 * deleted from KV, and D1 answers. Nothing is lost when the queue fails: D1 keeps the article as unannounced, and the
 * next sweep queues it again.
 */
export async function requestRender({ renders, articles }: Omit<OutboxDeps, "db">, articleId: string): Promise<void> {
  await queueRender(renders, articleId)
  try {
    await dropPages(articles, [articleId])
  } catch (error) {
    log("page-not-dropped", { articleId, error })
  }
}

/** Queues a render of an article that has not changed. */
export async function queueRender(renders: Renders, articleId: string): Promise<void> {
  try {
    await renders.send({ kind: "article", articleId })
  } catch (error) {
    log("render-not-queued", { articleId, error })
  }
}

/** Queues the writing of these articles' boxes and pages. When it fails, the next sweep queues them. */
export async function requestBoxes(renders: Renders, articleIds: string[]): Promise<void> {
  for (let at = 0; at < articleIds.length; at += MAX_BOXES_A_JOB) {
    try {
      await renders.send({ kind: "boxes", articleIds: articleIds.slice(at, at + MAX_BOXES_A_JOB) })
    } catch (error) {
      log("render-not-queued", { articleId: articleIds[at]!, error })
    }
  }
}

/**
 * Queues renders for the articles that a batch has just made unannounced, and for boxes with a link that must leave.
 * Such boxes are deleted from KV, so that D1 answers until they are written. Never throws. When it fails, the next sweep
 * queues them.
 */
export async function nudgeOutbox(deps: OutboxDeps): Promise<void> {
  try {
    const { boxes } = await sweepOutbox(deps)
    const wrong = boxes.filter(({ isWrong }) => isWrong).map(({ id }) => id)
    await dropPages(deps.articles, wrong.slice(0, MAX_DROPPED))
  } catch (error) {
    log("outbox-not-swept", { error })
  }
}

/** Queues a render for every unannounced article and every box that is behind. Gives what it has queued. */
export async function sweepOutbox(
  deps: Omit<OutboxDeps, "articles">,
): Promise<{ articles: string[]; boxes: BoxBehind[] }> {
  const articles = await unannouncedArticles(deps.db, MAX_ARTICLES)
  for (const id of articles) await queueRender(deps.renders, id)
  const boxes = await boxesBehind(deps.db, MAX_ARTICLES)
  await requestBoxes(
    deps.renders,
    boxes.map(({ id }) => id),
  )
  return { articles, boxes }
}
