import { linksForArticle } from "../checkalso/serve.ts"
import { parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { log } from "../lib/text/log.ts"
import type { Article } from "../model/article.ts"
import { DIRECTORY } from "../store/directory.ts"
import { announceStatement } from "../store/outbox.ts"
import { findVersions, saveVersions } from "../store/snapshots.ts"
import { type Change, findChanges, touchedBy } from "./changes.ts"
import type { RenderDeps } from "./deps.ts"
import { writeDirectory } from "./directory.ts"
import { createLibrary, type Library } from "./revision-cache.ts"
import { isAlwaysKept } from "./unasked.ts"
import { type Run, type WrittenFile, writeSnapshots } from "./write-snapshots.ts"

// The consumer of the queue `renders`. In: ids of changed articles, names of feeds. Out: each feed that they touch,
// rendered once and put into KV, and a note in D1 that the articles are announced.

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
  const changes = await findChanges(deps.db, work.articleIds)
  await makeLists(deps, library, changes, now)
  const touched = [
    ...new Set([...work.feeds, ...changes.flatMap(touchedBy), ...(changes.length ? [DIRECTORY.feed] : [])]),
  ]
  const versions = await findVersions(deps.db, touched)
  const { written, failed } = await writeFeeds(
    { deps, library, versions, rewrite: work.rewrite, now },
    touched,
    changes,
  )
  await saveVersions(deps.db, written)
  const isDone = (change: Change) => ![DIRECTORY.feed, ...touchedBy(change)].some((feed) => failed.has(feed))
  await announce(deps.db, changes.filter(isDone))
  return {
    articleIds: new Set(changes.filter((change) => !isDone(change)).map(({ row }) => row.id)),
    feeds: new Set(work.feeds.filter((feed) => failed.has(feed))),
  }
}

/** Makes sure that each article has its list of links. A list that fails is left out: the feed does not wait for it. */
async function makeLists(deps: RenderDeps, library: Library, changes: Change[], now: number): Promise<void> {
  const live = changes.map(({ row }) => row).filter(({ state }) => state === "live")
  for (const article of await library.read(live)) if (article) await makeList(deps, article, now)
}

async function makeList(deps: RenderDeps, article: Article, now: number): Promise<void> {
  try {
    await linksForArticle(deps, article, { limit: 1, now })
  } catch (error) {
    log("links-not-computed", { articleId: article.id, error })
  }
}

async function writeFeeds(
  run: Run,
  touched: string[],
  changes: Change[],
): Promise<{ written: WrittenFile[]; failed: Set<string> }> {
  const asked = new Set([...run.versions.keys()].map((file) => file.slice(0, file.lastIndexOf("/"))))
  const written: WrittenFile[] = []
  const failed = new Set<string>()
  for (const feed of touched) {
    try {
      written.push(...(await writeFeed(run, feed, asked.has(feed), changes)))
    } catch (error) {
      log("feed-not-rendered", { feed, error })
      failed.add(feed)
    }
  }
  return { written, failed }
}

/** `isAsked`: somebody asked for it before, so that it is kept. */
async function writeFeed(run: Run, feed: string, isAsked: boolean, changes: Change[]): Promise<WrittenFile[]> {
  if (feed === DIRECTORY.feed) return writeDirectory(run, changes)
  const key = parseFeedName(feed)
  return key && (isAsked || isAlwaysKept(key) || run.rewrite.has(feed)) ? writeSnapshots(run, key) : []
}

/** Notes that the feeds show these articles as they were read. */
async function announce(db: D1Database, changes: Change[]): Promise<void> {
  if (changes.length) await db.batch(changes.map(({ row, feeds }) => announceStatement(db, row, feeds)))
}
