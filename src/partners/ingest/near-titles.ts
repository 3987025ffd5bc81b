/** Two titles are near-equal when they share at least this part of their words. */
const MIN_ALIKE = 0.8
/** A title with fewer words is a rubric, such as "Morning briefing", which comes every day. */
const MIN_WORDS = 4
/**
 * Limits for one title: words looked up, and other titles compared. Ordinary titles share rare words with two or three
 * others.
 */
const MAX_LOOKUPS = 1000
const MAX_LOOKED_AT_ITEMS = 50

interface Entry<T> {
  item: T
  words: Set<string>
  numbers: string
}

/**
 * Finds near-equal titles among many. It compares only titles that share one of the rarest words, because two
 * near-equal titles must share one. The cost of a title is limited, and the rarest words come first.
 */
export class TitleIndex<T> {
  private readonly byTitle = new Map<string, T[]>()
  private readonly byWord = new Map<string, Entry<T>[]>()

  constructor(items: readonly T[], titleKeyOf: (item: T) => string) {
    for (const item of items) {
      const title = titleKeyOf(item)
      const words = wordsOf(title)
      const entry = { item, words, numbers: numbersOf(words) }
      add(this.byTitle, title, item)
      for (const word of words) add(this.byWord, word, entry)
    }
  }

  /**
   * Finds the accepted item with the most similar title. The first of several equal ones wins. Null when no title is
   * near-equal.
   */
  nearest(titleKey: string, accepts: (item: T) => boolean): T | null {
    const words = wordsOf(titleKey)
    if (words.size < MIN_WORDS) return null
    const equal = this.byTitle.get(titleKey) ?? []
    for (let at = 0; at < equal.length && at < MAX_LOOKED_AT_ITEMS; at++) if (accepts(equal[at]!)) return equal[at]!
    const numbers = numbersOf(words)
    const seen = new Set<Entry<T>>()
    let best: T | null = null
    let most = MIN_ALIKE - 1e-9
    let lookups = 0
    for (const entries of this.rarest(words)) {
      for (const entry of entries) {
        if (seen.has(entry)) continue
        if (seen.size === MAX_LOOKED_AT_ITEMS || lookups > MAX_LOOKUPS) return best
        seen.add(entry)
        // Titles with different numbers are about different events.
        if (entry.numbers !== numbers || !couldBeAlike(words, entry.words) || !accepts(entry.item)) continue
        lookups += words.size
        const score = likeness(words, entry.words)
        if (score > most) [best, most] = [entry.item, score]
      }
    }
    return best
  }

  /** The entries of each of the title's rarest words. A near-equal title must have one of these words. */
  private rarest(words: Set<string>): Entry<T>[][] {
    const byRarity = [...words].map((word) => this.byWord.get(word) ?? []).sort((a, b) => a.length - b.length)
    return byRarity.slice(0, words.size - Math.ceil(MIN_ALIKE * words.size) + 1)
  }
}

function add<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

const wordsOf = (titleKey: string) => new Set(titleKey.split(" "))

const numbersOf = (words: Set<string>) =>
  [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join(" ")

const couldBeAlike = (a: Set<string>, b: Set<string>) =>
  Math.min(a.size, b.size) >= (MIN_ALIKE - 1e-9) * Math.max(a.size, b.size)

/** Words in common divided by all words, 0 to 1. */
function likeness(a: Set<string>, b: Set<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return common / (a.size + b.size - common)
}
