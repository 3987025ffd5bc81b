import { log } from "../lib/text/log.ts"
import { HOUR, WEEK } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import { MAX_LINKS } from "../model/limits.ts"
import { type Link, relatedLinks } from "../model/link.ts"
import { type Renders, requestBoxes } from "../outbox/outbox.ts"
import type { WeighedWord } from "../ranking/profile.ts"
import { dueLists, postponeList } from "../store/due-lists.ts"
import { claimList, findEdits, type ListWord, saveListStatements } from "../store/link-lists.ts"
import { readRevision } from "../store/revisions.ts"
import { recountWords } from "../store/word-counts.ts"
import { type CheckAlsoDeps, computeLinks } from "./compute.ts"
import { renewalTime } from "./expiry.ts"
import { subjectOf } from "./subject-of.ts"

/** The number of words that connect new items to an article's list. */
const MAX_LIST_WORDS = 16
/** For this long after publication, new items make a list stale. After that only age does. */
const MAX_RECENT_MS = WEEK
/** How long a claim on a list lasts. After a crash, the next caller can claim the list then. */
export const MAX_CLAIM_MS = 60_000
/** The most lists renewed in one tick. Each takes up to 20 statements, and D1 takes 1,000 of one invocation. */
export const MAX_RENEWED = 40
/** How long the list of an unreadable article waits, so that others come first. */
const UNREADABLE_WAIT_MS = HOUR

/** Renews stale lists, see dueLists(), and gives their number. A list that fails is tried again in the next tick. */
export async function renewStaleLists(
  deps: CheckAlsoDeps & { articles: KVNamespace; renders: Renders },
  now: number,
): Promise<number> {
  await recountWords(deps.db, now)
  const renewed: string[] = []
  for (const { id, hash, ...seen } of await dueLists(deps.db, now, MAX_RENEWED)) {
    try {
      if (!(await claimList(deps.db, id, seen, now, now + MAX_CLAIM_MS))) continue
      const article = await readRevision(deps, { id, hash })
      if (!article) {
        await postponeList(deps.db, id, now + UNREADABLE_WAIT_MS)
        continue
      }
      await renewList(deps, article, now)
      renewed.push(id)
    } catch (error) {
      log("list-not-renewed", { articleId: id, error })
    }
  }
  await requestBoxes(deps.renders, renewed)
  return renewed.length
}

/** Makes an article's list and stores it. */
export async function renewList(deps: CheckAlsoDeps, article: Article, now: number): Promise<Link[]> {
  const edits = await findEdits(deps.db, article.id)
  const subject = subjectOf(article, now)
  const own = { ...edits, excludes: [...edits.excludes, article.id] }
  const { links, words } = await computeLinks(deps, subject, own, {
    limit: MAX_LINKS,
    fill: edits.fill && deps.config.fill > 0 ? MAX_LINKS : 0,
    now,
  })
  const { publishedAt } = subject
  const list = {
    articleId: article.id,
    links,
    revised: article.dateModified,
    renewAt: renewalTime(relatedLinks(links).length, publishedAt, now),
  }
  const findable = now - publishedAt < MAX_RECENT_MS ? listWords(words) : []
  await deps.db.batch(saveListStatements(deps.db, list, findable, now))
  return links
}

/** The words that connect new items to a list. Their weights add up to 1. */
export function listWords(words: WeighedWord[]): ListWord[] {
  const chosen = words.slice(0, MAX_LIST_WORDS)
  const sum = chosen.reduce((all, { weight }) => all + weight, 0)
  return chosen.map(({ word, weight }) => ({ word, weight: weight / sum }))
}
