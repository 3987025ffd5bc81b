import type { PublisherSchedule } from "./parsed-feed.ts"

/** What a partner's schedule looks back on. Times in milliseconds since 1970. */
export interface PollHistory {
  /** When the newest items came out, oldest first. */
  arrivals: number[]
  /** First successful poll. */
  since?: number
  /** Last successful poll; what was pushed since does not count. */
  succeededAt?: number
  /** Whether the last 200 carried an ETag or a Last-Modified. */
  hasValidators?: boolean
  /** What the last document said about how often to come. */
  schedule?: PublisherSchedule
  /** When the document was last asked for whatever its validators. */
  wholeAt?: number
  /** A permanent redirect, and since when every poll has met it. */
  moved?: { url: string; since: number }
}
