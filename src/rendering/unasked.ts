import type { FeedKey } from "../feeds/catalogue/feed-key.ts"
import { DAY } from "../lib/text/time.ts"
import { dropSnapshots, listUnaskedFeeds } from "../store/snapshots.ts"

const KEPT_MS = 30 * DAY
const MAX_FEEDS = 100

/** Feeds that every change renders, whether somebody asks for them or not. The others are kept while they are asked for. */
export const isAlwaysKept = ({ kind }: FeedKey) => kind === "main" || kind === "summary" || kind === "section"

/** Drops feeds that nobody has asked for in 30 days: they are rendered no more until somebody does. */
export async function dropUnaskedFeeds(
  stores: { db: D1Database; articles: KVNamespace },
  now: number,
): Promise<"done" | "more"> {
  const feeds = await listUnaskedFeeds(stores.db, now - KEPT_MS, MAX_FEEDS)
  await dropSnapshots(stores, feeds)
  return feeds.length === MAX_FEEDS ? "more" : "done"
}
