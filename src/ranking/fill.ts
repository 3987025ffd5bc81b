// Fills a list that has fewer links than the box shows.
// In: the subject, the links so far, and candidates. Out: `near` links, best first; `newest` links, one a partner in turn.
// The rules: README.md, step 6.
import { primaryLanguage } from "../lib/text/language.ts"
import type { Link } from "../model/link.ts"
import type { Outs, WhyNot } from "../model/why-not.ts"
import type { Candidate } from "./candidate.ts"
import { areCopies, isTakenFrom, type Shingles, shinglesOf } from "./near-duplicates.ts"
import { JOINS, type Scored } from "./score.ts"
import { toLink } from "./select.ts"
import { firstOf, groupCopies, shinglesOfCandidate, toShingled } from "./stories.ts"
import type { Subject } from "./subject.ts"
import { deskOf } from "./words/desks.ts"
import { fold } from "./words/fold.ts"
import { placesIn } from "./words/places.ts"

export interface FillRules {
  /** The number of links to fill up to. */
  upTo: number
  /** Shingles of the article itself. Its copies elsewhere are not linked. */
  subject: Shingles
  /** Ids and URL keys that must not be linked. */
  excluded: ReadonlySet<string>
  /** 0..1: how much of the list the newsroom's own archive may fill. */
  ownShare: number
  /** Primary language subtags of the links that may fill. */
  languages: ReadonlySet<string>
  /** An older link does not fill, unless it is background. Milliseconds since 1970. */
  since: number
}

// Weights beside Scored.rank, in which a link at the bar has about 4. None is fitted: they order what is below the bar.
const SAME_PLACE = 1.5
const SAME_NAME = 0.5
const MAX_SAME_NAMES = 3
const SAME_LABEL = 1
/** A match report is rarely what the reader of other news wants next. */
const OTHER_DESK = -2.5
/** A place that the text only mentions counts less than one in the title or the lead. */
const MENTIONED = 0.6
/** Words with this share of the subject's weight are common ground, even if none of them is a name. */
const MIN_SHARED_WEIGHT = 0.08
/** Rarer words than this distinguish stories. */
const MIN_NAME_RARITY = 0.3
/** Half of the range of scores below the bar belongs to partners, and half to the newsroom's own archive. */
const BAND = JOINS / 2
/** The closeness in the middle of a band. */
const MIDDLE = 5
/** Characters of a text that say what it is about. */
const READ_CHARS = 1500

/** What a candidate below the bar has in common with the subject. */
interface Ground {
  closeness: number
  isCommon: boolean
}

/**
 * Gives the best links below the bar of selectLinks(), best first. Their scores are below those of related links. `outs`
 * gets the reason of every candidate that is still not linked.
 */
export function nearLinks(
  subject: Subject,
  scored: Scored[],
  links: Link[],
  rules: FillRules,
  outs: Outs = new Map(),
): Link[] {
  const places = placesOf(subject.title, subject.summary, subject.text, subject.language)
  const stories = groupCopies(scored.toSorted((a, b) => b.rank - a.rank).map(toShingled))
  const near = stories.flatMap((copies): Filler[] => {
    if (copies.some(({ scored }) => links.some(({ id }) => id === scored.candidate.id))) return []
    const allowed = copies.filter(({ scored }) => mayFill(scored.candidate, rules, scored.score >= JOINS, outs))
    if (!allowed.length) return []
    const { scored } = firstOf(allowed, outs)
    const { isCommon, closeness } = groundOf(subject, places, scored)
    if (isCommon) return [{ ...scored, score: scoreOf(scored.candidate, closeness) }]
    outs.set(scored.candidate.id, { reason: "nothing-in-common" })
    return []
  })
  const best = near.sort((a, b) => b.score - a.score)
  return add(best, links, rules, outs).map((each) => toLink(each, "near"))
}

/** Gives partners' newest stories: the newest of each partner, then the second newest of each, and so on. */
export function newestLinks(candidates: Candidate[], links: Link[], rules: FillRules, outs: Outs = new Map()): Link[] {
  const turns = new Map<string, number>()
  const inTurn = candidates
    .filter((each) => each.partnerId !== "" && mayFill(each, rules, false, outs))
    .toSorted((a, b) => b.publishedAt - a.publishedAt)
    .map((candidate) => {
      const turn = turns.get(candidate.partnerId) ?? usedBy(links, candidate.partnerId)
      turns.set(candidate.partnerId, turn + 1)
      return { candidate, turn }
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ candidate }) => ({ candidate, score: 0, reason: [] }))
  return add(inTurn, links, rules, outs).map((each) => toLink(each, "newest"))
}

