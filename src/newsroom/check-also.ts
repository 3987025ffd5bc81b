import { affordableWords } from "../checkalso/budget.ts"
import { shinglesOf } from "../checkalso/duplicates.ts"
import { profileOf, type WeighedWord } from "../checkalso/profile.ts"
import { renewalTime } from "../checkalso/renewal.ts"
import { JOINS, scoreCandidate } from "../checkalso/score.ts"
import { selectLinks, toLink } from "../checkalso/select.ts"
import { type Subject, subjectWords } from "../checkalso/subject.ts"
import type { ArticleDraft } from "../feeds/json-item.ts"
import { htmlToText } from "../lib/html.ts"
import { canonicalKey } from "../lib/urls.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { Link } from "../model/link.ts"
import { findCandidates, findItems } from "../store/candidates.ts"
import {
  claimList,
  dueLists,
  type Edits,
  findEdits,
  type ListWord,
  type Pin,
  postponeList,
  returnList,
  type StoredEdits,
  type StoredList,
  saveEdits,
  saveListStatements,
  storedLists,
} from "../store/links.ts"
import { readRevision } from "../store/revisions.ts"
import { giveUp, MAX_ATTEMPTS } from "../store/unavailable.ts"
import { countWords, recountWords } from "../store/word-counts.ts"
import { nudgeOutbox, type OutboxDeps } from "./outbox.ts"

export interface CheckAlsoDeps {
  config: Config
  db: D1Database
}

/** Links that are stored of an article; a page shows the first few of them. */
const LONGEST_LIST = 10
const CANDIDATES = 40
/** Characters of an article by which its copies elsewhere are known. */
const COMPARED = 2000
/** Words of an article by which new items find its list. */
const LIST_WORDS = 16
/** So long after publication new items renew a list at once; later it is renewed by age alone. */
const RECENT = 7 * 24 * 3600_000

/** The links that a draft would get, best first; nothing is stored. */
export async function linksForDraft(
  deps: CheckAlsoDeps,
  draft: ArticleDraft & { language: string },
  options: { limit: number; now: number },
): Promise<Link[]> {
  const subject: Subject = {
    title: draft.title,
    summary: draft.summary ?? "",
    text: draft.contentHtml === undefined ? (draft.contentText ?? "") : htmlToText(draft.contentHtml),
    tags: draft.tags,
    section: draft.section ?? null,
    language: draft.language,
    publishedAt: draft.datePublished === undefined ? options.now : Date.parse(draft.datePublished),
    urlKey: draft.url === undefined ? null : canonicalKey(draft.url),
  }
  return (await computeLinks(deps, subject, { pins: [], excludes: [] }, options.limit)).links
}

/** So long a list is somebody's to make; one who never comes back leaves it to the next. */
const CLAIM = 60_000

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
  if (stored && stored.revised === article.dateModified && stored.renewAt > now) return served(stored.links)
  const mayMake = async () =>
    (row?.claimedUntil ?? 0) <= now && (await claimList(deps.db, article.id, row, now, now + CLAIM))
  if (!stored) {
    if (!(await mayMake()) && waitUntil) return served([], true)
    try {
      return served(await renewList(deps, article, now))
    } catch (error) {
      await returnList(deps.db, article.id)
      throw error
    }
  }
  const renewal = renewIf(deps, article, now, waitUntil ? mayMake : async () => true).catch((error) => {
    console.warn(JSON.stringify({ event: "list-not-renewed", articleId: article.id, error: String(error) }))
    return null
  })
  if (!waitUntil) return served((await renewal) ?? stored.links)
  waitUntil(renewal)
  return served(stored.links)
}

async function renewIf(
  deps: CheckAlsoDeps,
  article: Article,
  now: number,
  mayMake: () => Promise<boolean>,
): Promise<Link[] | null> {
  return (await mayMake()) ? renewList(deps, article, now) : null
}

export type EditOutcome =
  | { outcome: "done"; links: Link[]; version: number }
  | { outcome: "unknown-item"; id: string; pointer: string }
  | { outcome: "precondition-failed"; version: number }

/** Sets what editors decide for an article's list, in place of what they decided before, if `mayReplace` that. */
export async function editLinks(
  deps: CheckAlsoDeps & OutboxDeps,
  article: Article,
  edits: { pin: Pin[]; exclude: string[] },
  now: number,
  mayReplace: (before: StoredEdits) => boolean = () => true,
): Promise<EditOutcome> {
  const { pin, exclude } = edits
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await findEdits(deps.db, article.id)
    const { version } = before
    if (!mayReplace(before)) return { outcome: "precondition-failed", version }
    const unknown = await findUnknown(deps.db, pin)
    if (unknown) return { outcome: "unknown-item", ...unknown }
    if (!(await saveEdits(deps.db, article.id, { pins: pin, excludes: exclude }, version))) continue
    const links = await renewList(deps, article, now)
    await nudgeOutbox(deps)
    return { outcome: "done", links, version: version + 1 }
  }
  return giveUp(`the list of article ${article.id}`)
}

