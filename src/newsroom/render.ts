import {
  FEED_SIZE,
  type FeedFormat,
  type FeedKey,
  FORMATS,
  feedName,
  feedPath,
  feedsOf,
  parseFeedName,
} from "../feeds/catalogue.ts"
import { entryDigests } from "../feeds/delta.ts"
import { archiveChain, periodRange } from "../feeds/months.ts"
import { type FeedInput, renderFeed, TOMBSTONE_LIFE } from "../feeds/render.ts"
import { type Bytes, sha256Base64Url, toBytes } from "../lib/hash.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { RenderJob } from "../model/job.ts"
import {
  announceStatement,
  facetLabel,
  findArticles,
  listDays,
  type Selection,
  selectArticles,
  selectTombstones,
} from "../store/articles.ts"
import { storedLinks } from "../store/links.ts"
import {
  findVersions,
  listRenderedFeeds,
  nextVersions,
  putSnapshot,
  type Snapshot,
  saveVersions,
  type Version,
} from "../store/snapshots.ts"
import { linksForArticle } from "./check-also.ts"
import { createLibrary, type Library } from "./library.ts"

export interface RenderDeps {
  config: Config
  articles: KVNamespace
  db: D1Database
}

// An archive holds all of its period; past this a feed could outgrow a KV value.
const ARCHIVE_SIZE = 2000

/**
 * Brings the feeds that these articles touch, and these feeds, up to date: each is rendered once, and what changed is
 * written. Tag, author, archive and with-links feeds exist once somebody asked for them. Safe to run twice. Throws when a
 * feed could not be done, after all the others were.
 */
export async function renderFeeds(
  deps: RenderDeps,
  work: { articleIds: string[]; feeds: string[] },
  now: number,
): Promise<void> {
  const library = createLibrary(deps.articles)
  const rows = (await findArticles(deps.db, [...new Set(work.articleIds)])).filter(({ state }) => state !== "scheduled")
  const live = rows.filter(({ state }) => state === "live")
  const articles = await library.read(live)
  const showing = new Map(articles.map((article) => [article.id, feedsOf(article).map(feedName)]))
  for (const article of articles) await computeLinks(deps, article, now)

  const touched = [
    ...new Set([...work.feeds, ...rows.flatMap((row) => row.announcedFeeds), ...[...showing.values()].flat()]),
  ]
  const versions = await findVersions(deps.db, touched)
  const asked = new Set([...versions.keys()].map((file) => file.slice(0, file.lastIndexOf("/"))))
  const written: { feed: string; file: string; versions: Version[] }[] = []
  const failed: unknown[] = []
  for (const feed of touched) {
    const key = parseFeedName(feed)
    if (!key || !(isAlwaysKept(key) || asked.has(feed) || work.feeds.includes(feed))) continue
    try {
      written.push(...(await writeSnapshots(deps, library, key, versions, now)))
    } catch (error) {
      failed.push(error)
    }
  }
  await saveVersions(deps.db, written)
  if (failed.length) throw new AggregateError(failed, `${failed.length} feeds could not be rendered: ${failed[0]}`)
  if (!rows.length) return
  await deps.db.batch(rows.map((row) => announceStatement(deps.db, row, showing.get(row.id) ?? [])))
}

/** A format's file name under every feed: `rss.xml`, `atom.xml`, `feed.json`. */
export const feedFile = (format: FeedFormat) => feedPath({ kind: "main" }, format).slice(1)

const isAlwaysKept = ({ kind }: FeedKey) => kind === "main" || kind === "summary" || kind === "section"

/** A feed gains nothing from waiting for links, and loses nothing when there are none. */
async function computeLinks(deps: RenderDeps, article: Article, now: number): Promise<void> {
  try {
    await linksForArticle(deps, article, { limit: 1, now })
  } catch (error) {
    console.warn(JSON.stringify({ event: "links-not-computed", articleId: article.id, error: String(error) }))
  }
}

async function writeSnapshots(
  deps: RenderDeps,
  library: Library,
  key: FeedKey,
  versions: Map<string, Version[]>,
  now: number,
): Promise<{ feed: string; file: string; versions: Version[] }[]> {
  const feed = feedName(key)
  const rendered = renderFeed(await feedInput(deps, library, key, now))
  const written = []
  for (const format of FORMATS) {
    const file = feedFile(format)
    const { body, etag } = await toDocument(rendered[format])
    const before = versions.get(`${feed}/${file}`) ?? []
    const after = nextVersions(before, etag, entryDigests(rendered[format], format), now)
    if (after === before) continue
    await putSnapshot(deps.articles, feed, file, { body, versions: after })
    written.push({ feed, file, versions: after })
  }
  return written
}

async function toDocument(text: string): Promise<{ body: Bytes; etag: string }> {
  const body = toBytes(text)
  return { body, etag: `"${(await sha256Base64Url(body)).slice(0, 22)}"` }
}

/** Renders a feed that has no snapshot yet, stores nothing, and asks for it to be kept. null: there is no such feed. */
export async function renderUnkept(
  deps: RenderDeps & { renders: Pick<Queue<RenderJob>, "send"> },
  key: FeedKey,
  format: FeedFormat,
  now: number,
): Promise<Snapshot | null> {
  if (!(await exists(deps.db, key))) return null
  const rendered = renderFeed(await feedInput(deps, createLibrary(deps.articles), key, now))
  const { body, etag } = await toDocument(rendered[format])
  await deps.renders.send({ kind: "feed", feed: feedName(key) })
  return { body, versions: nextVersions([], etag, [], now) }
}

async function exists(db: D1Database, key: FeedKey): Promise<boolean> {
  if (key.kind === "archive") return (await selectArticles(db, { ...periodRange(key.period), limit: 1 })).length > 0
  return "slug" in key ? (await facetLabel(db, key.kind, key.slug)) !== null : true
}

async function feedInput(deps: RenderDeps, library: Library, key: FeedKey, now: number): Promise<FeedInput> {
  const { db, config } = deps
  const selection: Selection = {
    ...("slug" in key ? { facet: key } : {}),
    ...(key.kind === "archive" ? periodRange(key.period) : {}),
    limit: key.kind === "archive" ? ARCHIVE_SIZE : FEED_SIZE,
  }
  const rows = await selectArticles(db, selection)
  const articles = await library.read(rows)
  const label = "slug" in key ? await facetLabel(db, key.kind, key.slug) : null
  return {
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
}

// What a queue takes in one call.
const SENT_AT_ONCE = 100

/** Asks for every kept feed to be rendered again: what the calendar changed shows, and nothing else is written. */
export async function queueAllFeeds(deps: {
  db: D1Database
  renders: Pick<Queue<RenderJob>, "sendBatch">
}): Promise<void> {
  const feeds = await listRenderedFeeds(deps.db)
  for (let at = 0; at < feeds.length; at += SENT_AT_ONCE) {
    const jobs = feeds.slice(at, at + SENT_AT_ONCE).map((feed): RenderJob => ({ kind: "feed", feed }))
    await deps.renders.sendBatch(jobs.map((body) => ({ body })))
  }
}
