import type { SubjectWord } from "./subject.ts"

/** A subject's word, and its rarity in the index. */
export interface WeighedWord extends SubjectWord {
  /** Logarithmic: 0 when the word is in every item, 1 when it is in none. */
  rarity: number
  /** Emphasis times rarity, scaled so that the weights of a profile's words add up to 1. */
  weight: number
}

/** A subject's weighed words, for the search and for the comparison. */
export interface Profile {
  /** The words with the most weight, heaviest first. */
  words: WeighedWord[]
  /** Every word whose rarity is known. */
  known: ReadonlyMap<string, WeighedWord>
  /** Items in the index, at least MIN_TOTAL_ITEMS. */
  size: number
  /** Euclidean length of the vector of emphasis times rarity over `words`. */
  norm: number
}

/** Most words to search with. */
const MAX_WORDS = 60
/** A smaller index gives poor estimates of rarity. It counts as a sample of an index of this size. */
const MIN_TOTAL_ITEMS = 1000

/** Weighs a subject's words. `counts` says how many of the index's `total` items have each word. */
export function profileOf(words: SubjectWord[], counts: ReadonlyMap<string, number>, total: number): Profile {
  const size = Math.max(total, MIN_TOTAL_ITEMS)
  const scale = Math.sqrt(size / Math.max(1, total))
  const weighed = words.map((word) => {
    const count = Math.min(size, (counts.get(word.word) ?? 0) * scale)
    const rarity = Math.log((size + 1) / (count + 1)) / Math.log(size + 1)
    // Not rarity squared: two words of the event of the day say more than one that is rarer by chance.
    return { ...word, rarity, weight: word.emphasis * rarity }
  })
  const heaviest = weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_WORDS)
  const sum = heaviest.reduce((all, { weight }) => all + weight, 0) || 1
  const share = (word: WeighedWord) => ({ ...word, weight: word.weight / sum })
  return {
    size,
    words: heaviest.map(share),
    known: new Map(weighed.map((word) => [word.word, share(word)])),
    norm: Math.hypot(...heaviest.map(({ emphasis, rarity }) => emphasis * rarity)),
  }
}
