// Finds which candidates tell one story, so that a list shows it once.
// In: scored candidates. Out: groups of copies, the best of each first.
// Source: near-duplicates.ts; `story`, which the store sets when it takes an item in.
import type { Outs } from "../model/why-not.ts"
import type { Candidate } from "./candidate.ts"
import { areCopies, type Shingles, shinglesOf } from "./near-duplicates.ts"
import type { Scored } from "./score.ts"

/** A candidate with its text in a form that shows copies. */
export interface Shingled {
  scored: Scored
  shingles: Shingles
}

export const toShingled = (scored: Scored): Shingled => ({ scored, shingles: shinglesOfCandidate(scored.candidate) })

export const shinglesOfCandidate = ({ title, summary, content, language }: Candidate): Shingles =>
  shinglesOf(`${title}\n${summary || content.slice(0, 300)}`, language)

/** Groups candidates about the same story, by `story` or by text. The best of each group comes first. */
export function groupCopies(ranked: Shingled[]): Shingled[][] {
  const groups: Shingled[][] = []
  for (const each of ranked) {
    const [group, ...others] = groups.filter((told) => told.some((other) => isSameStory(other, each)))
    if (!group) groups.push([each])
    else group.push(each, ...others.flat())
    // This candidate matches several groups, so they are one story and are merged.
    for (const other of others) groups.splice(groups.indexOf(other), 1)
  }
  return groups
}

function isSameStory(a: Shingled, b: Shingled): boolean {
  const [first, second] = [a.scored.candidate, b.scored.candidate]
  return (first.story ?? first.id) === (second.story ?? second.id) || areCopies(a.shingles, b.shingles)
}

/** The copy to link: the first published. `outs` gets the others. */
export function firstOf(copies: Shingled[], outs: Outs): Shingled {
  const first = copies.reduce((a, b) => (isFirst(b.scored.candidate, a.scored.candidate) ? b : a))
  for (const { scored } of copies) {
    if (scored !== first.scored) outs.set(scored.candidate.id, { reason: "copy", of: first.scored.candidate.id })
  }
  return first
}

/** The earlier publisher is credited. At the same time, the one who does not pay. */
function isFirst(a: Candidate, b: Candidate): boolean {
  return a.publishedAt !== b.publishedAt ? a.publishedAt < b.publishedAt : !a.sponsored && b.sponsored
}
