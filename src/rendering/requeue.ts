import type { RenderJob } from "../model/job.ts"
import { DIRECTORY } from "../store/directory.ts"
import { listRenderedFeeds } from "../store/snapshots.ts"

// What a queue takes in one call.
const MAX_MESSAGES = 100

/**
 * Asks for every kept feed to be rendered again: what the calendar changed shows, and nothing else is written. With
 * `rewrite` all of them are written: KV may have lost them.
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
