import { log } from "../lib/text/log.ts"
import type { Article } from "../model/article.ts"
import { boxOf, type Link } from "../model/link.ts"
import { type Renders, requestBoxes } from "../outbox/outbox.ts"
import { findArticle } from "../store/articles.ts"
import { claimList, returnList, type ServedList, storedLists } from "../store/link-lists.ts"
import { readRevision } from "../store/revisions.ts"
import type { CheckAlsoDeps } from "./compute.ts"
import { MAX_CLAIM_MS, renewList } from "./renew.ts"

interface Serving {
  limit: number
  /** The number of links up to which near and new ones may fill the answer. */
  fill: number
  now: number
  /** Continues work after the response. Without it, a stale list is renewed before the answer. */
  waitUntil?: (work: Promise<unknown>) => void
}

/** Gives the links under an article, best first. See listForArticle(). */
export async function linksForArticle(deps: CheckAlsoDeps, article: Article, options: Serving): Promise<Link[]> {
  return (await listForArticle(deps, article, options)).links
}

/**
 * Gives the links under an article, best first. A fresh stored list is used as it is. A stale list is used too, and
 * renewed after the response if there is a `waitUntil`. When the index fails, the stored list is the answer. Throws
 * when the index fails and no list is stored. Of many requests only one makes the list. `pending`: there is no list
 * yet, and another request is making it.
 *
 * @example
 * const { links, pending } = await listForArticle(services, article, { limit: 3, fill: 3, now, waitUntil })
 */
export async function listForArticle(
  deps: CheckAlsoDeps,
  article: Article,
  { limit, fill, now, waitUntil }: Serving,
): Promise<{ links: Link[]; pending: boolean }> {
  const row = (await storedLists(deps.db, [article.id])).get(article.id) ?? null
  const served = (links: Link[], pending = false) => ({ links: boxOf(links, { limit, fill }), pending })
  // A claim on a first list stores an empty row without a revision. It is not a list yet.
  const stored = row?.revised ? row : null
  if (!stored) {
    const isMine = await claim(deps.db, article.id, row, now)
    return isMine || !waitUntil ? served(await makeFirst(deps, article, now)) : served([], true)
  }
  if (stored.revised === article.dateModified && stored.renewAt > now) return served(stored.links)
  if (!waitUntil) return served((await tryRenew(deps, article, now)) ?? stored.links)
  waitUntil(tryRenew(deps, article, now, stored))
  return served(stored.links)
}

/** Claims the making of this article's list. Gives whether the caller may make it. */
async function claim(db: D1Database, articleId: string, row: ServedList | null, now: number): Promise<boolean> {
  return (row?.claimedUntil ?? 0) <= now && claimList(db, articleId, row, now, now + MAX_CLAIM_MS)
}

async function makeFirst(deps: CheckAlsoDeps, article: Article, now: number): Promise<Link[]> {
  try {
    return await renewList(deps, article, now)
  } catch (error) {
    await returnList(deps.db, article.id)
    throw error
  }
}

/**
 * Renews the list. With `stale`, it does so only if nobody else does. Gives null when the list was not made. Never
 * throws.
 */
async function tryRenew(
  deps: CheckAlsoDeps,
  article: Article,
  now: number,
  stale: ServedList | null = null,
): Promise<Link[] | null> {
  try {
    if (stale && !(await claim(deps.db, article.id, stale, now))) return null
    return await renewList(deps, article, now)
  } catch (error) {
    log("list-not-renewed", { articleId: article.id, error })
    return null
  }
}

/** Renews the list of a live article if it is stale and nobody else does. Then its box is written. Never throws. */
export async function renewIfStale(
  deps: CheckAlsoDeps & { articles: KVNamespace; renders: Renders },
  articleId: string,
  now: number,
): Promise<void> {
  try {
    const list = (await storedLists(deps.db, [articleId])).get(articleId)
    if (!list?.revised || list.renewAt > now) return
    const row = await findArticle(deps.db, articleId)
    const article = row?.state === "live" ? await readRevision(deps, row) : null
    if (article && (await tryRenew(deps, article, now, list))) await requestBoxes(deps.renders, [articleId])
  } catch (error) {
    log("list-not-renewed", { articleId, error })
  }
}
