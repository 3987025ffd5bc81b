import { urlComparisonKey } from "../lib/url/resolve.ts"
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

// Makes the Check Also list of one story.
// In: a subject and the editors' decisions. Out: links, best first. Nothing is stored.
// It asks the index for candidates, scores and selects them, and puts editors' pins first.

export interface CheckAlsoDeps {
  config: Config
  db: D1Database
}

const MAX_CANDIDATES = 40
const MAX_SUBJECT_WORDS = 150
/** The number of characters of an article that are compared with other items, to recognise copies of it. */
const MAX_COMPARED_CHARACTERS = 2000

/** Makes the links that a draft would have, best first. Nothing is stored. */
export async function linksForDraft(
  deps: CheckAlsoDeps,
  draft: ArticleDraft & { language: string },
  options: { limit: number; now: number },
): Promise<Link[]> {
  const subject = subjectOf(draft, options.now)
  return (await computeLinks(deps, subject, { pins: [], excludes: [] }, options.limit)).links
}

/** Makes the links of a story, best first, and gives the words of the search. */
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
    ...edits.excludes.flatMap((each) => [each, urlComparisonKey(each)]),
    ...pinned.flatMap(({ id, url }) => [id, urlComparisonKey(url)]),
    ...(subject.urlKey === null ? [] : [subject.urlKey]),
  ])
  const scored = (await findCandidates(db, affordableWords(words, counts), MAX_CANDIDATES)).map((candidate) =>
    scoreCandidate(subject, profile, candidate),
  )
  const links = selectLinks(scored, {
    limit: Math.max(0, limit - pinned.length),
    subject: shinglesOf(`${subject.title}\n${subject.text.slice(0, MAX_COMPARED_CHARACTERS)}`, subject.language),
    excluded,
    ownShare: config.ownShare,
    joins: JOINS,
  })
  return { links: [...pinned, ...links.map((link) => withOwnName(link, config))].slice(0, limit), words }
}

const withOwnName = (link: Link, config: Config): Link =>
  link.partner === "" ? { ...link, partnerName: config.publication.title } : link

/** Makes links of editors' pins, in their order. Items that may not be linked any more are left out. */
async function pinnedLinks({ db, config }: CheckAlsoDeps, pins: Pin[]): Promise<Link[]> {
  if (!pins.length) return []
  const items = await findItems(
    db,
    pins.filter((pin) => typeof pin === "string"),
  )
  return pins.flatMap((pin): Link[] => {
    if (typeof pin === "string") {
      const candidate = items.find(({ id }) => id === pin)
      return candidate ? [{ ...withOwnName(toLink({ candidate, score: 1, reason: [] }), config), pinned: true }] : []
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

/** The name for a pinned page when the editor gives none: its host. */
const hostOf = (url: string) => (URL.parse(url)?.hostname ?? "").replace(/^www\./, "")
