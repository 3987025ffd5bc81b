import type { Counts } from "./counts.ts"

/** What came of a document. */
export interface Ingested {
  counts: Counts
  /** When the new items were published, ms since 1970. */
  arrivals: number[]
  /** Ids of what the document shows. */
  offered: string[]
}

export interface IngestOptions {
  now: number
  /** See DiffContext. */
  revives: boolean
  /** Whether a page answers that it is gone; asked of a house partner's posts that a poll misses. */
  isGone?: (url: string) => Promise<boolean>
}
