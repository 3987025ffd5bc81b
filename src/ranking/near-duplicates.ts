// Finds copies of a text, such as one agency report in several papers.
// In: texts as shingles, runs of three words. Out: how much of one text is in another, and whether it is a copy.
// Source: w-shingling and the overlap coefficient.
import { foldedWords } from "./words/words.ts"

/** Words in a shingle. */
const SHINGLE_WORDS = 3

/** Every run of three folded words in a text. */
export type Shingles = ReadonlySet<string>

/** The shingles of a text. A text of up to three words is one shingle. `language` is BCP 47. */
export function shinglesOf(text: string, language: string | null): Shingles {
  const words = foldedWords(text, language)
  if (words.length <= SHINGLE_WORDS) return new Set(words.length ? [words.join(" ")] : [])
  return new Set(words.slice(SHINGLE_WORDS - 1).map((_, at) => words.slice(at, at + SHINGLE_WORDS).join(" ")))
}

/** 0..1: the common shingles divided by the shorter text's shingles. So a shortened copy counts as a full one. */
export function likeness(a: Shingles, b: Shingles): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return small.size === 0 ? 0 : commonOf(small, large) / small.size
}

function commonOf(small: Shingles, large: Shingles): number {
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common++
  return common
}

// Copies of an agency's text differ in headline, dateline and length. Separate reports of one event share only a quote.
const MIN_COPY_LIKENESS = 0.6
// With fewer shingles, a copy cannot be distinguished from a common phrase.
const MIN_SHINGLES = 5

/** Whether one text is a copy of the other. Very short texts must be equal. */
export function areCopies(a: Shingles, b: Shingles): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return isCopy(commonOf(small, large), small.size, large.size)
}

function isCopy(common: number, small: number, large: number): boolean {
  return small >= MIN_SHINGLES ? common / small >= MIN_COPY_LIKENESS : small > 0 && small === large && common === small
}

/** A text with this many shingles, three words or less, is a heading that many stories share, such as "News in brief". */
const MAX_HEADING_SHINGLES = 1

/** Finds copies among many texts. It looks up each shingle once, however many texts there are. */
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

  /** Indexes of the texts for which areCopies() is true. A heading has no copies. */
  copiesOf(text: Shingles): number[] {
    if (text.size <= MAX_HEADING_SHINGLES) return []
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

// Two reports by one agency share sentences. A republished text shares nearly all of them.
const MIN_TAKEN_LIKENESS = 0.75

/** Whether a headline and summary are taken from this whole text. */
export function isTakenFrom(part: Shingles, whole: Shingles): boolean {
  if (part.size < MIN_SHINGLES) return false
  return part.size <= whole.size ? likeness(part, whole) >= MIN_TAKEN_LIKENESS : areCopies(part, whole)
}
