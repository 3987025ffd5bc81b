import { archiveChain, MAX_MONTH_ARTICLES, type Neighbours } from "../feeds/catalogue/archive.ts"
import { type FeedKey, MAX_FEED_ARTICLES } from "../feeds/catalogue/feed-key.ts"
import { dayOf, monthOf, parsePeriod, periodRange } from "../feeds/catalogue/period.ts"
import { type FeedInput, MAX_TOMBSTONE_MS } from "../feeds/write/render.ts"
import { hasPage, pagesQuestion } from "../store/archive-pages.ts"
import type { ArticleRow } from "../store/articles.ts"
import type { Unsized } from "../store/attachment-sizes.ts"
import { facetLabel } from "../store/facets.ts"
import {
  articlesQuestion,
  besideNewest,
  correctedQuestion,
  highestPageQuestion,
  type Selection,
  tombstonesQuestion,
} from "../store/feed-selection.ts"
import { storedLinks } from "../store/link-lists.ts"
import { Round } from "../store/round.ts"
import { withSizes } from "./attachment-sizes.ts"
import type { RenderDeps } from "./deps.ts"
import { profileExists } from "./profiles.ts"
import type { RevisionCache } from "./revision-cache.ts"

// Reads everything that feeds are rendered from.
// In: the keys of feeds. Out: for each its entries, tombstones, links and place in the chain of archives.
// All feeds are asked for in one round trip to D1; revisions, sizes and links are then read once for all of them.

/** What a feed is rendered from. `guids` has the guid of every entry, also of unreadable articles. */
export interface FeedSource {
  input: FeedInput
  guids: string[]
}

/** Reads these feeds, in this order. `unasked` has the attachments whose size is not known and not asked for. */
export async function readFeeds(
  deps: RenderDeps,
  cache: RevisionCache,
  keys: FeedKey[],
  now: number,
): Promise<{ sources: FeedSource[]; unasked: Unsized[] }> {
  const { db, config } = deps
  const round = new Round(db)
  const answers = keys.map((key) => askFor(round, db, key, now))
  await round.ask()
  const feeds = answers.map((answer) => answer())
  const rows = [...new Map(feeds.flatMap((feed) => feed.rows.map((row) => [row.id, row]))).values()]
  const read = (await cache.read(rows)).filter((article) => article !== null)
  const { articles, unasked } = await withSizes(db, read)
  const byId = new Map(articles.map((article) => [article.id, article]))
  const links = await storedLinks(
    db,
    rows.map(({ id }) => id),
  )
  const sources: FeedSource[] = []
  for (const { key, rows, ...rest } of feeds) {
    const own = rows.flatMap(({ id }) => byId.get(id) ?? [])
    // The newest entry has the label. Without entries it comes from what the feed had.
    const label = "slug" in key && !own.length ? await facetLabel(db, key.kind, key.slug) : null
    const input = {
      key,
      publication: config.publication,
      articles: own,
      ...rest,
      ...(label ? { label } : {}),
      links,
      now,
    }
    sources.push({ input, guids: rows.map(({ guid }) => guid) })
  }
  return { sources, unasked }
}

type Asked = Pick<FeedInput, "key" | "tombstones"> & Partial<Neighbours> & { rows: ArticleRow[] }

/** Adds the questions of one feed to the round. Gives its answer, once the round was asked. */
function askFor(round: Round, db: D1Database, key: FeedKey, now: number): () => Asked {
  const selection = selectionOf(key)
  const newest = round.add(articlesQuestion(db, selection))
  const corrected = key.kind === "archive" ? () => [] : round.add(correctedQuestion(db, selection, now))
  const tombstones = round.add(tombstonesQuestion(db, selection, now - MAX_TOMBSTONE_MS))
  const neighbours = askForNeighbours(round, db, key, now)
  return () => ({
    key,
    rows: [...newest(), ...besideNewest(corrected(), newest())],
    tombstones: tombstones(),
    ...neighbours(),
  })
}

function askForNeighbours(round: Round, db: D1Database, key: FeedKey, now: number): () => Partial<Neighbours> {
  if (key.kind === "archive") {
    const month = monthOf(key.period)
    const pages = round.add(pagesQuestion(db, month, `${month}-32`))
    return () => archiveChain(key, pages(), now)
  }
  if (key.kind !== "main") return () => ({})
  const today = dayOf(now)
  const uncovered = round.add(highestPageQuestion(db, periodRange(today).from, MAX_FEED_ARTICLES))
  const pages = round.add(pagesQuestion(db, today, today))
  return () => archiveChain(key, pages(), now, uncovered())
}

function selectionOf(key: FeedKey): Selection {
  if ("slug" in key) return { facet: key, limit: MAX_FEED_ARTICLES }
  if (key.kind !== "archive") return { limit: MAX_FEED_ARTICLES }
  const { day, page } = parsePeriod(key.period)!
  return { ...periodRange(key.period), ...(day ? { page } : {}), limit: MAX_MONTH_ARTICLES }
}

/** Whether the feed ever had an article. A feed of all articles always exists. */
export async function feedExists(deps: Pick<RenderDeps, "config" | "db">, key: FeedKey): Promise<boolean> {
  const { db } = deps
  if ("slug" in key) return (await facetLabel(db, key.kind, key.slug)) !== null
  if (key.kind === "profile") return profileExists(deps, key)
  if (key.kind !== "archive") return true
  const { month, day, page } = parsePeriod(key.period)!
  return hasPage(db, day ?? month, day ?? `${month}-32`, page)
}
