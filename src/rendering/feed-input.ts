import { archiveChain, periodRange } from "../feeds/catalogue/archive.ts"
import { FEED_SIZE, type FeedKey } from "../feeds/catalogue/feed-key.ts"
import { type FeedInput, TOMBSTONE_LIFE } from "../feeds/write/render.ts"
import { facetLabel } from "../store/facets.ts"
import { listDays, type Selection, selectArticles, selectTombstones } from "../store/feed-selection.ts"
import { storedLinks } from "../store/link-lists.ts"
import type { RenderDeps } from "./deps.ts"
import type { Library } from "./revision-cache.ts"

// An archive holds all of its period; past this a feed could outgrow a KV value.
const ARCHIVE_SIZE = 2000

/** What a feed is made of. `guids` are those of all its entries, also of articles that cannot be read now. */
export async function feedInput(
  deps: RenderDeps,
  library: Library,
  key: FeedKey,
  now: number,
): Promise<{ input: FeedInput; guids: string[] }> {
  const { db, config } = deps
  const selection: Selection = {
    ...("slug" in key ? { facet: key } : {}),
    ...(key.kind === "archive" ? periodRange(key.period) : {}),
    limit: key.kind === "archive" ? ARCHIVE_SIZE : FEED_SIZE,
  }
  const rows = await selectArticles(db, selection)
  const articles = (await library.read(rows)).filter((article) => article !== null)
  const label = "slug" in key ? await facetLabel(db, key.kind, key.slug) : null
  const input = {
    key,
    publication: config.publication,
    articles,
    tombstones: await selectTombstones(db, selection, now - TOMBSTONE_LIFE),
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
