import { archiveChain, MAX_MONTH_ARTICLES, type Neighbours } from "../feeds/catalogue/archive.ts"
import { type FeedKey, MAX_FEED_ARTICLES } from "../feeds/catalogue/feed-key.ts"
import { dayOf, monthOf, parsePeriod, periodRange } from "../feeds/catalogue/period.ts"
import { type FeedInput, MAX_TOMBSTONE_MS } from "../feeds/write/render.ts"
import { hasPage, pagesAround } from "../store/archive-pages.ts"
import type { Unsized } from "../store/attachment-sizes.ts"
import { facetLabel } from "../store/facets.ts"
import {
  highestPageBeyond,
  type Selection,
  selectArticles,
  selectCorrected,
  selectTombstones,
} from "../store/feed-selection.ts"
import { storedLinks } from "../store/link-lists.ts"
import { withSizes } from "./attachment-sizes.ts"
import type { RenderDeps } from "./deps.ts"
import type { RevisionCache } from "./revision-cache.ts"

/**
 * Reads everything that a feed is rendered from. `guids` has the guid of every entry, also of unreadable articles.
 * `unasked` has the attachments whose size is not known and not asked for.
 */
export async function feedInput(
  deps: RenderDeps,
  cache: RevisionCache,
  key: FeedKey,
  now: number,
): Promise<{ input: FeedInput; guids: string[]; unasked: Unsized[] }> {
  const { db, config } = deps
  const selection = selectionOf(key)
  const newest = await selectArticles(db, selection)
  const corrected = key.kind === "archive" ? [] : await selectCorrected(db, selection, newest, now)
  const rows = [...newest, ...corrected]
  const read = (await cache.read(rows)).filter((article) => article !== null)
  const { articles, unasked } = await withSizes(db, read)
  // The newest entry has the label. Without entries it comes from what the feed had.
  const label = "slug" in key && !articles.length ? await facetLabel(db, key.kind, key.slug) : null
  const input = {
    key,
    publication: config.publication,
    articles,
    tombstones: await selectTombstones(db, selection, now - MAX_TOMBSTONE_MS),
    ...(label ? { label } : {}),
    ...(await neighbours(db, key, now)),
    links: await storedLinks(
      db,
      rows.map(({ id }) => id),
    ),
    now,
  }
  return { input, guids: rows.map(({ guid }) => guid), unasked }
}

function selectionOf(key: FeedKey): Selection {
  if ("slug" in key) return { facet: key, limit: MAX_FEED_ARTICLES }
  if (key.kind !== "archive") return { limit: MAX_FEED_ARTICLES }
  const { day, page } = parsePeriod(key.period)!
  return { ...periodRange(key.period), ...(day ? { page } : {}), limit: MAX_MONTH_ARTICLES }
}

async function neighbours(db: D1Database, key: FeedKey, now: number): Promise<Partial<Neighbours>> {
  if (key.kind === "archive") {
    const month = monthOf(key.period)
    return archiveChain(key, await pagesAround(db, month, `${month}-32`), now)
  }
  if (key.kind !== "main") return {}
  const today = dayOf(now)
  const uncovered = await highestPageBeyond(db, periodRange(today).from, MAX_FEED_ARTICLES)
  return archiveChain(key, await pagesAround(db, today, today), now, uncovered)
}

/** Whether the feed ever had an article. A feed of all articles always exists. */
export async function feedExists(db: D1Database, key: FeedKey): Promise<boolean> {
  if ("slug" in key) return (await facetLabel(db, key.kind, key.slug)) !== null
  if (key.kind !== "archive") return true
  const { month, day, page } = parsePeriod(key.period)!
  return hasPage(db, day ?? month, day ?? `${month}-32`, page)
}
