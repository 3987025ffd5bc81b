import type { Candidate } from "./candidate.ts"
import type { SubjectWord } from "./subject.ts"
import { wordsOf } from "./words.ts"

/** A subject's word with what it is worth: emphasis in the subject times rarity in the index; all add up to 1. */
export interface WeighedWord extends SubjectWord {
  weight: number
  /** Share of the rarest possible word's rarity, 0..1. */
  rarity: number
}

/** A candidate with how well it goes with the subject. */
export interface Scored {
  candidate: Candidate
  /** 0..1. */
  score: number
  /** The shared words that count most, as the subject writes them. */
  reason: string[]
}

/** Most words that a subject is searched by. */
const MOST_WORDS = 60

/** The words that say most about the subject, heaviest first, given in how many of `total` items each stands. */
export function weighWords(words: SubjectWord[], counts: ReadonlyMap<string, number>, total: number): WeighedWord[] {
  const highest = Math.log(1 + total)
  const weighed = words
    .map((word) => {
      const count = counts.get(word.word) ?? 0
      const rarity = Math.max(0, Math.log((total + 1) / (count + 1)) / highest)
      return { ...word, rarity, weight: word.emphasis * rarity * rarity }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS)
  const sum = weighed.reduce((all, { weight }) => all + weight, 0)
  return weighed.map((word) => ({ ...word, weight: word.weight / sum }))
}

/** How well a candidate goes with the subject, by the words that both hold. */
export function scoreCandidate(subject: WeighedWord[], candidate: Candidate): Scored {
  const { title, summary, content, tags, language } = candidate
  const inTitle = new Set(wordsOf(title, language).map(({ word }) => word))
  const inText = new Set(wordsOf(`${summary}\n${content}\n${tags.join(", ")}`, language).map(({ word }) => word))
  const shared = subject.filter(({ word }) => inTitle.has(word) || inText.has(word))
  const covered = shared.reduce((sum, { word, weight }) => sum + weight * (inTitle.has(word) ? 1.3 : 1), 0)
  return {
    candidate,
    score: Math.min(1, covered),
    reason: shared.slice(0, 4).map(({ surface }) => surface),
  }
}
