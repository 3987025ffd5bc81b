// Scores how related one candidate is to the subject.
// In: the subject, its profile, and a candidate from the index. Out: a score of 0 to 1, and the words that match.
// Source: cosine of TF-IDF vectors, weighted by a logistic regression on judged news (README.md, Figures).
import { primaryLanguage } from "../lib/text/language.ts"
import { DAY } from "../lib/text/time.ts"
import type { Features } from "../model/why-not.ts"
import type { Candidate } from "./candidate.ts"
import type { Profile, WeighedWord } from "./profile.ts"
import type { Subject } from "./subject.ts"
import { fold } from "./words/fold.ts"
import { searchWords } from "./words/words.ts"

/** A candidate and its score against the subject. */
export interface Scored {
  candidate: Candidate
  /** 0..1: the probability that a reader calls it related. JOINS and OPENER.opens are the thresholds. */
  score: number
  /** The same on a scale from 0 without an upper end. Links are ordered by it. */
  rank: number
  features: Features
  /** The subject's words that the candidate has too. */
  shared: WeighedWord[]
  /** The heaviest shared words, as the subject writes them. */
  reason: string[]
}

/** The lowest score of a link in a list. Whether there is a list at all is decided in agreement.ts. */
export const JOINS = 0.2

/** Whether the words alone would let a candidate join a list. Below the list's own bar it is background. */
export const isBackground = (score: number): boolean => score >= JOINS

// Fitted by logistic regression on judged news: whole articles, headlines, snippets and claims. Checked on subjects that
// were not in the fit. No feature grows with the size of the index.
const COSINE = 14
const COVERAGE = 3.5
const EVIDENCE = 3.7
const INTERCEPT = -6.7
/** In a larger index the best match by chance is better. The penalty is the log of the number of items. */
const CHANCE = -0.27
const FITTED_SIZE = 8000
/** The sum that scores 0.5, and the width of the logistic curve. */
const MIDDLE = 1.2
const SPREAD = 2.05

// Not fitted. These are small compared with words, so that none of them decides about a link alone.
const SHARED_TAG = 0.4
const MAX_SHARED_TAGS = 3
const SAME_SECTION = 0.3
const OTHER_LANGUAGE = -1.5

const FRESH_DAYS = 3
const MAX_AGEING = 1

/** Average rarity of a candidate's words that the subject does not have. */
const UNKNOWN_RARITY = 0.7
/** Added to every candidate's length, so that very short candidates do not score best. */
const PIVOT = 8
const TITLE = 1.5
const MAX_REASONS = 4
/** Characters of the candidate's text to compare. The lead of a long text says as much as a snippet. */
const MAX_COMPARED_CHARACTERS = 400

/**
 * Scores a candidate by the words that it shares with the subject. Tags, section, language and date count a little.
 *
 * @example
 * const profile = profileOf(subjectWords(subject), counts, total)
 * const { score, reason } = scoreCandidate(subject, profile, candidate)
 */
export function scoreCandidate(subject: Subject, profile: Profile, candidate: Candidate): Scored {
  const { cosine, coverage, evidence, shared } = compareWords(profile, candidate)
  const features = {
    cosine,
    coverage,
    evidence: Math.sqrt(evidence),
    chance: CHANCE * Math.log(profile.size / FITTED_SIZE),
    circumstances: circumstancesOf(subject, candidate),
  }
  const related = COSINE * cosine + COVERAGE * coverage + EVIDENCE * features.evidence + INTERCEPT
  const sum = related + features.chance + features.circumstances
  return {
    candidate,
    features,
    score: toScore(sum),
    rank: Math.max(0, sum - INTERCEPT),
    shared,
    reason: reasonsOf(shared),
  }
}

const toScore = (sum: number) => 1 / (1 + Math.exp((MIDDLE - sum) / SPREAD))

/**
 * `cosine`, 0..1: the cosine of the two vectors of rarity. `coverage`, 0..1: the weight of the subject's words that the
 * candidate has. `evidence`: the shared words of the subject's title and lead, by rarity squared.
 */
function compareWords({ words, known, norm }: Profile, { title, summary, content, tags, language }: Candidate) {
  const inTitle = new Set(searchWords(title, language))
  const text = (summary.length < MAX_COMPARED_CHARACTERS ? `${summary}\n${content}` : summary).slice(
    0,
    MAX_COMPARED_CHARACTERS,
  )
  const all = new Set([...inTitle, ...searchWords(`${text}\n${tags.join(" | ")}`, language)])
  const shared: WeighedWord[] = []
  let [dot, square, evidence] = [0, 0, 0]
  for (const word of all) {
    const place = inTitle.has(word) ? TITLE : 1
    const same = known.get(word)
    const length = place * (same?.rarity ?? UNKNOWN_RARITY)
    square += length * length
    if (!same) continue
    shared.push(same)
    dot += same.emphasis * same.rarity * length
    if (same.lead) evidence += same.rarity * same.rarity
  }
  const coverage = words.reduce((sum, { word, weight }) => (all.has(word) ? sum + weight : sum), 0)
  return { cosine: norm && square ? dot / (norm * Math.sqrt(square + PIVOT)) : 0, coverage, evidence, shared }
}

function circumstancesOf(subject: Subject, candidate: Candidate): number {
  const tags = new Set(subject.tags.map(fold))
  const sharedTags = new Set(candidate.tags.map(fold).filter((tag) => tags.has(tag))).size
  const section = subject.section && candidate.section && fold(subject.section) === fold(candidate.section)
  const foreign = candidate.language && primaryLanguage(candidate.language) !== primaryLanguage(subject.language)
  // A small effect, because an older background article can be a good link.
  const days = Math.abs(subject.publishedAt - candidate.publishedAt) / DAY
  return (
    SHARED_TAG * Math.min(MAX_SHARED_TAGS, sharedTags) +
    (section ? SAME_SECTION : 0) +
    (foreign ? OTHER_LANGUAGE : 0) -
    Math.min(MAX_AGEING, 0.3 * Math.log(1 + days / FRESH_DAYS))
  )
}

function reasonsOf(shared: WeighedWord[]): string[] {
  const ordered = shared.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const reasons: string[] = []
  for (const { surface } of ordered) {
    if (reasons.length < MAX_REASONS && !reasons.some((known) => fold(` ${known} `).includes(fold(` ${surface} `)))) {
      reasons.push(surface)
    }
  }
  return reasons
}