type Filler = Pick<Scored, "candidate" | "score" | "reason">

/** Takes fillers in their order until the list is full. It leaves out copies and what exceeds a partner's share. */
function add(fillers: Filler[], links: Link[], rules: FillRules, outs: Outs): Filler[] {
  const taken = links.map(({ id, title, summary, language }) => ({
    id,
    shingles: shinglesOf(`${title}\n${summary ?? ""}`, language ?? null),
  }))
  const added: Filler[] = []
  const ownRoom = Math.ceil(rules.ownShare * rules.upTo)
  for (const each of fillers) {
    const { id, partnerId, maxLinks } = each.candidate
    if (links.some((link) => link.id === id)) continue
    const used = usedBy(links, partnerId) + added.filter(({ candidate }) => candidate.partnerId === partnerId).length
    const shingles = shinglesOfCandidate(each.candidate)
    const copied = taken.find((other) => areCopies(other.shingles, shingles))
    if (copied) outs.set(id, { reason: "copy", of: copied.id })
    else if (links.length + added.length >= rules.upTo) outs.set(id, { reason: "no-place-left" })
    else if (partnerId === "" && used >= ownRoom) outs.set(id, { reason: "own-share-used" })
    else if (partnerId !== "" && used >= maxLinks) outs.set(id, { reason: "partner-has-its-links" })
    else {
      taken.push({ id, shingles })
      added.push(each)
      outs.delete(id)
    }
  }
  return added
}

const usedBy = (links: Link[], partnerId: string) => links.filter(({ partner }) => partner === partnerId).length

function mayFill(candidate: Candidate, rules: FillRules, isBackground: boolean, outs: Outs): boolean {
  const reason = whyNotFill(candidate, rules, isBackground)
  if (reason) outs.set(candidate.id, { reason })
  return reason === null
}

function whyNotFill(
  candidate: Candidate,
  rules: FillRules,
  isBackground: boolean,
): Exclude<WhyNot["reason"], "copy"> | null {
  const { id, urlKey, sponsored, language, publishedAt } = candidate
  if (rules.excluded.has(id) || rules.excluded.has(urlKey)) return "excluded"
  if (sponsored) return "sponsored"
  if (!rules.languages.has(primaryLanguage(language))) return "other-language"
  if (publishedAt < rules.since && !isBackground) return "too-old"
  return isTakenFrom(shinglesOfCandidate(candidate), rules.subject) ? "copy-of-article" : null
}

/** The weight of each country in a text: 1 in the title or the lead. */
function placesOf(title: string, lead: string, text: string, language: string | null): Map<string, number> {
  const places = new Map<string, number>()
  for (const place of placesIn(text.slice(0, READ_CHARS), language)) places.set(place, MENTIONED)
  for (const place of placesIn(`${title}\n${lead}`, language)) places.set(place, 1)
  return places
}

function groundOf(subject: Subject, places: Map<string, number>, scored: Scored): Ground {
  const { candidate, shared, rank } = scored
  const theirs = placesOf(candidate.title, candidate.summary, candidate.content, candidate.language)
  const place = Math.max(0, ...[...places].map(([code, weight]) => weight * (theirs.get(code) ?? 0)))
  const names = shared.filter(({ name, rarity }) => name && rarity >= MIN_NAME_RARITY).length
  const labels = labelsOf(candidate.section, candidate.tags)
  const sameLabel = [...labelsOf(subject.section, subject.tags)].some((label) => labels.has(label))
  const weight = shared.reduce((sum, word) => sum + word.weight, 0)
  const desk = deskOf([candidate.title, candidate.summary, candidate.section ?? "", ...candidate.tags].join("\n"))
  const otherDesk = desk !== null && desk !== deskOf(`${subject.title}\n${subject.text.slice(0, READ_CHARS)}`)
  const closeness =
    rank +
    SAME_PLACE * place +
    SAME_NAME * Math.min(MAX_SAME_NAMES, names) +
    (sameLabel ? SAME_LABEL : 0) +
    (otherDesk ? OTHER_DESK : 0)
  return {
    closeness: Math.max(0, closeness),
    isCommon: place > 0 || names > 0 || sameLabel || weight >= MIN_SHARED_WEIGHT,
  }
}

/** A partner's category often has the name of our section, so both are labels. */
const labelsOf = (section: string | null, tags: string[]) => new Set([...(section ? [section] : []), ...tags].map(fold))

/** A score below the bar of related links. The newsroom's own archive comes after all partners. */
const scoreOf = ({ partnerId }: Candidate, closeness: number) =>
  (partnerId === "" ? 0 : BAND) + (BAND * closeness) / (closeness + MIDDLE)
