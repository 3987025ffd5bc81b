import { foldedWords } from "./words/words.ts"

/** Runs of so many words are compared. */
const RUN = 3

/** What of a text tells a copy of it: every run of three folded words. */
export type Shingles = ReadonlySet<string>

/** The shingles of a text; a text under three words is one shingle. `language` is BCP 47. */
export function shinglesOf(text: string, language: string | null): Shingles {
  const words = foldedWords(text, language)
  if (words.length <= RUN) return new Set(words.length ? [words.join(" ")] : [])
  return new Set(words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" ")))
}

/** 0..1: shingles in common over the shorter one's. A cut copy of a text is as alike as a whole one. */
export function likeness(a: Shingles, b: Shingles): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return small.size === 0 ? 0 : commonOf(small, large) / small.size
}

function commonOf(small: Shingles, large: Shingles): number {
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common++
  return common
}

// Copies of an agency's text differ in a headline, a dateline and a cut; reports of one event share a quote at most.
const COPY = 0.6
// Too little text to tell a copy from a common phrase.
const TOO_SHORT = 5

/** Whether one of the texts is the other again. Very short ones must be equal. */
export function areCopies(a: Shingles, b: Shingles): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return isCopy(commonOf(small, large), small.size, large.size)
}

function isCopy(common: number, small: number, large: number): boolean {
  return small >= TOO_SHORT ? common / small >= COPY : small > 0 && small === large && common === small
}

/** A text of so few shingles, three words or less, is a rubric that many stories carry. */
const RUBRIC = 1

/** Texts among which copies are looked for: each shingle of a text is looked up once, however many texts there are. */
export class CopyIndex {
  private readonly texts: Shingles[]
  private readonly holders = new Map<string, number[]>()

  constructor(texts: Shingles[]) {
    this.texts = texts
    for (const [at, text] of texts.entries()) {
      for (const shingle of text) {
        const holders = this.holders.get(shingle)
        if (holders) holders.push(at)
        else this.holders.set(shingle, [at])
      }
    }
  }

  get size(): number {
    return this.texts.length
  }

  /** The places of the texts that are copies of this one, as areCopies() tells them; a rubric has none. */
  copiesOf(text: Shingles): number[] {
    if (text.size <= RUBRIC) return []
    const common = new Map<number, number>()
    for (const shingle of text) {
      for (const at of this.holders.get(shingle) ?? []) common.set(at, (common.get(at) ?? 0) + 1)
    }
    return [...common].flatMap(([at, count]) => {
      const { size } = this.texts[at]!
      return isCopy(count, Math.min(size, text.size), Math.max(size, text.size)) ? [at] : []
    })
  }
}

// Reports of one event by one agency share sentences; what was taken over whole shares nearly all.
const TAKEN = 0.75

/** Whether a headline and summary are those of this whole text, published elsewhere. */
export function isTakenFrom(part: Shingles, whole: Shingles): boolean {
  if (part.size < TOO_SHORT) return false
  return part.size <= whole.size ? likeness(part, whole) >= TAKEN : areCopies(part, whole)
}
