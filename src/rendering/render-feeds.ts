import { linksForArticle } from "../checkalso/serve.ts"
import { archiveChain, periodRange } from "../feeds/catalogue/archive.ts"
import {
  FEED_SIZE,
  type FeedFormat,
  type FeedKey,
  FORMATS,
  feedName,
  feedPath,
  feedsOf,
  parseFeedName,
} from "../feeds/catalogue/feed-key.ts"
import { entryDigests } from "../feeds/write/delta.ts"
import { keepEntries } from "../feeds/write/keep.ts"
import { type FeedInput, renderFeed, TOMBSTONE_LIFE } from "../feeds/write/render.ts"
import { type Bytes, toBytes } from "../lib/crypto/hash.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import {
  type ArticleRow,
  announceStatement,
  type Facet,
  facetLabel,
  findArticles,
  findFacets,
  listDays,
  type Selection,
  selectArticles,
  selectTombstones,
} from "../store/articles.ts"
import { DIRECTORY, listDirectory, updateDirectoryStatements } from "../store/directory.ts"
import { storedLinks } from "../store/link-lists.ts"
import {
  etagOf,
  findVersions,
  getSnapshot,
  listRenderedFeeds,
  nextVersions,
  putSnapshot,
  type Snapshot,
  saveVersions,
  type Version,
} from "../store/snapshots.ts"
import { createLibrary, type Library } from "./revision-cache.ts"
import { isAlwaysKept } from "./unasked.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
}

// An archive holds all of its period; past this a feed could outgrow a KV value.
const ARCHIVE_SIZE = 2000

/** What one batch of jobs asks for. */
export interface RenderWork {
  articleIds: string[]
  feeds: string[]
  /** Those of the feeds that are written also where they have not changed: KV does not have them. */
  rewrite: ReadonlySet<string>
}

/** What could not be done, to be tried again. */
export interface RenderFailures {
  articleIds: Set<string>
  feeds: Set<string>
}

/**
 * Brings the feeds that these articles touch, and these feeds, up to date: each is rendered once, and what changed is
 * written. Tag, author, archive and with-links feeds exist once somebody asked for them. A feed that fails harms itself
 * and the articles that touch it alone. Safe to run twice.
 */
export async function renderFeeds(deps: RenderDeps, work: RenderWork, now: number): Promise<RenderFailures> {
  const library = createLibrary(deps)
  const rows = (await findArticles(deps.db, [...new Set(work.articleIds)])).filter(({ state }) => state !== "scheduled")
  const live = rows.filter(({ state }) => state === "live")
  for (const article of await library.read(live)) if (article) await computeLinks(deps, article, now)

  const facets = await findFacets(
    deps.db,
    rows.map(({ id }) => id),
  )
  const facetsOf = (row: ArticleRow) => facets.get(row.id) ?? []
  const showing = new Map(live.map((row) => [row.id, feedsOf(facetsOf(row), row.publishedAt).map(feedName)]))
  const touchedBy = (row: ArticleRow) => [...row.announcedFeeds, ...(showing.get(row.id) ?? [])]
  const touched = new Set([...work.feeds, ...rows.flatMap(touchedBy)])
  if (rows.length) touched.add(DIRECTORY.feed)

  const versions = await findVersions(deps.db, [...touched])
  const asked = new Set([...versions.keys()].map((file) => file.slice(0, file.lastIndexOf("/"))))
  const written: WrittenFile[] = []
  const failed = new Set<string>()
  const attempt = async (feed: string, write: () => Promise<WrittenFile[]>) => {
    try {
      written.push(...(await write()))
    } catch (error) {
      console.error(JSON.stringify({ event: "feed-not-rendered", feed, error: String(error) }))
      failed.add(feed)
    }
  }
  for (const feed of touched) {
    const key = parseFeedName(feed)
    if (!key || !(isAlwaysKept(key) || asked.has(feed) || work.rewrite.has(feed))) continue
    await attempt(feed, () => writeSnapshots(deps, library, key, { versions, rewrite: work.rewrite.has(feed) }, now))
  }
  if (touched.has(DIRECTORY.feed)) {
    const present = live.flatMap(facetsOf)
    const doubtful = rows.flatMap((row) => [...facetsOf(row), ...row.announcedFeeds.flatMap(toFacet)])
    await attempt(DIRECTORY.feed, () =>
      writeDirectory(deps, present, doubtful, { versions, rewrite: work.rewrite.has(DIRECTORY.feed) }, now),
    )
  }
  await saveVersions(deps.db, written)
  const done = rows.filter((row) => !touchedBy(row).some((feed) => failed.has(feed)) && !failed.has(DIRECTORY.feed))
  if (done.length) {
    await deps.db.batch(done.map((row) => announceStatement(deps.db, row, showing.get(row.id) ?? [])))
  }
  const kept = new Set(done.map(({ id }) => id))
  return {
    articleIds: new Set(rows.flatMap(({ id }) => (kept.has(id) ? [] : [id]))),
    feeds: new Set(work.feeds.filter((feed) => failed.has(feed))),
  }
}

type WrittenFile = { feed: string; file: string; versions: Version[] }

