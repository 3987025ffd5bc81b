import { DAY, HOUR, MINUTE, WEEK } from "../../lib/text/time.ts"
import type { PublisherSchedule } from "../../model/parsed-feed.ts"
import type { PollHistory } from "../../model/poll-history.ts"

const MIN_INTERVAL_MS = 5 * MINUTE
const MAX_INTERVAL_MS = DAY
/** A longer hint is probably a mistake, so it is cut to this. */
const MAX_HINT_MS = WEEK
const MAX_LOOK_BACK_MS = 30 * DAY
const MAX_ARRIVALS = 30

/** The result of the latest poll, as far as the next poll depends on it. */
export interface PollSignals {
  /** Why it failed. Null when it did not. */
  failure: "gone" | "denied" | "busy" | "other" | null
  /** The number of failed polls in a row, with this one. */
  failures: number
  freshUntil: number | null
  retryAt: number | null
  /** A hub delivers what is new, so that this poll is only a check. */
  isPushed: boolean
}

export interface NextPoll {
  /** Milliseconds since 1970. Null: only an editor starts the next poll. */
  at: number | null
  /** The seconds between polls by the feed's own rhythm, before jitter and the publisher's hints. */
  intervalS: number
}

/**
 * Computes the time of the next poll: in five minutes to a day, by how often the feed changes. The publisher's hints
 * can make it later. It is in a day when a hub delivers what is new. `jitter` is 0 to 1 and spreads polls that would run together.
 */
export function nextPoll(history: PollHistory, signals: PollSignals, now: number, jitter: number): NextPoll {
  const rhythm = rhythmOf(history, now)
  const intervalS = Math.round(rhythm / 1000)
  if (signals.failure === "gone") return { at: null, intervalS }
  const wait = signals.failure !== null ? backOff(signals, rhythm) : signals.isPushed ? MAX_INTERVAL_MS : rhythm
  const floors = signals.failure === null ? [politeFloor(history, now), signals.freshUntil] : []
  const earliest = Math.max(
    now + wait,
    ...[...floors, signals.retryAt].map((at) => Math.min(at ?? 0, now + MAX_HINT_MS)),
  )
  const delay = jitter * Math.min(wait * 0.1, 30 * MINUTE)
  return { at: afterSkips(Math.ceil(earliest + delay), history.schedule), intervalS }
}

/** Half the usual gap between stories. Longer after a long silence. */
function rhythmOf({ arrivals, since }: PollHistory, now: number): number {
  const recent = arrivals.filter((at) => at > now - MAX_LOOK_BACK_MS && at <= now)
  const last = recent.at(-1) ?? since ?? now
  const silence = (now - last) / 6
  const usual = recent.length < 2 ? HOUR : (now - recent[0]!) / recent.length / 2
  return Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, usual, silence))
}

/**
 * The earliest time by the document's own hints. A feed without validators is polled at most once an hour, because
 * every poll costs the whole document.
 */
function politeFloor({ hasValidators, schedule }: PollHistory, now: number): number {
  const asked = Math.max((schedule?.ttlMinutes ?? 0) * MINUTE, (schedule?.updateIntervalS ?? 0) * 1000)
  return now + Math.max(asked, hasValidators === false ? HOUR : 0)
}

const FIRST_WAIT_MS = { denied: 4 * HOUR, busy: HOUR, other: 15 * MINUTE }

function backOff({ failure, failures }: PollSignals, rhythm: number): number {
  const first = Math.max(rhythm, FIRST_WAIT_MS[failure === "denied" || failure === "busy" ? failure : "other"])
  return Math.min(MAX_INTERVAL_MS, first * 2 ** Math.min(20, failures - 1))
}

/** The first time from `at` on that skipHours and skipDays allow. */
function afterSkips(at: number, schedule: PublisherSchedule | undefined): number {
  const hours = new Set(schedule?.skipHours)
  const days = new Set(schedule?.skipDays)
  // A feed that skips every hour or every day is mistaken.
  const skipped = (time: Date) =>
    (hours.size < 24 && hours.has(time.getUTCHours())) || (days.size < 7 && days.has(time.getUTCDay()))
  let open = at
  while (skipped(new Date(open))) open = (Math.floor(open / HOUR) + 1) * HOUR
  // Spreads polls over the first six minutes of the allowed hour, so that they do not all start in its first second.
  return open === at ? at : open + (at % HOUR) / 10
}

/** Adds the publication times of new items to the history. */
export function withArrivals(history: PollHistory, published: number[], now: number): PollHistory {
  const { since, succeededAt = since } = history
  // The first poll takes the rhythm from the dates in the feed. Later polls use the time when a story appeared, if its
  // own date is not plausible.
  const earliest = succeededAt === undefined ? now - MAX_LOOK_BACK_MS : succeededAt - DAY
  const times = published.map((at) => (at >= earliest && at < now ? at : succeededAt === undefined ? null : now))
  const arrivals = [...history.arrivals, ...times.filter((at) => at !== null)].sort((a, b) => a - b)
  return { ...history, since: since ?? now, succeededAt: now, arrivals: arrivals.slice(-MAX_ARRIVALS) }
}
