import { log } from "../lib/text/log.ts"
import type { Article } from "../model/article.ts"
import type { Link } from "../model/link.ts"
import { claimList, returnList, type ServedList, storedLists } from "../store/link-lists.ts"
import type { CheckAlsoDeps } from "./compute.ts"
import { CLAIM_MS, renewList } from "./renew.ts"

interface Serving {
  limit: number
  now: number
  /** Carries work on behind the response. Without it the list is made anew where it is stale, and waited for. */
  waitUntil?: (work: Promise<unknown>) => void
}

/** The links under an article, best first. See listForArticle(). */
export async function linksForArticle(deps: CheckAlsoDeps, article: Article, options: Serving): Promise<Link[]> {
  return (await listForArticle(deps, article, options)).links
}

/**
 * The links under an article, best first: as stored while they are fresh. Stale ones are given too, and renewed behind
 * the response where `waitUntil` can carry that; where the index fails, they are what there is. Throws when it fails and
 * nothing was stored. Of a crowd one makes the list, in whatever isolate; `pending`: nothing is stored, and somebody
 * else is making it.
 */
export async function listForArticle(
  deps: CheckAlsoDeps,
  article: Article,
  { limit, now, waitUntil }: Serving,
): Promise<{ links: Link[]; pending: boolean }> {
  const row = (await storedLists(deps.db, [article.id])).get(article.id) ?? null
  const served = (links: Link[], pending = false) => ({ links: links.slice(0, limit), pending })
  // What stands in for a list that never was has been made for no revision.
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

/** Whether the list of this article, as it was read, is the caller's to make. */
async function claim(db: D1Database, articleId: string, row: ServedList | null, now: number): Promise<boolean> {
  return (row?.claimedUntil ?? 0) <= now && claimList(db, articleId, row, now, now + CLAIM_MS)
}

async function makeFirst(deps: CheckAlsoDeps, article: Article, now: number): Promise<Link[]> {
  try {
    return await renewList(deps, article, now)
  } catch (error) {
    await returnList(deps.db, article.id)
    throw error
  }
}

/** Makes the list anew, with `stale` only if nobody else does. Null when it was not made; it never throws. */
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
