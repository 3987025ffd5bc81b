// Finds which candidates tell one story, so that a list shows it once.
// In: scored candidates. Out: groups of copies, the best of each first.
// Source: near-duplicates.ts, headline.ts; `story`, which the store sets when it takes an item in.
import { DAY } from "../lib/text/time.ts"
import type { Outs } from "../model/why-not.ts"
import type { Candidate } from "./candidate.ts"
import { headlineKey } from "./headline.ts"
import { areCopies, likeness, type Shingles, shinglesOf } from "./near-duplicates.ts"
import type { Scored } from "./score.ts"
import type { Subject } from "./subject.ts"

/** A text in a form that shows copies. */
export interface Told {
  /** headlineKey() */
  headline: string
  shingles: Shingles
  /** How many of the shingles the headline alone does not have. */
  beyondHeadline: number
  /** Milliseconds since 1970. */
  publishedAt: number
}

/** A candidate with its text in a form that shows copies. */
export interface Shingled extends Told {
  scored: Scored
}

export const toShingled = (scored: Scored): Shingled => ({ scored, ...toldByCandidate(scored.candidate) })

export const toldByCandidate = (candidate: Candidate): Told => {
  const { title, summary, content, partnerName, url, language, publishedAt } = candidate
  const text = summary || content.slice(0, MAX_CANDIDATE_CHARACTERS)
  return { ...shinglesOfStory(title, text, language), headline: headlineKey(title, partnerName, url), publishedAt }
}

/** A candidate's body counts as far as a summary goes, if it has no summary. */
const MAX_CANDIDATE_CHARACTERS = 300
/** Characters of an article that are compared with candidates. */
const MAX_COMPARED_CHARACTERS = 2000

export const toldBySubject = ({ title, text, language, publishedAt }: Subject): Told => ({
  ...shinglesOfStory(title, text.slice(0, MAX_COMPARED_CHARACTERS), language),
  headline: headlineKey(title),
  publishedAt,
})

function shinglesOfStory(title: string, text: string, language: string | null) {
  const shingles = shinglesOf(`${title}\n${text}`, language)
  return { shingles, beyondHeadline: shingles.size - shinglesOf(title, language).size }
}

/**
 * Groups candidates that are much the same, by `story` or by text. The best of each group comes first. Two reports of one
 * event may be in one group, if their headlines are alike.
 */
export const groupCopies = (ranked: Shingled[]): Shingled[][] => groupWhere(ranked, areMuchTheSame)

/** Groups candidates of which a list shows one. The best of each group comes first. */
export const groupReruns = (ranked: Shingled[]): Shingled[][] => groupWhere(ranked, isSameStory)

function groupWhere(ranked: Shingled[], areOne: (a: Shingled, b: Shingled) => boolean): Shingled[][] {
  const groups: Shingled[][] = []
  for (const each of ranked) {
    const [group, ...others] = groups.filter((told) => told.some((other) => areOne(other, each)))
    if (!group) groups.push([each])
    else group.push(each, ...others.flat())
    // This candidate matches several groups, so they are one story and are merged.
    for (const other of others) groups.splice(groups.indexOf(other), 1)
  }
  return groups
}

const areMuchTheSame = (a: Shingled, b: Shingled) => haveSameMark(a, b) || areCopies(a.shingles, b.shingles)

const isSameStory = (a: Shingled, b: Shingled) => haveSameMark(a, b) || isRerun(a, b)

function haveSameMark({ scored: { candidate: a } }: Shingled, { scored: { candidate: b } }: Shingled): boolean {
  return (a.story ?? a.id) === (b.story ?? b.id)
}

/** A column has the same headline every week. */
const MAX_APART_MS = 2 * DAY
/** Two headlines alone, or with a few words below, may differ in the very words that are new. */
const MIN_TEXT_SHINGLES = 5
/** Under another headline only the same text is a rerun. A later version of a report has new sentences. */
const MIN_RERUN_LIKENESS = 0.85

/**
 * Whether one is a rerun of the other: under the same headline within two days, or in the same words. A follow-up with a
 * like headline is another story.
 */
export function isRerun(a: Told, b: Told): boolean {
  if (a.headline === b.headline && a.headline !== "" && Math.abs(a.publishedAt - b.publishedAt) <= MAX_APART_MS)
    return true
  const haveText = Math.min(a.beyondHeadline, b.beyondHeadline) >= MIN_TEXT_SHINGLES
  return haveText && likeness(a.shingles, b.shingles) >= MIN_RERUN_LIKENESS
}

/** The copy to link: the first published. `outs` gets the others. */
export function firstOf(copies: Shingled[], outs: Outs): Shingled {
  const first = copies.reduce((a, b) => (isFirst(b.scored.candidate, a.scored.candidate) ? b : a))
  for (const { scored } of copies) {
    if (scored !== first.scored) outs.set(scored.candidate.id, { reason: "copy", of: first.scored.candidate.id })
  }
  return first
}

/** The earlier publisher is credited. At the same time, the one who does not pay. */
function isFirst(a: Candidate, b: Candidate): boolean {
  return a.publishedAt !== b.publishedAt ? a.publishedAt < b.publishedAt : !a.sponsored && b.sponsored
}
