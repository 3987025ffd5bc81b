// Decides what is wrong, and with which words.
// In: what the last tick saw, and how long ago it was. Out: reasons, each over its threshold.
import { DAY, HOUR, MINUTE } from "../lib/text/time.ts"
import type { PollHistory } from "../model/poll-history.ts"
import type { Reason, Vitals } from "../model/vitals.ts"

/** The clock ticks each minute. */
export const MAX_TICK_AGE_MS = 5 * MINUTE
export const MAX_UNANNOUNCED_MS = 10 * MINUTE
/** Of so many partners, some always fail. */
export const MIN_FAILING_PARTNERS = 3
export const MAX_FAILING_SHARE = 0.25
export const MAX_OVERDUE_POLLS = 100
export const MAX_BACKUP_AGE_MS = 2 * DAY

/** `tickAge` is null before the first tick. */
export function judge(seen: Vitals | null, tickAge: number | null): Reason[] {
  if (!seen || tickAge === null) return [bad("clock", "The clock has not ticked yet. It does so within a minute.")]
  const { deadLetters, partners, failingPartners, damaged, overduePolls, oldestUnannouncedMs, unannounced } = seen
  return [
    tickAge > MAX_TICK_AGE_MS
      ? bad("clock", `The clock has not ticked for ${inWords(tickAge)}. Nothing is polled or released by time.`)
      : null,
    oldestUnannouncedMs > MAX_UNANNOUNCED_MS
      ? bad(
          "unannounced",
          `Feeds do not show ${count(unannounced, "article")}, the oldest for ${inWords(oldestUnannouncedMs)}.`,
        )
      : null,
    overduePolls > MAX_OVERDUE_POLLS ? bad("polls", `${count(overduePolls, "poll")} are over ten minutes late.`) : null,
    deadLetters > 0
      ? bad("dead-letters", `${count(deadLetters, "message")} failed for good. GET /dead-letters shows them.`)
      : null,
    failingPartners >= MIN_FAILING_PARTNERS && failingPartners > partners * MAX_FAILING_SHARE
      ? bad("partners", `${failingPartners} of ${partners} partners have failed five times in a row.`)
      : null,
    damaged > 0
      ? bad("damaged", `${count(damaged, "value")} in the stores cannot be read. GET /status says what to do.`)
      : null,
    (seen.backupAgeMs ?? 0) > MAX_BACKUP_AGE_MS
      ? bad("backup", `The last daily back-up is ${inWords(seen.backupAgeMs!)} old.`)
      : null,
    ...seen.silentPartners.map((id) =>
      notice(`partner-silent:${id}`, `The partner ${id} has had no new story for three of its usual intervals.`),
    ),
  ].filter((each) => each !== null)
}

const bad = (reason: string, detail: string): Reason => ({ reason, level: "bad", detail })
const notice = (reason: string, detail: string): Reason => ({ reason, level: "notice", detail })

const count = (n: number, what: string) => `${n >= 1000 ? "1,000 or more" : n} ${what}${n === 1 ? "" : "s"}`

function inWords(ms: number): string {
  if (ms < 2 * HOUR) return count(Math.round(ms / MINUTE), "minute")
  return ms < 2 * DAY ? count(Math.round(ms / HOUR), "hour") : count(Math.round(ms / DAY), "day")
}

const MIN_ARRIVALS = 6
const MIN_USUAL_MS = HOUR

/**
 * Whether a partner has had no new story for three of its usual intervals. The usual interval is what nine of ten gaps
 * between its newest stories are shorter than, so that nights and Sundays are usual.
 */
export function isSilent({ arrivals }: PollHistory, now: number): boolean {
  if (arrivals.length < MIN_ARRIVALS) return false
  const gaps = arrivals.slice(1).map((at, n) => at - arrivals[n]!)
  const usual = gaps.sort((one, other) => one - other)[Math.floor(gaps.length * 0.9)]!
  return now - arrivals.at(-1)! > 3 * Math.max(usual, MIN_USUAL_MS)
}
