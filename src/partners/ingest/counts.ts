import type { Rejected } from "./sent-items.ts"

/** The number of rejected entries in an answer. `rejectedTotal` counts all. */
const MAX_REJECTED = 100

/** The result of a document, as polls and pushes answer it. */
export interface IngestCounts {
  created: number
  updated: number
  unchanged: number
  withdrawn: number
  /** The first 100. */
  rejected: Rejected[]
  rejectedTotal: number
}

/** Makes the answer to a document. A guid in it has at most 2,000 characters, see model/limits.ts. */
export function toCounts(done: Omit<IngestCounts, "rejected" | "rejectedTotal">, rejected: Rejected[]): IngestCounts {
  const first = rejected.toSorted((a, b) => a.index - b.index).slice(0, MAX_REJECTED)
  return {
    ...done,
    rejected: first,
    rejectedTotal: rejected.length,
  }
}

export const NO_CHANGE: IngestCounts = toCounts({ created: 0, updated: 0, unchanged: 0, withdrawn: 0 }, [])
