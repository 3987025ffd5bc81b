import { log } from "../lib/text/log.ts"
import type { RenderJob } from "../model/job.ts"
import { type BoxBehind, boxesBehind, dropPages } from "../store/boxes.ts"
import { articlesWithOtherLinks, unannouncedArticles } from "../store/outbox.ts"

const MAX_ARTICLES = 500

/** A message of a queue has at most 128 KB. */
const MAX_BOXES_A_JOB = 100
/** Boxes that one write deletes from KV at once. The consumer of the queue writes the others. */
const MAX_DROPPED = 20

/** A queue accepts 100 messages in one call. */
const MAX_MESSAGES = 100

export type Renders = Pick<Queue<RenderJob>, "send" | "sendBatch">

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
  const jobs = chunks(articleIds, MAX_BOXES_A_JOB).map((ids): RenderJob => ({ kind: "boxes", articleIds: ids }))
  await queueAll(renders, jobs)
}

/**
 * Queues renders for the articles whose links a batch has just changed, and for boxes with a link that must leave. Such
 * boxes are deleted from KV, so that D1 answers until they are written. An article that is unannounced for another
 * reason was queued when that happened. Never throws. When it fails, the next sweep queues them.
 */
export async function nudgeOutbox(deps: OutboxDeps): Promise<void> {
  try {
    const boxes = await sweep(deps, await articlesWithOtherLinks(deps.db, MAX_ARTICLES))
    const wrong = boxes.filter(({ isWrong }) => isWrong).map(({ id }) => id)
    await dropPages(deps.articles, wrong.slice(0, MAX_DROPPED))
  } catch (error) {
    log("outbox-not-swept", { error })
  }
}

/** Queues a render for every unannounced article and every box that is behind. */
export async function sweepOutbox(deps: Omit<OutboxDeps, "articles">): Promise<void> {
  await sweep(deps, await unannouncedArticles(deps.db, MAX_ARTICLES))
}

async function sweep({ db, renders }: Omit<OutboxDeps, "articles">, articles: string[]): Promise<BoxBehind[]> {
  await queueAll(
    renders,
    articles.map((articleId) => ({ kind: "article", articleId })),
  )
  const boxes = await boxesBehind(db, MAX_ARTICLES)
  await requestBoxes(
    renders,
    boxes.map(({ id }) => id),
  )
  return boxes
}

async function queueAll(renders: Renders, jobs: RenderJob[]): Promise<void> {
  for (const some of chunks(jobs, MAX_MESSAGES)) {
    try {
      await renders.sendBatch(some.map((body) => ({ body })))
    } catch (error) {
      log("render-not-queued", { jobs: some.length, error })
    }
  }
}

const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