/** The first pin of an item that may not be linked. */
async function findUnknown(db: D1Database, pins: Pin[]): Promise<{ id: string; pointer: string } | null> {
  const ids = pins.filter((pin) => typeof pin === "string")
  const held = new Set((await findItems(db, ids)).map(({ id }) => id))
  const index = pins.findIndex((pin) => typeof pin === "string" && !held.has(pin))
  return index < 0 ? null : { id: pins[index] as string, pointer: `/pin/${index}` }
}

const AT_ONCE = 20
/** An article that cannot be read is looked at again then; others come first meanwhile. */
const UNREADABLE_WAIT = 3600_000

/** Renews the lists that are most in need of it; gives how many. One that fails is tried again with the next tick. */
export async function renewStaleLists(deps: CheckAlsoDeps & { articles: KVNamespace }, now: number): Promise<number> {
  await recountWords(deps.db, now)
  let renewed = 0
  for (const { id, hash, ...seen } of await dueLists(deps.db, now, AT_ONCE)) {
    try {
      if (!(await claimList(deps.db, id, seen, now, now + CLAIM))) continue
      const article = await readRevision(deps, { id, hash })
      if (!article) {
        await postponeList(deps.db, id, now + UNREADABLE_WAIT)
        continue
      }
      await renewList(deps, article, now)
      renewed++
    } catch (error) {
      console.warn(JSON.stringify({ event: "list-not-renewed", articleId: id, error: String(error) }))
    }
  }
  return renewed
}

async function renewList(deps: CheckAlsoDeps, article: Article, now: number): Promise<Link[]> {
  const edits = await findEdits(deps.db, article.id)
  const publishedAt = Date.parse(article.datePublished)
  const subject: Subject = {
    title: article.title,
    summary: article.summary,
    text: htmlToText(article.contentHtml),
    tags: article.tags,
    section: article.section ?? null,
    language: article.language,
    publishedAt,
    urlKey: canonicalKey(article.url),
  }
  const own = { ...edits, excludes: [...edits.excludes, article.id] }
  const { links, words } = await computeLinks(deps, subject, own, LONGEST_LIST)
  const list: StoredList = {
    articleId: article.id,
    links,
    revised: article.dateModified,
    computedAt: now,
    renewAt: renewalTime(links.length, publishedAt, now),
  }
  const findable = now - publishedAt < RECENT ? listWords(words) : []
  await deps.db.batch(saveListStatements(deps.db, list, findable))
  return links
}

function listWords(words: WeighedWord[]): ListWord[] {
  const chosen = words.slice(0, LIST_WORDS)
  const sum = chosen.reduce((all, { weight }) => all + weight, 0)
  return chosen.map(({ word, weight }) => ({ word, weight: weight / sum }))
}

async function computeLinks(
  deps: CheckAlsoDeps,
  subject: Subject,
  edits: Edits,
  limit: number,
): Promise<{ links: Link[]; words: WeighedWord[] }> {
  const { db, config } = deps
  const asked = subjectWords(subject).slice(0, 150)
  const { total, counts } = await countWords(
    db,
    asked.map(({ word }) => word),
  )
  const profile = profileOf(asked, counts, total)
  const { words } = profile
  const pinned = await pinnedLinks(deps, edits.pins)
  const excluded = new Set([
    ...edits.excludes.flatMap((each) => [each, canonicalKey(each)]),
    ...pinned.flatMap(({ id, url }) => [id, canonicalKey(url)]),
    ...(subject.urlKey === null ? [] : [subject.urlKey]),
  ])
  const scored = (await findCandidates(db, affordableWords(words, counts), CANDIDATES)).map((candidate) =>
    scoreCandidate(subject, profile, candidate),
  )
  const links = selectLinks(scored, {
    limit: Math.max(0, limit - pinned.length),
    subject: shinglesOf(`${subject.title}\n${subject.text.slice(0, COMPARED)}`, subject.language),
    excluded,
    ownShare: config.ownShare,
    joins: JOINS,
  })
  return { links: [...pinned, ...links.map((link) => named(link, config))].slice(0, limit), words }
}

const named = (link: Link, config: Config): Link =>
  link.partner === "" ? { ...link, partnerName: config.publication.title } : link

/** Editors' pins in their order; those of items that may no longer be linked are left out. */
async function pinnedLinks({ db, config }: CheckAlsoDeps, pins: Pin[]): Promise<Link[]> {
  if (!pins.length) return []
  const items = await findItems(
    db,
    pins.filter((pin) => typeof pin === "string"),
  )
  return pins.flatMap((pin): Link[] => {
    if (typeof pin === "string") {
      const candidate = items.find(({ id }) => id === pin)
      return candidate ? [{ ...named(toLink({ candidate, score: 1, reason: [] }), config), pinned: true }] : []
    }
    const { url, title, partnerName = hostOf(url), sponsored = false } = pin
    return [
      {
        id: url,
        url,
        title,
        authors: [],
        partner: "",
        partnerName,
        score: 1,
        reason: [],
        pinned: true,
        sponsored,
      },
    ]
  })
}

/** An outside page is its own site's: that is named where the editor names nobody. */
const hostOf = (url: string) => (URL.parse(url)?.hostname ?? "").replace(/^www\./, "")
