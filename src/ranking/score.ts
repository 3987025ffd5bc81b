import { primaryLanguage } from "../lib/text/language.ts"
import { DAY } from "../lib/text/time.ts"
import type { Candidate } from "./candidate.ts"
import type { Profile, WeighedWord } from "./profile.ts"
import type { Subject } from "./subject.ts"
import { fold } from "./words/fold.ts"
import { searchWords } from "./words/words.ts"

/** A candidate with how well it goes with the subject. */
export interface Scored {
  candidate: Candidate
  /** How surely a reader of the subject would call it related, 0..1: see OPENS and JOINS. */
  score: number
  /** The same on a scale without an end, from 0: what links are ordered by. */
  rank: number
  /** The subject's words that the candidate has too. */
  shared: WeighedWord[]
  /** The shared words that count most, as the subject writes them. */
  reason: string[]
}

/** Where a list is worth showing (agreement.ts), links stand from this score on: a weaker sign will do. */
export const JOINS = 0.2

// Fitted by logistic regression on judged news, whole articles, headlines alone, snippets and claims together, checked
// on subjects that the fit had not seen. None of the features grows with the size of the index.
const COSINE = 14
const COVERAGE = 3.5
const EVIDENCE = 3.7
const INTERCEPT = -6.7
/** A headline alone says little of what a story is about, so it takes more to be sure: by the log of its words. */
const SPARSE = 1
const ENOUGH_WORDS = 40
/** The more items, the better the best chance likeness among them: by the log of their number. */
const CHANCE = -0.27
const FITTED_SIZE = 8000
/** The sum that scores 0.5, and how fast scores rise about it. */
const MIDDLE = 1.2
const SPREAD = 2.05

// Not fitted: small next to words, so that none of them makes or unmakes a link by itself.
const SHARED_TAG = 0.4
const MOST_TAGS = 3
const SAME_SECTION = 0.3
const OTHER_LANGUAGE = -1.5

const FRESH_DAYS = 3
const MOST_AGEING = 1

/** Rarity of candidates' words that the subject does not have, on average. */
const UNKNOWN_RARITY = 0.7
/** Added to every candidate's length, so that the shortest ones are not the likest. */
const PIVOT = 8
const TITLE = 1.5
const REASONS = 4
/** Of the candidate's text so much is compared: the lead of a long one says what a snippet says. */
const COMPARED = 400

/** Scores a candidate by the words it shares with the subject and, gently, by what else is known of both. */
export function scoreCandidate(subject: Subject, profile: Profile, candidate: Candidate): Scored {
  const { cosine, coverage, evidence, shared } = compareWords(profile, candidate)
  const related = COSINE * cosine + COVERAGE * coverage + EVIDENCE * Math.sqrt(evidence) + INTERCEPT
  const sparse = SPARSE * Math.log(Math.min(1, profile.known.size / ENOUGH_WORDS))
  const chance = CHANCE * Math.log(profile.size / FITTED_SIZE)
  const sum = related + sparse + chance + circumstances(subject, candidate)
  return {
    candidate,
    score: toScore(sum),
    rank: Math.max(0, sum - INTERCEPT),
    shared,
    reason: reasonsOf(shared),
  }
}

const toScore = (sum: number) => 1 / (1 + Math.exp((MIDDLE - sum) / SPREAD))

/**
 * `cosine` of the two as vectors of rarity, `coverage`: how much of the subject the candidate touches, both 0..1;
 * `evidence`: how many rare words of the title and lead both have.
 */
function compareWords({ words, known, norm }: Profile, { title, summary, content, tags, language }: Candidate) {
  const inTitle = new Set(searchWords(title, language))
  const text = (summary.length < COMPARED ? `${summary}\n${content}` : summary).slice(0, COMPARED)
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

function circumstances(subject: Subject, candidate: Candidate): number {
  const tags = new Set(subject.tags.map(fold))
  const sharedTags = new Set(candidate.tags.map(fold).filter((tag) => tags.has(tag))).size
  const section = subject.section && candidate.section && fold(subject.section) === fold(candidate.section)
  const foreign = candidate.language && primaryLanguage(candidate.language) !== primaryLanguage(subject.language)
  // Gentle: a background piece may be older than a rumour.
  const days = Math.abs(subject.publishedAt - candidate.publishedAt) / DAY
  return (
    SHARED_TAG * Math.min(MOST_TAGS, sharedTags) +
    (section ? SAME_SECTION : 0) +
    (foreign ? OTHER_LANGUAGE : 0) -
    Math.min(MOST_AGEING, 0.3 * Math.log(1 + days / FRESH_DAYS))
  )
}

function reasonsOf(shared: WeighedWord[]): string[] {
  const ordered = shared.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const reasons: string[] = []
  for (const { surface } of ordered) {
    if (reasons.length < REASONS && !reasons.some((known) => fold(` ${known} `).includes(fold(` ${surface} `)))) {
      reasons.push(surface)
    }
  }
  return reasons
}
