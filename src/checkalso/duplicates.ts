import { wordsOf } from "./words.ts"

/** Runs of so many words are compared. */
const RUN = 3

/** What of a text tells a copy of it: every run of three folded words. */
export type Shingles = ReadonlySet<string>

/** The shingles of a text; a text under three words is one shingle. */
export function shinglesOf(text: string): Shingles {
  const terms = wordsOf(text).map(({ word }) => word)
  if (terms.length <= RUN) return new Set(terms.length ? [terms.join(" ")] : [])
  return new Set(terms.slice(RUN - 1).map((_, at) => terms.slice(at, at + RUN).join(" ")))
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
const TOO_SHORT = 8

/** Whether one of the texts is the other again. Titles alone count when they are equal. */
export function areCopies(a: Shingles, b: Shingles): boolean {
  if (Math.min(a.size, b.size) >= TOO_SHORT) return likeness(a, b) >= COPY
  return Math.min(a.size, b.size) > 0 && a.size === b.size && likeness(a, b) === 1
}
