import type { Rejected } from "./drafts.ts"

/** An answer names so many rejected entries, and says how many there were. */
const REJECTED_NAMED = 100

/** What came of a document, as polls and pushes answer it. */
export interface Counts {
  created: number
  updated: number
  unchanged: number
  withdrawn: number
  /** The first of them. */
  rejected: Rejected[]
  rejectedTotal: number
}

/** The answer to a document. A guid in it is 2,000 characters at most, as model/limits.ts has it. */
export function toCounts(done: Omit<Counts, "rejected" | "rejectedTotal">, rejected: Rejected[]): Counts {
  const first = rejected.toSorted((a, b) => a.index - b.index).slice(0, REJECTED_NAMED)
  return {
    ...done,
    rejected: first,
    rejectedTotal: rejected.length,
  }
}

export const NO_CHANGE: Counts = toCounts({ created: 0, updated: 0, unchanged: 0, withdrawn: 0 }, [])
