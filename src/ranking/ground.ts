// Says what a candidate below the bar has in common with the subject.
// In: the subject and a scored candidate. Out: whether there is common ground, and how close the two are.
// The rules: README.md, step 6.
import { primaryLanguage } from "../lib/text/language.ts"
import type { Candidate } from "./candidate.ts"
import type { WeighedWord } from "./profile.ts"
import { isBackground, type Scored } from "./score.ts"
import type { Subject } from "./subject.ts"
import { type Desk, deskOf } from "./words/desks.ts"
import { fold } from "./words/fold.ts"
import { placesIn } from "./words/places.ts"
import { wordsOf } from "./words/words.ts"

// Weights beside Scored.rank, in which a link at the bar has about 4. None is fitted: they order what is below the bar.
const SAME_PLACE = 1.5
const SAME_NAME = 1
const MAX_SAME_NAMES = 3
const SAME_LABEL = 1
/** A place that the text only mentions counts less than one in the title or the lead. */
const MENTIONED = 0.6
/** Words with this share of the subject's weight are common ground, even if none of them is a name. */
const MIN_SHARED_WEIGHT = 0.08
/** Rarer words than this distinguish stories. */
const MIN_NAME_RARITY = 0.3
/** Characters of a text that say what it is about. */
const READ_CHARS = 1500
/** Characters of a text that say which desk wrote it. */
const DESK_CHARS = 600
/** In German every noun has a capital. */
const CAPITAL_NOUNS = "de"

/** What is read in the subject once. */
export interface SubjectGround {
  subject: Subject
  /** The weight of each country. */
  places: Map<string, number>
  names: Set<string>
  labels: Set<string>
  desk: Desk | null
}

export function subjectGround(subject: Subject): SubjectGround {
  const { title, summary, text, section, tags, language } = subject
  return {
    subject,
    places: placesOf(title, summary, text, language),
    names: capitalWords(`${title}\n${text.slice(0, READ_CHARS)}`, language),
    labels: labelsOf(section, tags),
    desk: deskOf(`${title}\n${text.slice(0, DESK_CHARS)}`, labelNames(section, tags)),
  }
}

/** Whether another desk wrote the candidate: sport, food, gadgets or show. A story at the bar is close enough anyway. */
export function isOfAnotherDesk({ desk }: SubjectGround, { candidate, score }: Pick<Scored, "candidate" | "score">) {
  const { title, summary, section, tags } = candidate
  const theirs = deskOf(`${title}\n${summary.slice(0, DESK_CHARS)}`, labelNames(section, tags))
  return theirs !== null && theirs !== desk && !isBackground(score)
}

/** How close a candidate is. Null: it has nothing in common with the subject. */
export function closenessOf(ground: SubjectGround, { candidate, shared, rank }: Scored): number | null {
  const place = samePlace(ground, candidate)
  const names = sameNames(ground, candidate, shared)
  const label = [...labelsOf(candidate.section, candidate.tags)].some((each) => ground.labels.has(each))
  const weight = shared.reduce((sum, word) => sum + word.weight, 0)
  if (!place && !names && !label && weight < MIN_SHARED_WEIGHT) return null
  return rank + SAME_PLACE * place + SAME_NAME * Math.min(MAX_SAME_NAMES, names) + (label ? SAME_LABEL : 0)
}

function samePlace({ places }: SubjectGround, { title, summary, content, language }: Candidate): number {
  const theirs = placesOf(title, summary, content, language)
  return Math.max(0, ...[...places].map(([code, weight]) => weight * (theirs.get(code) ?? 0)))
}

/** The number of shared names. Capitals at the beginning of a sentence count if both texts always write them. */
function sameNames({ subject, names }: SubjectGround, { title, summary, language }: Candidate, shared: WeighedWord[]) {
  const rare = shared.filter(({ rarity }) => rarity >= MIN_NAME_RARITY)
  if (!rare.length) return 0
  const theirs = capitalWords(`${title}\n${summary}`, language)
  const sameLanguage = primaryLanguage(language) === primaryLanguage(subject.language)
  return rare.filter(({ name, word }) => name || (sameLanguage && names.has(word) && theirs.has(word))).length
}

/** The words that the text never writes without a capital. In German, only those in capitals throughout. */
function capitalWords(text: string, language: string | null): Set<string> {
  const first = primaryLanguage(language) === CAPITAL_NOUNS ? /^\p{Lu}{2,}$/u : /^\p{Lu}/u
  const words = wordsOf(text, language)
  const small = new Set(words.filter(({ surface }) => !first.test(surface)).map(({ word }) => word))
  return new Set(words.map(({ word }) => word).filter((word) => !small.has(word)))
}

/** The weight of each country in a text: 1 in the title or the lead. */
function placesOf(title: string, lead: string, text: string, language: string | null): Map<string, number> {
  const places = new Map<string, number>()
  for (const place of placesIn(text.slice(0, READ_CHARS), language)) places.set(place, MENTIONED)
  for (const place of placesIn(`${title}\n${lead}`, language)) places.set(place, 1)
  return places
}

const labelNames = (section: string | null, tags: string[]) => [...(section ? [section] : []), ...tags]

/** A partner's category often has the name of our section, so both are labels. */
const labelsOf = (section: string | null, tags: string[]) => new Set(labelNames(section, tags).map(fold))
