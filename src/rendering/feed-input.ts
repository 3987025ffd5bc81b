import { archiveChain, periodRange } from "../feeds/catalogue/archive.ts"
import { type FeedKey, MAX_FEED_ARTICLES } from "../feeds/catalogue/feed-key.ts"
import { type FeedInput, MAX_TOMBSTONE_MS } from "../feeds/write/render.ts"
import { facetLabel } from "../store/facets.ts"
import { listDays, type Selection, selectArticles, selectTombstones } from "../store/feed-selection.ts"
import { storedLinks } from "../store/link-lists.ts"
import type { RenderDeps } from "./deps.ts"
import type { RevisionCache } from "./revision-cache.ts"

// The limit of an archive, so that its feed fits into a KV value. An archive otherwise has all articles of its period.
const MAX_ARCHIVE_ARTICLES = 2000

/** Reads everything that a feed is rendered from. `guids` has the guid of every entry, also of unreadable articles. */
export async function feedInput(
  deps: RenderDeps,
  cache: RevisionCache,
  key: FeedKey,
  now: number,
): Promise<{ input: FeedInput; guids: string[] }> {
  const { db, config } = deps
  const selection: Selection = {
    ...("slug" in key ? { facet: key } : {}),
    ...(key.kind === "archive" ? periodRange(key.period) : {}),
    limit: key.kind === "archive" ? MAX_ARCHIVE_ARTICLES : MAX_FEED_ARTICLES,
  }
  const rows = await selectArticles(db, selection)
  const articles = (await cache.read(rows)).filter((article) => article !== null)
  const label = "slug" in key ? await facetLabel(db, key.kind, key.slug) : null
  const input = {
    key,
    publication: config.publication,
    articles,
    tombstones: await selectTombstones(db, selection, now - MAX_TOMBSTONE_MS),
    ...(label ? { label } : {}),
    ...(key.kind === "main" || key.kind === "archive" ? archiveChain(key, await listDays(db), now) : {}),
    links: await storedLinks(
      db,
      rows.map(({ id }) => id),
    ),
    now,
  }
  return { input, guids: rows.map(({ guid }) => guid) }
}
