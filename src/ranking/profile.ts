import type { SubjectWord } from "./subject.ts"

/** A subject's word with how rare it is in the index. */
export interface WeighedWord extends SubjectWord {
  /** 0 (in every item) to 1 (in none), logarithmic. */
  rarity: number
  /** Share of all that the subject is about: emphasis times rarity squared; those of a profile's words add up to 1. */
  weight: number
}

/** What a subject is searched by and compared with. */
export interface Profile {
  /** The words that say most, heaviest first. */
  words: WeighedWord[]
  /** Every word whose rarity is known. */
  known: ReadonlyMap<string, WeighedWord>
  /** Items in the index, or what stands for them while they are few. */
  size: number
  /** Length of the vector of emphasis times rarity over `words`. */
  norm: number
}

/** Most words that a subject is searched by. */
const MOST_WORDS = 60
/** A smaller index says little of how rare words are: it is taken for a sample of one so large. */
const LEAST_TOTAL = 1000

/** Weighs a subject's words, given in how many of the index's `total` items each stands. */
export function profileOf(words: SubjectWord[], counts: ReadonlyMap<string, number>, total: number): Profile {
  const size = Math.max(total, LEAST_TOTAL)
  const scale = Math.sqrt(size / Math.max(1, total))
  const weighed = words.map((word) => {
    const count = Math.min(size, (counts.get(word.word) ?? 0) * scale)
    const rarity = Math.log((size + 1) / (count + 1)) / Math.log(size + 1)
    return { ...word, rarity, weight: word.emphasis * rarity * rarity }
  })
  const heaviest = weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS)
  const sum = heaviest.reduce((all, { weight }) => all + weight, 0) || 1
  const share = (word: WeighedWord) => ({ ...word, weight: word.weight / sum })
  return {
    size,
    words: heaviest.map(share),
    known: new Map(weighed.map((word) => [word.word, share(word)])),
    norm: Math.hypot(...heaviest.map(({ emphasis, rarity }) => emphasis * rarity)),
  }
}
