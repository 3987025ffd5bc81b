import { log } from "../lib/text/log.ts"
import { urlComparisonKey } from "../lib/url/resolve.ts"
import { MAX_PAGE_LINKS } from "../model/limits.ts"
import { boxOf } from "../model/link.ts"
import { type ArticleRow, findArticles } from "../store/articles.ts"
import { boxesFellBehind, catchUpBoxes, dropPages, putBox, putPage } from "../store/boxes.ts"
import { readDirectory } from "../store/directory.ts"
import { selectArticles } from "../store/feed-selection.ts"
import { type ServedList, storedLists } from "../store/link-lists.ts"
import type { RenderDeps } from "./deps.ts"
import type { RevisionCache } from "./revision-cache.ts"

// Writes the boxes and pages that readers get from KV.
// In: ids of articles. Out: their boxes and pages in KV, written where they changed, deleted where an article is gone.

/** Writes the boxes and pages of these articles. Gives those that failed, by id. Safe to run twice. */
export async function writeBoxes(
  deps: RenderDeps,
  cache: RevisionCache,
  articleIds: string[],
): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>()
  if (!articleIds.length) return failed
  await catchUpBoxes(deps.db, articleIds)
  const rows = new Map((await findArticles(deps.db, articleIds)).map((row) => [row.id, row]))
  const lists = await storedLists(deps.db, articleIds)
  await cache.read([...rows.values()].filter(({ state }) => state === "live"))
  for (const id of articleIds) {
    try {
      await writeBox(deps, cache, id, rows.get(id), lists.get(id))
    } catch (error) {
      log("box-not-written", { articleId: id, error })
      failed.set(id, error)
    }
  }
  if (failed.size) await boxesFellBehind(deps.db, [...failed.keys()])
  return failed
}

async function writeBox(
  deps: RenderDeps,
  cache: RevisionCache,
  id: string,
  row: ArticleRow | undefined,
  list: ServedList | undefined,
): Promise<void> {
  if (row?.state !== "live") return dropPages(deps.articles, [id])
  const [article] = await cache.read([row])
  // A page whose article cannot be read stays as it is. A list that is being made for the first time comes later.
  if (!article || !list?.revised) return
  const { links, renewAt } = list
  await putBox(deps.articles, { articleId: id, urlKey: urlComparisonKey(row.url), links, renewAt })
  const shown = boxOf(links, { limit: Math.max(MAX_PAGE_LINKS, deps.config.fill), fill: deps.config.fill })
  await putPage(deps.articles, id, { html: deps.pages.article(article, shown), renewAt })
}

/** The number of stories on the home page. */
const MAX_HOME_STORIES = 30

/** Makes the home page. */
export async function makeHomePage(deps: RenderDeps, cache: RevisionCache): Promise<string> {
  const rows = await selectArticles(deps.db, { limit: MAX_HOME_STORIES })
  const [found, directory] = await Promise.all([cache.read(rows), readDirectory(deps)])
  return deps.pages.home(
    found.filter((article) => article !== null),
    directory.filter(({ kind }) => kind === "section"),
  )
}

/** Writes the home page. When that fails, the page in KV stays as it is until the next article. */
export async function writeHomePage(deps: RenderDeps, cache: RevisionCache): Promise<void> {
  const html = await makeHomePage(deps, cache)
  await putPage(deps.articles, null, { html, renewAt: Number.MAX_SAFE_INTEGER })
}
