import { canonicalKey } from "../lib/url/resolve.ts"
import type { ArticleDraft } from "../model/article-draft.ts"
import type { Config } from "../model/config.ts"
import type { Link } from "../model/link.ts"
import { shinglesOf } from "../ranking/near-duplicates.ts"
import { profileOf, type WeighedWord } from "../ranking/profile.ts"
import { affordableWords } from "../ranking/query-budget.ts"
import { JOINS, scoreCandidate } from "../ranking/score.ts"
import { selectLinks, toLink } from "../ranking/select.ts"
import { type Subject, subjectWords } from "../ranking/subject.ts"
import { findCandidates, findItems } from "../store/candidates.ts"
import type { Edits, Pin } from "../store/link-lists.ts"
import { countWords } from "../store/word-counts.ts"
import { subjectOf } from "./subject-of.ts"

// Makes the list under one story: asks the index for candidates, has them scored and selected, puts editors' pins first.
// In: a subject and what editors decided. Out: links, best first. Nothing is stored.

export interface CheckAlsoDeps {
  config: Config
  db: D1Database
}

const MAX_CANDIDATES = 40
const MAX_SUBJECT_WORDS = 150
/** Characters of an article by which its copies elsewhere are known. */
const MAX_COMPARED_CHARS = 2000

/** The links that a draft would get, best first; nothing is stored. */
export async function linksForDraft(
  deps: CheckAlsoDeps,
  draft: ArticleDraft & { language: string },
  options: { limit: number; now: number },
): Promise<Link[]> {
  const subject = subjectOf(draft, options.now)
  return (await computeLinks(deps, subject, { pins: [], excludes: [] }, options.limit)).links
}

/** The links of a story, best first, with the words that it was looked for by. */
export async function computeLinks(
  deps: CheckAlsoDeps,
  subject: Subject,
  edits: Edits,
  limit: number,
): Promise<{ links: Link[]; words: WeighedWord[] }> {
  const { db, config } = deps
  const asked = subjectWords(subject).slice(0, MAX_SUBJECT_WORDS)
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
  const scored = (await findCandidates(db, affordableWords(words, counts), MAX_CANDIDATES)).map((candidate) =>
    scoreCandidate(subject, profile, candidate),
  )
  const links = selectLinks(scored, {
    limit: Math.max(0, limit - pinned.length),
    subject: shinglesOf(`${subject.title}\n${subject.text.slice(0, MAX_COMPARED_CHARS)}`, subject.language),
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
