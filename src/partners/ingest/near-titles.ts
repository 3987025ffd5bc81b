/** How many words two titles have in common, of all: from there on they are near-equal. */
const ALIKE = 0.8
/** Under so many words a title is a rubric: "Morning briefing" comes every day. */
const LEAST_WORDS = 4
/** Words looked up for one title, and other titles looked at. Ordinary ones share rare words with two or three. */
const MOST_LOOKUPS = 1000
const MOST_LOOKED_AT = 50

interface Entry<T> {
  item: T
  words: Set<string>
  numbers: string
}

/**
 * Finds near-equal titles among many: only items that share one of a title's rarest words are compared, since two titles
 * that are alike must share one. What one title may cost is bounded, the rarest words come first.
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

  /** The item that `accepts` and whose title is most like this one; the first of several. Null when none is near-equal. */
  nearest(titleKey: string, accepts: (item: T) => boolean): T | null {
    const words = wordsOf(titleKey)
    if (words.size < LEAST_WORDS) return null
    const equal = this.byTitle.get(titleKey) ?? []
    for (let at = 0; at < equal.length && at < MOST_LOOKED_AT; at++) if (accepts(equal[at]!)) return equal[at]!
    const numbers = numbersOf(words)
    const seen = new Set<Entry<T>>()
    let best: T | null = null
    let most = ALIKE - 1e-9
    let lookups = 0
    for (const entries of this.rarest(words)) {
      for (const entry of entries) {
        if (seen.has(entry)) continue
        if (seen.size === MOST_LOOKED_AT || lookups > MOST_LOOKUPS) return best
        seen.add(entry)
        // Titles that differ in a number tell of different things.
        if (entry.numbers !== numbers || !couldBeAlike(words, entry.words) || !accepts(entry.item)) continue
        lookups += words.size
        const score = likeness(words, entry.words)
        if (score > most) [best, most] = [entry.item, score]
      }
    }
    return best
  }

  /** Entries by each of a title's rarest words; one that has none of these is not alike. */
  private rarest(words: Set<string>): Entry<T>[][] {
    const byRarity = [...words].map((word) => this.byWord.get(word) ?? []).sort((a, b) => a.length - b.length)
    return byRarity.slice(0, words.size - Math.ceil(ALIKE * words.size) + 1)
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
  Math.min(a.size, b.size) >= (ALIKE - 1e-9) * Math.max(a.size, b.size)

/** 0..1: words in common over words in all. */
function likeness(a: Set<string>, b: Set<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return common / (a.size + b.size - common)
}
