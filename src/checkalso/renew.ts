import { log } from "../lib/text/log.ts"
import { HOUR } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import type { Link } from "../model/link.ts"
import type { WeighedWord } from "../ranking/profile.ts"
import { claimList, dueLists, findEdits, type ListWord, postponeList, saveListStatements } from "../store/link-lists.ts"
import { readRevision } from "../store/revisions.ts"
import { recountWords } from "../store/word-counts.ts"
import { type CheckAlsoDeps, computeLinks } from "./compute.ts"
import { renewalTime } from "./expiry.ts"
import { subjectOf } from "./subject-of.ts"

/** Links that are stored of an article; a page shows the first few of them. */
const MAX_LINKS = 10
/** Words of an article by which new items find its list. */
const MAX_LIST_WORDS = 16
/** So long after publication new items renew a list at once; later it is renewed by age alone. */
const RECENT_MS = 7 * 24 * 3600_000
/** So long a list is somebody's to make; one who never comes back leaves it to the next. */
export const CLAIM_MS = 60_000
/** Lists renewed in one tick. */
const MAX_RENEWED = 20
/** An article that cannot be read is looked at again then; others come first meanwhile. */
const UNREADABLE_WAIT_MS = HOUR

/** Renews the lists that are most in need of it; gives how many. One that fails is tried again with the next tick. */
export async function renewStaleLists(deps: CheckAlsoDeps & { articles: KVNamespace }, now: number): Promise<number> {
  await recountWords(deps.db, now)
  let renewed = 0
  for (const { id, hash, ...seen } of await dueLists(deps.db, now, MAX_RENEWED)) {
    try {
      if (!(await claimList(deps.db, id, seen, now, now + CLAIM_MS))) continue
      const article = await readRevision(deps, { id, hash })
      if (!article) {
        await postponeList(deps.db, id, now + UNREADABLE_WAIT_MS)
        continue
      }
      await renewList(deps, article, now)
      renewed++
    } catch (error) {
      log("list-not-renewed", { articleId: id, error })
    }
  }
  return renewed
}

/** Makes an article's list anew and stores it. */
export async function renewList(deps: CheckAlsoDeps, article: Article, now: number): Promise<Link[]> {
  const edits = await findEdits(deps.db, article.id)
  const subject = subjectOf(article, now)
  const own = { ...edits, excludes: [...edits.excludes, article.id] }
  const { links, words } = await computeLinks(deps, subject, own, MAX_LINKS)
  const { publishedAt } = subject
  const list = {
    articleId: article.id,
    links,
    revised: article.dateModified,
    renewAt: renewalTime(links.length, publishedAt, now),
  }
  const findable = now - publishedAt < RECENT_MS ? listWords(words) : []
  await deps.db.batch(saveListStatements(deps.db, list, findable, now))
  return links
}

function listWords(words: WeighedWord[]): ListWord[] {
  const chosen = words.slice(0, MAX_LIST_WORDS)
  const sum = chosen.reduce((all, { weight }) => all + weight, 0)
  return chosen.map(({ word, weight }) => ({ word, weight: weight / sum }))
}
