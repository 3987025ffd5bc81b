import type { RenderJob } from "../model/job.ts"
import { DIRECTORY } from "../store/directory.ts"
import { listRenderedFeeds } from "../store/snapshots.ts"

// A queue accepts 100 messages in one call.
const MAX_MESSAGES = 100

/**
 * Queues a render of every kept feed. Feeds that the date has changed are written. With `rewrite` all feeds are
 * written, because KV may have lost them.
 */
export async function queueAllFeeds(
  deps: { db: D1Database; renders: Pick<Queue<RenderJob>, "sendBatch"> },
  rewrite = false,
): Promise<number> {
  const rendered = await listRenderedFeeds(deps.db)
  const feeds = rewrite ? [...new Set([...rendered, DIRECTORY.feed])] : rendered
  for (let at = 0; at < feeds.length; at += MAX_MESSAGES) {
    const jobs = feeds.slice(at, at + MAX_MESSAGES).map((feed): RenderJob => ({ kind: "feed", feed, rewrite }))
    await deps.renders.sendBatch(jobs.map((body) => ({ body })))
  }
  return feeds.length
}
