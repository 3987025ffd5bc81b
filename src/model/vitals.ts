import { z } from "zod"

/** What a tick sees of the service. Ages are milliseconds. */
export const Vitals = z.object({
  /** Articles whose feeds do not show them yet, at most 1000. */
  unannounced: z.number(),
  /** How long the oldest of them has waited. */
  oldestUnannouncedMs: z.number(),
  /** Partners whose poll is more than ten minutes overdue, at most 1000. */
  overduePolls: z.number(),
  /** At most 1000. */
  deadLetters: z.number(),
  partners: z.number(),
  /** Those that have failed five times in a row. */
  failingPartners: z.number(),
  /** Ids of partners without a new story for three of their usual intervals, at most 100. Looked for once an hour. */
  silentPartners: z.array(z.string()),
  /** Damaged values in the stores. */
  damaged: z.number(),
  /** Since the last daily back-up was finished, or the first begun. Null: there is none. */
  backupAgeMs: z.number().nullish(),
})

export type Vitals = z.infer<typeof Vitals>

/** Something that an operator should know. Only what is `bad` makes the service degraded. */
export interface Reason {
  /** What it is about: `dead-letters`, `partner-silent:herald`. */
  reason: string
  level: "bad" | "notice"
  /** A sentence. */
  detail: string
}
