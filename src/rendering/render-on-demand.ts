import { type FeedFormat, type FeedKey, feedFile, feedName } from "../feeds/catalogue/feed-key.ts"
import { renderFeed } from "../feeds/write/render.ts"
import { toBytes } from "../lib/crypto/hash.ts"
import type { RenderJob } from "../model/job.ts"
import { etagOf, findVersions, nextVersions, type Snapshot } from "../store/snapshots.ts"
import type { RenderDeps } from "./deps.ts"
import { makeProfileFeed } from "./profiles.ts"
import { feedExists, readFeeds } from "./read-feeds.ts"
import { createRevisionCache } from "./revision-cache.ts"

/** Renders a feed without a snapshot, and queues a render that stores it. Gives null when there is no such feed. */
export async function renderUnkept(
  deps: RenderDeps & { renders: Pick<Queue<RenderJob>, "send"> },
  key: FeedKey,
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  if (!(await feedExists(deps, key))) return null
  const feed = feedName(key)
  const body = toBytes(await textOf(deps, key, format, now))
  await deps.renders.send({ kind: "feed", feed, rewrite: true })
  // When KV has lost the snapshot, D1 still has its versions. A reader with the current version then gets 304.
  const before = (await findVersions(deps.db, [feed])).get(`${feed}/${feedFile(format)}`) ?? []
  return { plain: body, versions: nextVersions(before, await etagOf(body), [], now) }
}

async function textOf(deps: RenderDeps, key: FeedKey, format: FeedFormat, now: number): Promise<string> {
  const cache = createRevisionCache(deps)
  if (key.kind === "profile") return (await makeProfileFeed(deps, cache, key, now))!.text
  const { sources } = await readFeeds(deps, cache, [key], now)
  return renderFeed(sources[0]!.input)[format]
}
