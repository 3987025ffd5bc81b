/** How many words two titles have in common, of all: from there on they are near-equal. */
const ALIKE = 0.8
/** Under so many words a title is a rubric: "Morning briefing" comes every day. */
const LEAST_WORDS = 4

interface Entry<T> {
  item: T
  words: Set<string>
  numbers: string
}

/**
 * Finds near-equal titles among many: only items that share one of a title's rarest words are compared, since two titles
 * that are alike must share one.
 */
export class TitleIndex<T> {
  private readonly byWord = new Map<string, Entry<T>[]>()

  constructor(items: T[], titleKeyOf: (item: T) => string) {
    for (const item of items) {
      const words = wordsOf(titleKeyOf(item))
      const entry = { item, words, numbers: numbersOf(words) }
      for (const word of words) {
        const entries = this.byWord.get(word)
        if (entries) entries.push(entry)
        else this.byWord.set(word, [entry])
      }
    }
  }

  /** The item that `accepts` and whose title is most like this one; the first of several. Null when none is near-equal. */
  nearest(titleKey: string, accepts: (item: T) => boolean): T | null {
    const words = wordsOf(titleKey)
    if (words.size < LEAST_WORDS) return null
    const rarity = [...words].map((word) => ({ word, entries: this.byWord.get(word) ?? [] }))
    rarity.sort((a, b) => a.entries.length - b.entries.length)
    const enough = words.size - Math.ceil(ALIKE * words.size) + 1
    const numbers = numbersOf(words)
    let best: T | null = null
    let most = ALIKE - 1e-9
    for (const entry of new Set(rarity.slice(0, enough).flatMap(({ entries }) => entries))) {
      // Titles that differ in a number tell of different things.
      if (entry.numbers !== numbers || !accepts(entry.item)) continue
      const score = likeness(words, entry.words)
      if (score > most) [best, most] = [entry.item, score]
    }
    return best
  }
}

const wordsOf = (titleKey: string) => new Set(titleKey.split(" "))

const numbersOf = (words: Set<string>) =>
  [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join(" ")

/** 0..1: words in common over words in all. */
function likeness(a: Set<string>, b: Set<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return common / (a.size + b.size - common)
}