function toFacet(feed: string): Pick<Facet, "kind" | "slug">[] {
  const key = parseFeedName(feed)
  return key && "slug" in key ? [key] : []
}

/** A format's file name under every feed: `rss.xml`, `atom.xml`, `feed.json`. */
export const feedFile = (format: FeedFormat) => feedPath({ kind: "main" }, format).slice(1)

/** A feed gains nothing from waiting for links, and loses nothing when there are none. */
async function computeLinks(deps: RenderDeps, article: Article, now: number): Promise<void> {
  try {
    await linksForArticle(deps, article, { limit: 1, now })
  } catch (error) {
    console.warn(JSON.stringify({ event: "links-not-computed", articleId: article.id, error: String(error) }))
  }
}

/** `rewrite`: writes also what has not changed, for KV may have lost it. */
async function writeSnapshots(
  deps: RenderDeps,
  library: Library,
  key: FeedKey,
  { versions, rewrite }: { versions: Map<string, Version[]>; rewrite: boolean },
  now: number,
): Promise<WrittenFile[]> {
  const feed = feedName(key)
  const { input, guids } = await feedInput(deps, library, key, now)
  const rendered = renderFeed(input)
  const written = []
  for (const format of FORMATS) {
    const file = feedFile(format)
    const whole = guids.length === input.articles.length
    const text = whole ? rendered[format] : await withKept(deps, feed, format, rendered[format], guids)
    const { body, etag } = await toDocument(text)
    const before = versions.get(`${feed}/${file}`) ?? []
    const after = nextVersions(before, etag, entryDigests(text, format), now)
    if (after === before && !rewrite) continue
    await putSnapshot(deps.articles, feed, file, { body, versions: after })
    written.push({ feed, file, versions: after })
  }
  return written
}

/** The document with what its last rendering holds of articles that cannot be read now. */
async function withKept(
  deps: RenderDeps,
  feed: string,
  format: FeedFormat,
  text: string,
  guids: string[],
): Promise<string> {
  const last = await getSnapshot(deps.articles, feed, feedFile(format))
  return last ? keepEntries(text, new TextDecoder().decode(last.body), format, guids) : text
}

async function writeDirectory(
  deps: RenderDeps,
  present: Facet[],
  doubtful: Pick<Facet, "kind" | "slug">[],
  { versions, rewrite }: { versions: Map<string, Version[]>; rewrite: boolean },
  now: number,
): Promise<WrittenFile[]> {
  const { feed, file } = DIRECTORY
  await deps.db.batch(updateDirectoryStatements(deps.db, present, doubtful))
  const { body, etag } = await toDocument(JSON.stringify(await listDirectory(deps.db)))
  const before = versions.get(`${feed}/${file}`) ?? []
  const after = nextVersions(before, etag, [], now)
  if (after === before && !rewrite) return []
  await putSnapshot(deps.articles, feed, file, { body, versions: after })
  return [{ feed, file, versions: after }]
}

async function toDocument(text: string): Promise<{ body: Bytes; etag: string }> {
  const body = toBytes(text)
  return { body, etag: await etagOf(body) }
}

/** Renders a feed that has no snapshot yet, stores nothing, and asks for it to be kept. null: there is no such feed. */
export async function renderUnkept(
  deps: RenderDeps & { renders: Pick<Queue<RenderJob>, "send"> },
  key: FeedKey,
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  if (!(await exists(deps.db, key))) return null
  const feed = feedName(key)
  const { input } = await feedInput(deps, createLibrary(deps), key, now)
  const { body, etag } = await toDocument(renderFeed(input)[format])
  await deps.renders.send({ kind: "feed", feed, rewrite: true })
  // There are versions where KV has lost a snapshot: readers need not load again what they have.
  const before = (await findVersions(deps.db, [feed])).get(`${feed}/${feedFile(format)}`) ?? []
  return { body, versions: nextVersions(before, etag, [], now) }
}

async function exists(db: D1Database, key: FeedKey): Promise<boolean> {
  if (key.kind === "archive") return (await selectArticles(db, { ...periodRange(key.period), limit: 1 })).length > 0
  return "slug" in key ? (await facetLabel(db, key.kind, key.slug)) !== null : true
}

/** What a feed is made of. `guids` are those of all its entries, also of articles that cannot be read now. */
async function feedInput(
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

// What a queue takes in one call.
const SENT_AT_ONCE = 100

/**
 * Asks for every kept feed to be rendered again: what the calendar changed shows, and nothing else is written. With
 * `rewrite` all of them are written: KV may have lost them.
 */
export async function queueAllFeeds(
  deps: { db: D1Database; renders: Pick<Queue<RenderJob>, "sendBatch"> },
  rewrite = false,
): Promise<number> {
  const rendered = await listRenderedFeeds(deps.db)
  const feeds = rewrite ? [...new Set([...rendered, DIRECTORY.feed])] : rendered
  for (let at = 0; at < feeds.length; at += SENT_AT_ONCE) {
    const jobs = feeds.slice(at, at + SENT_AT_ONCE).map((feed): RenderJob => ({ kind: "feed", feed, rewrite }))
    await deps.renders.sendBatch(jobs.map((body) => ({ body })))
  }
  return feeds.length
}
