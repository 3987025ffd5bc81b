// Writes the pages that list stories into KV.
// In: the changes of articles, and names of pages that somebody has asked for. Out: those pages in KV, and the kept
// pages that the changes affect, where they differ.
import { pageName, parsePageName } from "../feeds/catalogue/listed-page.ts"
import { log } from "../lib/text/log.ts"
import { MINUTE } from "../lib/text/time.ts"
import { monthIn } from "../lib/text/zone.ts"
import { dropListedPages, findKeptPages, putListedPage } from "../store/pages.ts"
import { type Change, findChanges, touchedBy } from "./changes.ts"
import type { RenderDeps } from "./deps.ts"
import { makeListedPage } from "./list-pages.ts"

/** Writes the pages. When that fails the batch is tried again, so that nothing withdrawn stays. Safe to run twice. */
export async function writeListedPages(
  deps: RenderDeps,
  changes: Change[],
  asked: string[],
  now: number,
): Promise<void> {
  const touched = [...new Set([...changes.flatMap((change) => pagesOf(change, deps.config.timeZone)), ...asked])]
  if (!touched.length) return
  const kept = await findKeptPages(deps.db, touched, now)
  for (const name of touched) {
    const page = parsePageName(name)
    const before = kept.get(name)
    if (!page || !(before || asked.includes(name))) continue
    const body = await makeListedPage(deps, page, null)
    // KV may have lost a page that is asked for. In the minute after a write, readers elsewhere do not see it yet.
    const isTrusted = before && (!asked.includes(name) || before.writtenAt > now - MINUTE)
    await putListedPage(deps, name, body, isTrusted ? before.digest : undefined, now)
  }
}

/**
 * Deletes the kept pages that may list an article which was withdrawn a moment ago, so that D1 answers until they are
 * written. Never throws: they are written within the minute in any case.
 */
export async function dropPagesOf(
  { config, db, articles }: Pick<RenderDeps, "config" | "db" | "articles">,
  articleId: string,
  now: number,
): Promise<void> {
  try {
    const changes = await findChanges(db, [articleId])
    const names = changes.flatMap((change) => pagesOf(change, config.timeZone))
    await dropListedPages(articles, (await findKeptPages(db, names, now)).keys())
  } catch (error) {
    log("page-not-dropped", { articleId, error })
  }
}

/** The names of the pages that a change can affect. */
function pagesOf(change: Change, timeZone: string): string[] {
  const month = monthIn(timeZone, change.row.publishedAt)
  const facets = touchedBy(change).filter((feed) => parsePageName(feed) !== null && !feed.startsWith("archive"))
  return [
    ...facets,
    ...[
      { kind: "archive", period: month } as const,
      { kind: "archives" } as const,
      { kind: "sitemaps" } as const,
      { kind: "sitemap", part: month } as const,
      { kind: "sitemap", part: "pages" } as const,
    ].map(pageName),
  ]
}
