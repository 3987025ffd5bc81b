/** Places in the index that one search may touch. */
const PLACES = 2000
/** A word that costs more alone is left to the words beside it. */
const MOST_OF_ONE = 700
/** A subject of common words only is searched by the rarest of them, so many. */
const LEAST_WORDS = 2

/**
 * The words that one search can pay for, in the order given (heaviest first): each costs as many places as items hold it.
 * So a search costs the same in an index of any size, and what is left out are words that stand almost everywhere.
 */
export function affordableWords<T extends { word: string }>(words: T[], counts: ReadonlyMap<string, number>): T[] {
  const costOf = ({ word }: T) => counts.get(word) ?? 0
  let left = PLACES
  const chosen: T[] = []
  for (const each of words) {
    const cost = costOf(each)
    if (cost > Math.min(left, MOST_OF_ONE)) continue
    left -= cost
    if (cost > 0) chosen.push(each)
  }
  return chosen.length > 0 ? chosen : words.toSorted((a, b) => costOf(a) - costOf(b)).slice(0, LEAST_WORDS)
}
