import { DAY, HOUR, MINUTE, WEEK } from "../../lib/text/time.ts"
import type { PublisherSchedule } from "../../model/parsed-feed.ts"
import type { PollHistory } from "../../model/poll-history.ts"

const SHORTEST = 5 * MINUTE
const LONGEST = DAY
/** Hints beyond this are taken for a mistake. */
const LONGEST_HINT = WEEK
const LOOK_BACK = 30 * DAY
const MOST_ARRIVALS = 30

/** How the latest poll went, as far as the next one depends on it. */
export interface PollSignals {
  /** Why it failed; null when it did not. */
  failure: "gone" | "denied" | "busy" | "other" | null
  /** Failed polls in a row, this one included. */
  failures: number
  freshUntil: number | null
  retryAt: number | null
}

export interface NextPoll {
  /** Milliseconds since 1970; null: not again unless an editor asks. */
  at: number | null
  /** Seconds that the partner's own rhythm asks for, before jitter and the publisher's wishes. */
  intervalS: number
}

/**
 * When to poll next. Between five minutes and a day by how often the feed really changes, later wherever the publisher
 * asks for that. `chance` is 0..1 and spreads polls that would fall together.
 */
export function nextPoll(history: PollHistory, signals: PollSignals, now: number, chance: number): NextPoll {
  const rhythm = rhythmOf(history, now)
  const intervalS = Math.round(rhythm / 1000)
  if (signals.failure === "gone") return { at: null, intervalS }
  const wait = signals.failure === null ? rhythm : backOff(signals, rhythm)
  const floors = signals.failure === null ? [politeFloor(history, now), signals.freshUntil] : []
  const earliest = Math.max(
    now + wait,
    ...[...floors, signals.retryAt].map((at) => Math.min(at ?? 0, now + LONGEST_HINT)),
  )
  const jitter = chance * Math.min(wait * 0.1, 30 * MINUTE)
  return { at: afterSkips(Math.ceil(earliest + jitter), history.schedule), intervalS }
}

/** Half the usual gap between stories, longer when the feed has been silent for long. */
function rhythmOf({ arrivals, since }: PollHistory, now: number): number {
  const recent = arrivals.filter((at) => at > now - LOOK_BACK && at <= now)
  const last = recent.at(-1) ?? since ?? now
  const silence = (now - last) / 6
  const usual = recent.length < 2 ? HOUR : (now - recent[0]!) / recent.length / 2
  return Math.min(LONGEST, Math.max(SHORTEST, usual, silence))
}

/** What the document asks for; hourly at most where every poll costs the whole document. */
function politeFloor({ hasValidators, schedule }: PollHistory, now: number): number {
  const asked = Math.max((schedule?.ttlMinutes ?? 0) * MINUTE, (schedule?.updateIntervalS ?? 0) * 1000)
  return now + Math.max(asked, hasValidators === false ? HOUR : 0)
}

const FIRST_WAIT = { denied: 4 * HOUR, busy: HOUR, other: 15 * MINUTE }

function backOff({ failure, failures }: PollSignals, rhythm: number): number {
  const first = Math.max(rhythm, FIRST_WAIT[failure === "denied" || failure === "busy" ? failure : "other"])
  return Math.min(LONGEST, first * 2 ** Math.min(20, failures - 1))
}

/** The first moment from `at` on that the feed's skipHours and skipDays leave open. */
function afterSkips(at: number, schedule: PublisherSchedule | undefined): number {
  const hours = new Set(schedule?.skipHours)
  const days = new Set(schedule?.skipDays)
  // A feed that forbids every hour or every day has made a mistake.
  const skipped = (time: Date) =>
    (hours.size < 24 && hours.has(time.getUTCHours())) || (days.size < 7 && days.has(time.getUTCDay()))
  let open = at
  while (skipped(new Date(open))) open = (Math.floor(open / HOUR) + 1) * HOUR
  // Into the opened hour by as much as into the skipped one, so that not everybody comes on its first second.
  return open === at ? at : open + (at % HOUR) / 10
}

/** The history after a poll that brought these items, given as their times of publication. */
export function withArrivals(history: PollHistory, published: number[], now: number): PollHistory {
  const { since, succeededAt = since } = history
  // A first poll learns the rhythm from what the feed says of its past; later ones date a story by when it showed up.
  const earliest = succeededAt === undefined ? now - LOOK_BACK : succeededAt - DAY
  const times = published.map((at) => (at >= earliest && at < now ? at : succeededAt === undefined ? null : now))
  const arrivals = [...history.arrivals, ...times.filter((at) => at !== null)].sort((a, b) => a - b)
  return { ...history, since: since ?? now, succeededAt: now, arrivals: arrivals.slice(-MOST_ARRIVALS) }
}
