/** Most index entries that one search may read. */
const MAX_PLACES = 2000
/** A word that costs more than this is not searched. */
const MAX_WORD_PLACES = 700
/** If every word is too common, this many of the rarest are searched. */
const MIN_WORDS = 2

/**
 * The words that fit into the budget of one search, in the given order (heaviest first). A word costs one index entry for
 * each item that has it. So the cost does not grow with the index, and only very common words are left out.
 */
export function affordableWords<T extends { word: string }>(words: T[], counts: ReadonlyMap<string, number>): T[] {
  const costOf = ({ word }: T) => counts.get(word) ?? 0
  let left = MAX_PLACES
  const chosen: T[] = []
  for (const each of words) {
    const cost = costOf(each)
    if (cost > Math.min(left, MAX_WORD_PLACES)) continue
    left -= cost
    if (cost > 0) chosen.push(each)
  }
  return chosen.length > 0 ? chosen : words.toSorted((a, b) => costOf(a) - costOf(b)).slice(0, MIN_WORDS)
}
