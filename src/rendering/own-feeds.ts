import { type FeedFormat, feedFile, feedPath, MEDIA_TYPES } from "../feeds/catalogue/feed-key.ts"
import { readFeed } from "../feeds/read/read.ts"
import { secondOpinion } from "../feeds/read/second-opinion.ts"
import { log } from "../lib/text/log.ts"
import type { SecondOpinion } from "../model/second-opinion.ts"
import { bodyOf, getSnapshot } from "../store/snapshots.ts"

/** How rss-parser reads one of our own feeds, by the feed's path. `why` says why it was not asked. */
export type OwnFeed = { path: string } & ({ opinion: SecondOpinion } | { why: string })

const ASKED: readonly FeedFormat[] = ["rss", "atom"]

/** Compares how rss-parser and our own parser read `/rss.xml` and `/atom.xml`. Never throws. */
export const readOwnFeeds = (articles: KVNamespace, now: number): Promise<OwnFeed[]> =>
  Promise.all(ASKED.map((format) => readOwnFeed(articles, format, now)))

async function readOwnFeed(articles: KVNamespace, format: FeedFormat, now: number): Promise<OwnFeed> {
  const path = feedPath({ kind: "main" }, format)
  try {
    const snapshot = await getSnapshot(articles, "main", feedFile(format))
    if (!snapshot) return { path, why: "not rendered yet" }
    const body = await bodyOf(snapshot, "plain")
    const contentType = `${MEDIA_TYPES[format]}; charset=utf-8`
    const read = readFeed(body, { contentType, now })
    if (read.outcome !== "feed") return { path, why: "we cannot read it ourselves" }
    return { path, opinion: await secondOpinion(body, read.feed, contentType) }
  } catch (error) {
    log("own-feed-not-read", { path, error })
    return { path, why: "it could not be read" }
  }
}
