import { foldedWords } from "./words.ts"

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
  if (small.size === 0) return 0
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common++
  return common / small.size
}

// Copies of an agency's text differ in a headline, a dateline and a cut; reports of one event share a quote at most.
const COPY = 0.6
// Too little text to tell a copy from a common phrase.
const TOO_SHORT = 5

/** Whether one of the texts is the other again. Very short ones must be equal. */
export function areCopies(a: Shingles, b: Shingles): boolean {
  const common = likeness(a, b)
  return Math.min(a.size, b.size) >= TOO_SHORT ? common >= COPY : a.size === b.size && common === 1
}

// Reports of one event by one agency share sentences; what was taken over whole shares nearly all.
const TAKEN = 0.75

/** Whether a headline and summary are those of this whole text, published elsewhere. */
export function isTakenFrom(part: Shingles, whole: Shingles): boolean {
  if (part.size < TOO_SHORT) return false
  return part.size <= whole.size ? likeness(part, whole) >= TAKEN : areCopies(part, whole)
}
