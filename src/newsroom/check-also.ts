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
  dueLists,
  type Edits,
  findEdits,
  type ListWord,
  type Pin,
  type StoredList,
  saveEditsStatement,
  saveListStatements,
  storedLists,
} from "../store/links.ts"
import { readRevision } from "../store/revisions.ts"
import { countWords, recountWords } from "../store/word-counts.ts"

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

/**
 * The links under an article, best first: as stored while they are fresh. Stale ones are given too, and renewed behind
 * the response where `waitUntil` can carry that; where the index fails, they are what there is. Throws when it fails and
 * nothing was stored.
 */
export async function linksForArticle(
  deps: CheckAlsoDeps,
  article: Article,
  options: { limit: number; now: number; waitUntil?: (work: Promise<unknown>) => void },
): Promise<Link[]> {
  const { limit, now, waitUntil } = options
  const stored = (await storedLists(deps.db, [article.id])).get(article.id)
  if (!stored) return (await renewList(deps, article, now)).slice(0, limit)
  const fresh = stored.revised === article.dateModified && stored.renewAt > now
  if (fresh) return stored.links.slice(0, limit)
  const renewal = renewList(deps, article, now).catch((error) => {
    console.warn(JSON.stringify({ event: "list-not-renewed", articleId: article.id, error: String(error) }))
    return stored.links
  })
  if (!waitUntil) return (await renewal).slice(0, limit)
  waitUntil(renewal)
  return stored.links.slice(0, limit)
}

export type EditOutcome = { outcome: "done"; links: Link[] } | { outcome: "unknown-item"; id: string; pointer: string }

/** Sets what editors decide for an article's list, in place of what they decided before. */
export async function editLinks(
  deps: CheckAlsoDeps,
  article: Article,
  edits: { pin: Pin[]; exclude: string[] },
  now: number,
): Promise<EditOutcome> {
  const { pin, exclude } = edits
  const ids = pin.filter((each) => typeof each === "string")
  const held = new Set((await findItems(deps.db, ids)).map(({ id }) => id))
  for (const [index, each] of pin.entries()) {
    if (typeof each === "string" && !held.has(each)) {
      return { outcome: "unknown-item", id: each, pointer: `/pin/${index}` }
    }
  }
  await deps.db.batch([saveEditsStatement(deps.db, article.id, { pins: pin, excludes: exclude })])
  return { outcome: "done", links: await renewList(deps, article, now) }
}

const AT_ONCE = 20

/** Renews the lists that are most in need of it; gives how many. One that fails is tried again with the next tick. */
export async function renewStaleLists(deps: CheckAlsoDeps & { articles: KVNamespace }, now: number): Promise<number> {
  await recountWords(deps.db, now)
  let renewed = 0
  for (const { id, hash } of await dueLists(deps.db, now, AT_ONCE)) {
    try {
      const article = await readRevision(deps, { id, hash })
      if (!article) continue
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
    const { url, title } = pin
    return [
      {
        id: url,
        url,
        title,
        authors: [],
        partner: "",
        partnerName: "",
        score: 1,
        reason: [],
        pinned: true,
        sponsored: false,
      },
    ]
  })
}
