/** Places in the index that one search may touch. */
const PLACES = 3000
/** A search is by no fewer words than these, if their places are not very many. */
const LEAST_WORDS = 3
const MOST_PLACES_OF_ONE = 20_000

/**
 * The words that one search can pay for, in the order given (heaviest first): each costs as many places as items hold it.
 * So a search costs the same in an index of any size, and what is left out are words that stand almost everywhere.
 */
export function affordableWords<T extends { word: string }>(words: T[], counts: ReadonlyMap<string, number>): T[] {
  let left = PLACES
  const chosen: T[] = []
  for (const each of words) {
    const cost = counts.get(each.word) ?? 0
    if (cost > left && (chosen.length >= LEAST_WORDS || cost > MOST_PLACES_OF_ONE)) continue
    left -= cost
    chosen.push(each)
  }
  return chosen
}
