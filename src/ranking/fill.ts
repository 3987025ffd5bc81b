// Fills a list that has fewer links than the box shows.
// In: the subject, the links so far, and candidates. Out: `near` links, best first; `newest` links, one a partner in turn.
// The rules: README.md, step 6.
import { primaryLanguage } from "../lib/text/language.ts"
import type { Link } from "../model/link.ts"
import type { Outs, WhyNot } from "../model/why-not.ts"
import type { Candidate } from "./candidate.ts"
import { closenessOf, isOfAnotherDesk, subjectGround } from "./ground.ts"
import { areCopies, isTakenFrom, shinglesOf } from "./near-duplicates.ts"
import { isBackground, JOINS, type Scored } from "./score.ts"
import { favour, toLink } from "./select.ts"
import { firstOf, groupCopies, isRerun, type Told, toldByCandidate, toShingled } from "./stories.ts"
import type { Subject } from "./subject.ts"

export interface FillRules {
  /** The number of links to fill up to. */
  upTo: number
  /** The article itself. Its copies elsewhere are not linked. */
  subject: Told
  /** Ids and URL keys that must not be linked. */
  excluded: ReadonlySet<string>
  /** 0..1: how much of the list the newsroom's own archive may fill. */
  ownShare: number
  /** Primary language subtags of the links that may fill. */
  languages: ReadonlySet<string>
  /** An older link does not fill, unless it is background. Milliseconds since 1970. */
  since: number
}

/** Scores below the bar have three bands: partners, the newsroom's own archive, and other languages. */
const BAND = JOINS / 3
/** The closeness in the middle of a band. */
const MIDDLE = 5

/**
 * Fills `links` up to `rules.upTo`, and gives what it adds: near links, best first, then partners' newest. The newsroom's
 * own near stories come after partners' near ones. `outs` gets the reason of every candidate that is still not linked.
 */
export function fillLinks(
  subject: Subject,
  scored: Scored[],
  newest: Candidate[],
  links: Link[],
  rules: FillRules,
  outs: Outs = new Map(),
): Link[] {
  const near = nearLinks(subject, scored, links, rules, outs)
  return [...near, ...newestLinks(subject, newest, [...links, ...near], rules, outs)]
}

/** Gives the best links below the bar of selectLinks(), best first. Their scores are below those of related links. */
function nearLinks(subject: Subject, scored: Scored[], links: Link[], rules: FillRules, outs: Outs): Link[] {
  const ground = subjectGround(subject)
  const stories = groupCopies(scored.toSorted((a, b) => b.rank - a.rank).map(toShingled))
  const near = stories.flatMap((copies): Filler[] => {
    if (copies.some(({ scored }) => links.some(({ id }) => id === scored.candidate.id))) return []
    const allowed = copies.filter(({ scored }) => mayFill(scored.candidate, rules, isBackground(scored.score), outs))
    if (!allowed.length) return []
    const { scored } = firstOf(allowed, outs)
    const { id } = scored.candidate
    const closeness = closenessOf(ground, scored)
    if (closeness === null) outs.set(id, { reason: "nothing-in-common" })
    else if (isOfAnotherDesk(ground, scored)) outs.set(id, { reason: "another-desk" })
    else return [{ ...scored, score: scoreOf(subject, scored.candidate, closeness) }]
    return []
  })
  const best = near.sort((a, b) => b.score - a.score)
  return add(best, links, rules, outs).map((each) => toLink(each, "near"))
}

/**
 * Gives partners' newest stories: the newest of each partner, then the second newest of each, and so on. Those of the
 * article's language come first, and those of another desk last.
 */
