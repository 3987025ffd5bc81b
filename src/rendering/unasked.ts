import type { FeedKey } from "../feeds/catalogue/feed-key.ts"
import { DAY } from "../lib/text/time.ts"
import { dropSnapshots, listUnaskedFeeds } from "../store/snapshots.ts"

const MAX_UNASKED_MS = 30 * DAY
const MAX_FEEDS = 100

/** Whether every change renders the feed. Other feeds are kept only while somebody requests them. */
export const isAlwaysKept = ({ kind }: FeedKey) => kind === "main" || kind === "summary" || kind === "section"

/** Deletes feeds that nobody has requested for 30 days. They are rendered again after the next request. */
export async function dropUnaskedFeeds(
  stores: { db: D1Database; articles: KVNamespace },
  now: number,
): Promise<"done" | "more"> {
  const feeds = await listUnaskedFeeds(stores.db, now - MAX_UNASKED_MS, MAX_FEEDS)
  await dropSnapshots(stores, feeds)
  return feeds.length === MAX_FEEDS ? "more" : "done"
}
