import { parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { findProfile } from "../feeds/profiles/index.ts"
import type { RenderJob } from "../model/job.ts"
import { DIRECTORY } from "../store/directory.ts"
import { listKeptPages } from "../store/pages.ts"
import { listProfileFeeds, listRenderedFeeds } from "../store/snapshots.ts"

interface RequeueDeps {
  db: D1Database
  renders: Pick<Queue<RenderJob>, "sendBatch">
}

// A queue accepts 100 messages in one call.
const MAX_MESSAGES = 100

/**
 * Queues a render of every kept feed. Feeds that the date has changed are written. With `rewrite` all feeds are
 * written, because KV may have lost them.
 */
export async function queueAllFeeds(deps: RequeueDeps, rewrite = false): Promise<number> {
  const rendered = await listRenderedFeeds(deps.db)
  const feeds = rewrite ? [...new Set([...rendered, DIRECTORY.feed])] : rendered
  await send(
    deps,
    feeds.map((feed) => ({ kind: "feed", feed, rewrite })),
  )
  return feeds.length
}

/** Queues a render of the kept feeds that articles leave by their age. */
export async function queueAgingFeeds(deps: RequeueDeps): Promise<void> {
  const feeds = (await listProfileFeeds(deps.db)).filter((feed) => {
    const key = parseFeedName(feed)
    return key?.kind === "profile" && findProfile(key.name)?.maxAgeMs !== undefined
  })
  await send(
    deps,
    feeds.map((feed) => ({ kind: "feed", feed })),
  )
}

/** Queues the writing of every kept page that lists stories, because KV may have lost it. */
export async function queueAllPages(deps: RequeueDeps, now: number): Promise<void> {
  const pages = await listKeptPages(deps.db, now)
  await send(
    deps,
    pages.map((page) => ({ kind: "page", page })),
  )
}

async function send({ renders }: RequeueDeps, jobs: RenderJob[]): Promise<void> {
  for (let at = 0; at < jobs.length; at += MAX_MESSAGES)
    await renders.sendBatch(jobs.slice(at, at + MAX_MESSAGES).map((body) => ({ body })))
}
