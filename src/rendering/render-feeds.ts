import { linksForArticle } from "../checkalso/serve.ts"
import { type FeedKey, feedName, parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { isTopicName } from "../feeds/topic.ts"
import { log } from "../lib/text/log.ts"
import { MINUTE } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import { fanOutJob } from "../model/job.ts"
import { markLinkedStatement } from "../store/archive-pages.ts"
import { noteUnsized } from "../store/attachment-sizes.ts"
import { DIRECTORY } from "../store/directory.ts"
import { announceStatement } from "../store/outbox.ts"
import { type ChangedTopic, findVersions, listProfileFeeds, saveVersions } from "../store/snapshots.ts"
import { type Change, findChanges, touchedBy } from "./changes.ts"
import type { RenderDeps } from "./deps.ts"
import { writeDirectory } from "./directory.ts"
import { readFeeds } from "./read-feeds.ts"
import { createRevisionCache, type RevisionCache } from "./revision-cache.ts"
import { isAlwaysKept } from "./unasked.ts"
import { writeBoxes, writeHomePage } from "./write-boxes.ts"
import { writeListedPages } from "./write-pages.ts"
import { type Run, type WrittenFile, writeProfile, writeSnapshots } from "./write-snapshots.ts"

/** A fan-out that has not gone on for so long is lost, and begins again. */
const MAX_FAN_OUT_MS = 2 * MINUTE

// The consumer of the queue `renders`.
// In: ids of changed articles, and names of feeds. Out: each affected feed, rendered once and written to KV, and the
// articles marked as announced in D1.

/** The work of one batch of jobs. */
export interface RenderWork {
  articleIds: string[]
  /** The ids of the articles whose boxes and pages are behind their lists. */
  boxes: string[]
  feeds: string[]
  /** The names of the pages that list stories and that somebody asks for. The empty name is the home page. */
  pages: string[]
  /** The feeds to write even when they have not changed, because KV may have lost them. */
  rewrite: ReadonlySet<string>
}

/** What failed and must be retried, each with its error. */
export interface RenderFailures {
  articleIds: Map<string, unknown>
  boxes: Map<string, unknown>
  feeds: Map<string, unknown>
}

/**
 * Renders the feeds of these articles, and these feeds, once each, and the articles' boxes and pages. Writes the files
 * that changed. Tag, author, archive
 * and with-links feeds are rendered only after somebody has requested them. A feed that fails affects only itself and
 * the articles in it. Safe to run twice.
 *
 * @example
 * const work = { articleIds: ["river-gauges-return"], boxes: [], feeds: [], pages: [], rewrite: new Set<string>() }
 * const failures = await renderFeeds(services, work, services.now())
 */
export async function renderFeeds(deps: RenderDeps, work: RenderWork, now: number): Promise<RenderFailures> {
  const cache = createRevisionCache(deps)
  const changes = await findChanges(deps.db, work.articleIds)
  await makeLists(deps, cache, changes, now)
  // Every change may concern every aggregator.
  const common = changes.length ? [DIRECTORY.feed, ...(await listProfileFeeds(deps.db))] : []
  const touched = archivesFirst([...new Set([...work.feeds, ...changes.flatMap(touchedBy), ...common])])
  const versions = await findVersions(deps.db, touched)
  const { written, failed } = await writeFeeds({ deps, cache, versions, rewrite: work.rewrite, now }, touched, changes)
  await tellOf(deps, await saveVersions(deps.db, written, { fanOutAt: now + MAX_FAN_OUT_MS, tells: tellsOthers(deps) }))
  const boxes = await writeBoxes(deps, cache, [...new Set([...changes.map(({ row }) => row.id), ...work.boxes])])
  if (touched.includes("main") || work.pages.includes("")) await writeHomePage(deps, cache)
  await writeListedPages(deps, changes, work.pages, now)
  const articleIds = new Map<string, unknown>()
  for (const change of changes) {
    const { id } = change.row
    const feed = [...common, ...touchedBy(change)].find((each) => failed.has(each))
    if (boxes.has(id)) articleIds.set(id, boxes.get(id))
    else if (feed !== undefined) articleIds.set(id, failed.get(feed))
  }
  await announce(
    deps.db,
    changes.filter(({ row }) => !articleIds.has(row.id)),
  )
  return { articleIds, boxes, feeds: new Map([...failed].filter(([feed]) => work.feeds.includes(feed))) }
}

/** Whether other hubs than ours are told of a feed. */
function tellsOthers({ config }: RenderDeps): (feed: string) => boolean {
  const { hubs } = config.publication
  return (feed) => hubs.length > 1 && isTopicName(feed)
}

/** Begins to tell subscribers of these files. When the queue fails, the clock begins it. */
async function tellOf({ deliveries }: RenderDeps, topics: ChangedTopic[]): Promise<void> {
  try {
    for (const topic of topics) await deliveries.send(fanOutJob(topic))
  } catch (error) {
    log("fan-out-not-queued", { topics: topics.length, error })
  }
}

/** The main feed comes after its archives, so that what it has no room for any more is there already. */
function archivesFirst(feeds: string[]): string[] {
  const isArchive = (feed: string) => parseFeedName(feed)?.kind === "archive"
  return [...feeds.filter(isArchive), ...feeds.filter((feed) => !isArchive(feed))]
}

/** Makes each article's list of links. When that fails, the feed is rendered without a new list. */
async function makeLists(deps: RenderDeps, cache: RevisionCache, changes: Change[], now: number): Promise<void> {
  const live = changes.map(({ row }) => row).filter(({ state }) => state === "live")
  for (const article of await cache.read(live)) if (article) await makeList(deps, article, now)
}

async function makeList(deps: RenderDeps, article: Article, now: number): Promise<void> {
  try {
    await linksForArticle(deps, article, { limit: 1, fill: 0, now })
  } catch (error) {
    log("links-not-computed", { articleId: article.id, error })
  }
}

/** Feeds that are read in one pass: their articles are in memory together. */
const MAX_FEEDS_A_PASS = 25

async function writeFeeds(
  run: Run,
  touched: string[],
  changes: Change[],
): Promise<{ written: WrittenFile[]; failed: Map<string, unknown> }> {
  const written: WrittenFile[] = []
  const failed = new Map<string, unknown>()
  /** A failure affects only these feeds. */
  const attempt = async (feeds: string[], write: () => Promise<WrittenFile[]>) => {
    try {
      written.push(...(await write()))
    } catch (error) {
      for (const feed of feeds) {
        log("feed-not-rendered", { feed, error })
        run.deps.tally.add("renders", [parseFeedName(feed)?.kind ?? "directory", "failed"])
        failed.set(feed, error)
      }
    }
  }
  const all = keptAmong(run, touched)
  const kept = all.filter((key) => key.kind !== "profile")
  for (const key of all) if (key.kind === "profile") await attempt([feedName(key)], () => writeProfile(run, key))
  for (let at = 0; at < kept.length; at += MAX_FEEDS_A_PASS) {
    const keys = kept.slice(at, at + MAX_FEEDS_A_PASS)
    await attempt(keys.map(feedName), async () => {
      const { sources, unasked } = await readFeeds(run.deps, run.cache, keys, run.now)
      // The clock asks for them. This render is not kept waiting.
      if (unasked.length > 0) await noteUnsized(run.deps.db, unasked, run.now)
      for (const source of sources) await attempt([feedName(source.input.key)], () => writeSnapshots(run, source))
      return []
    })
  }
  if (touched.includes(DIRECTORY.feed)) await attempt([DIRECTORY.feed], () => writeDirectory(run, changes))
  return { written, failed }
}

/** The feeds that are kept: always, or since somebody has requested them. */
function keptAmong({ versions, rewrite }: Run, feeds: string[]): FeedKey[] {
  const asked = new Set([...versions.keys()].map((file) => file.slice(0, file.lastIndexOf("/"))))
  return feeds.flatMap((feed) => {
    const key = parseFeedName(feed)
    return key && (asked.has(feed) || isAlwaysKept(key) || rewrite.has(feed)) ? [key] : []
  })
}

/** Marks these articles as announced, as they were read, and their pages as linked. */
async function announce(db: D1Database, changes: Change[]): Promise<void> {
  if (!changes.length) return
  await db.batch([
    ...changes.map(({ row, feeds }) => announceStatement(db, row, feeds)),
    ...changes.flatMap(({ newPage }) => (newPage ? [markLinkedStatement(db, newPage)] : [])),
  ])
}
