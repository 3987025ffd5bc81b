import { type FeedFormat, type FeedKey, feedFile, feedName } from "../feeds/catalogue/feed-key.ts"
import { renderFeed } from "../feeds/write/render.ts"
import { toBytes } from "../lib/crypto/hash.ts"
import type { RenderJob } from "../model/job.ts"
import { etagOf, findVersions, nextVersions, type Snapshot } from "../store/snapshots.ts"
import type { RenderDeps } from "./deps.ts"
import { feedExists, readFeeds } from "./read-feeds.ts"
import { createRevisionCache } from "./revision-cache.ts"

/** Renders a feed without a snapshot, and queues a render that stores it. Gives null when there is no such feed. */
export async function renderUnkept(
  deps: RenderDeps & { renders: Pick<Queue<RenderJob>, "send"> },
  key: FeedKey,
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  if (!(await feedExists(deps.db, key))) return null
  const feed = feedName(key)
  const { sources } = await readFeeds(deps, createRevisionCache(deps), [key], now)
  const body = toBytes(renderFeed(sources[0]!.input)[format])
  await deps.renders.send({ kind: "feed", feed, rewrite: true })
  // When KV has lost the snapshot, D1 still has its versions. A reader with the current version then gets 304.
  const before = (await findVersions(deps.db, [feed])).get(`${feed}/${feedFile(format)}`) ?? []
  return { plain: body, versions: nextVersions(before, await etagOf(body), [], now) }
}