function newestLinks(subject: Subject, candidates: Candidate[], links: Link[], rules: FillRules, outs: Outs): Link[] {
  const ground = subjectGround(subject)
  const turns = new Map<string, number>()
  const inTurn = candidates
    .filter((each) => each.partnerId !== "" && mayFill(each, rules, false, outs))
    .map((candidate) => ({
      candidate,
      foreign: isForeign(subject, candidate),
      otherDesk: isOfAnotherDesk(ground, { candidate, score: 0 }),
    }))
    .sort(
      (a, b) =>
        Number(a.foreign) - Number(b.foreign) ||
        Number(a.otherDesk) - Number(b.otherDesk) ||
        b.candidate.publishedAt - a.candidate.publishedAt,
    )
    .map((each) => {
      const { partnerId } = each.candidate
      const turn = turns.get(partnerId) ?? usedBy(links, partnerId)
      turns.set(partnerId, turn + 1)
      return { ...each, turn }
    })
    .sort(
      (a, b) => Number(a.foreign) - Number(b.foreign) || Number(a.otherDesk) - Number(b.otherDesk) || a.turn - b.turn,
    )
    .map(({ candidate }) => ({ candidate, score: 0, reason: [] }))
  return add(inTurn, links, rules, outs).map((each) => toLink(each, "newest"))
}

type Filler = Pick<Scored, "candidate" | "score" | "reason">

/**
 * Takes fillers in their order until the list is full. It leaves out copies and what exceeds a
 * partner's share, or our own: a box may show only the beginning of the list, so our share holds for every beginning.
 */
function add(fillers: Filler[], links: Link[], rules: FillRules, outs: Outs): Filler[] {
  const taken = links.map(({ id, title, summary, language }) => ({
    id,
    shingles: shinglesOf(`${title}\n${summary ?? ""}`, language ?? null),
  }))
  const added: Filler[] = []
  for (const each of fillers) {
    const { id, partnerId, maxLinks } = each.candidate
    if (links.some((link) => link.id === id)) continue
    const used = usedBy(links, partnerId) + added.filter(({ candidate }) => candidate.partnerId === partnerId).length
    const { shingles } = toldByCandidate(each.candidate)
    const copied = taken.find((other) => areCopies(other.shingles, shingles))
    if (copied) outs.set(id, { reason: "copy", of: copied.id })
    else if (links.length + added.length >= rules.upTo) {
      if (!outs.has(id) || outs.get(id)!.reason === "below-the-bar") outs.set(id, { reason: "no-place-left" })
    } else if (partnerId === "" && used >= Math.ceil(rules.ownShare * (links.length + added.length + 1)))
      outs.set(id, { reason: "own-share-used" })
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

function mayFill(candidate: Candidate, rules: FillRules, background: boolean, outs: Outs): boolean {
  const reason = whyNotFill(candidate, rules, background)
  if (reason) outs.set(candidate.id, { reason })
  return reason === null
}

function whyNotFill(
  candidate: Candidate,
  rules: FillRules,
  background: boolean,
): Exclude<WhyNot["reason"], "copy"> | null {
  const { id, urlKey, sponsored, language, publishedAt, partnerWeight } = candidate
  if (rules.excluded.has(id) || rules.excluded.has(urlKey)) return "excluded"
  if (sponsored) return "sponsored"
  if (partnerWeight === 0) return "weight-0"
  if (!rules.languages.has(primaryLanguage(language))) return "other-language"
  if (publishedAt < rules.since && !background) return "too-old"
  const told = toldByCandidate(candidate)
  const isCopy = isRerun(told, rules.subject) || isTakenFrom(told.shingles, rules.subject.shingles)
  return isCopy ? "copy-of-article" : null
}

const isForeign = (subject: Subject, { language }: Candidate) =>
  language !== null && primaryLanguage(language) !== primaryLanguage(subject.language)

/** A score below the bar of related links. The newsroom's own archive comes after all partners, other languages last. */
function scoreOf(subject: Subject, candidate: Candidate, closeness: number): number {
  const near = closeness * favour(candidate)
  const band = isForeign(subject, candidate) ? 0 : candidate.partnerId === "" ? 1 : 2
  return BAND * band + (BAND * near) / (near + MIDDLE)
}
