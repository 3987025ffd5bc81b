import type { PublisherSchedule } from "./parsed-feed.ts"

/** The history that a partner's polling schedule depends on. Times are milliseconds since 1970. */
export interface PollHistory {
  /** Publication times of the newest items, oldest first. */
  arrivals: number[]
  /** First successful poll. */
  since?: number
  /** Last successful poll. Pushes do not count. */
  succeededAt?: number
  /** Whether the last answer of 200 had an ETag or a Last-Modified. */
  hasValidators?: boolean
  /** The publisher's hints in the last document. */
  schedule?: PublisherSchedule
  /** Last request without validators. */
  wholeAt?: number
  /** A permanent redirect, and the time since when every poll was redirected. */
  moved?: { url: string; since: number }
}
