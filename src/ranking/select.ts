// Chooses the links of a list from scored candidates.
// In: scored candidates and the rules of the list. Out: the links, best first, or none.
// The rules: README.md, steps 4 and 5.
import { toRfc3339 } from "../lib/text/time.ts"
import { MAX_LINK_AUTHORS } from "../model/limits.ts"
import type { Fit, Link } from "../model/link.ts"
import type { Outs } from "../model/why-not.ts"
import { OPENER, opening } from "./agreement.ts"
import type { Candidate } from "./candidate.ts"
import { likeness } from "./near-duplicates.ts"
import type { Scored } from "./score.ts"
import { firstOf, groupCopies, groupReruns, isRerun, type Shingled, type Told, toShingled } from "./stories.ts"

export interface Rules {
  limit: number
  /** The article itself. Its copies elsewhere are not linked. */
  subject: Told
  /** Ids and URL keys that must not be linked. */
  excluded: ReadonlySet<string>
  /** 0..1: how much of the list the newsroom's own stories may fill. */
  ownShare: number
  /** The score that every link must have. */
  joins: number
  /** How many words of the article were searched. */
  words: number
  /** The opening() that the list must have. Default: that of OPENER. */
  opens?: number
}

/** A candidate that may join the list, with its rank. */
interface Contender extends Shingled {
  rank: number
}

/** Candidates to consider: three times the longest list. */
const MAX_CANDIDATES = 30
/** The newsroom's own stories only fill gaps. Their links need a higher score than partners' links. */
const OWN_JOINS = 0.5
/** The best candidates are kept whatever they score, because opening() looks at more than the final links. */
const MIN_CANDIDATES = 10

/**
 * The links of a list, best first. Partners' stories come first, and our own fill the remaining places. Of
 * copies of one story only the first published is linked. `outs` gets the reason of every candidate that is not linked.
 *
 * @example
 * const scored = candidates.map((candidate) => scoreCandidate(subject, profile, candidate))
 * const rules = { subject: toldBySubject(subject), words: profile.words.length, excluded, ownShare: 0.4, joins: JOINS }
 * const links = selectLinks(scored, { ...rules, limit: 5 })
 */
export function selectLinks(scored: Scored[], rules: Rules, outs: Outs = new Map()): Link[] {
  const { limit, ownShare, joins } = rules
  const others = admit(scored, rules, outs)
  if (opening(witnessesOf(others), rules.words) < (rules.opens ?? OPENER.opens)) return []
  const fit = groupReruns(others).filter(([best]) => best!.scored.score >= joins)
  const contenders = fit.map((copies): Contender => {
    const first = firstOf(copies, outs)
    const rank = Math.max(...copies.map(({ scored }) => scored.rank)) * favour(first.scored.candidate)
    return { ...first, rank }
  })
  const ownRoom = Math.ceil(ownShare * limit)
  const chosen = pick(
    [],
    contenders.filter(({ scored }) => !isOwn(scored)),
    limit,
    (used, each) => used < each.maxLinks,
    outs,
  )
  return pick(
    chosen,
    contenders.filter(({ scored }) => isOwn(scored) && scored.score >= OWN_JOINS),
    limit,
    (used) => used < ownRoom,
    outs,
  ).map(({ scored }) => toLink(scored))
}

/** The candidates that may be linked, best first. */
export function admit(scored: Scored[], { subject, excluded, joins }: Rules, outs: Outs = new Map()): Shingled[] {
  for (const { candidate } of scored) outs.set(candidate.id, { reason: "below-the-bar" })
  const allowed = scored.filter(({ candidate: { id, urlKey } }) => {
    const isExcluded = excluded.has(id) || excluded.has(urlKey)
    if (isExcluded) outs.set(id, { reason: "excluded" })
    return !isExcluded
  })
  const ranked = allowed
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, MAX_CANDIDATES)
    .filter(({ score }, at) => at < MIN_CANDIDATES || score >= joins)
  return ranked.map(toShingled).filter((each) => {
    const isCopy = isRerun(each, subject)
    if (isCopy) outs.set(each.scored.candidate.id, { reason: "copy-of-article" })
    return !isCopy
  })
}

/** What opening() is asked of: two reports in much the same words are one witness. */
export const witnessesOf = (admitted: Shingled[]): Scored[] => groupCopies(admitted).map(([best]) => best!.scored)

const isOwn = ({ candidate }: Scored) => candidate.partnerId === ""

/** The effect of a partner's weight on the rank. A sponsor gains no more than the weight itself. */
export function favour({ partnerWeight, sponsored }: Candidate): number {
  const gain = partnerWeight ** 0.25
  return sponsored ? Math.min(gain, partnerWeight) : gain
}

// Small effects: variety only decides between links of about the same rank.
const SAME_SUBJECT = 0.1
const SAME_PARTNER = 0.02

/** Adds contenders one by one. Each time it takes the best, given the links already chosen. */
function pick(
  list: Contender[],
  contenders: Contender[],
  limit: number,
  mayAdd: (used: number, candidate: Candidate) => boolean,
  outs: Outs,
): Contender[] {
  const chosen = [...list]
  const left = new Set(contenders)
  while (chosen.length < limit) {
    let best: Contender | null = null
    let most = 0
    for (const each of left) {
      const worth = each.rank * variety(each, chosen)
      if (worth > most || (worth === most && best && isNewer(each, best))) [best, most] = [each, worth]
    }
    if (!best) break
    left.delete(best)
    const { candidate } = best.scored
    if (mayAdd(usedBy(chosen, candidate.partnerId), candidate)) {
      chosen.push(best)
      outs.delete(candidate.id)
    } else outs.set(candidate.id, { reason: candidate.partnerId ? "partner-has-its-links" : "own-share-used" })
  }
  for (const { scored } of left) outs.set(scored.candidate.id, { reason: "no-place-left" })
  return chosen
}

const isNewer = (a: Contender, b: Contender) => a.scored.candidate.publishedAt > b.scored.candidate.publishedAt

const usedBy = (chosen: Contender[], partnerId: string) =>
  chosen.filter(({ scored }) => scored.candidate.partnerId === partnerId).length

function variety({ scored, shingles }: Contender, chosen: Contender[]): number {
  const alike = chosen.reduce((most, other) => Math.max(most, likeness(shingles, other.shingles)), 0)
  return (1 - SAME_SUBJECT * alike) * (1 - SAME_PARTNER * usedBy(chosen, scored.candidate.partnerId))
}

/** A candidate as a link. */
export function toLink(
  { candidate, score, reason }: { candidate: Candidate; score: number; reason: string[] },
  fit: Fit = "related",
): Link {
  return {
    id: candidate.id,
    url: candidate.url,
    title: candidate.title,
    ...(candidate.summary ? { summary: candidate.summary } : {}),
    ...(candidate.image ? { image: candidate.image } : {}),
    datePublished: toRfc3339(candidate.publishedAt),
    authors: candidate.authors.slice(0, MAX_LINK_AUTHORS),
    ...(candidate.language ? { language: candidate.language } : {}),
    partner: candidate.partnerId,
    partnerName: candidate.partnerName,
    score: Math.round(score * 1000) / 1000,
    reason,
    pinned: false,
    sponsored: candidate.sponsored,
    fit,
  }
}
