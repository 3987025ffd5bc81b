import type { PollHistory } from "../../src/model/poll-history.ts"
import { nextPoll, type PollSignals, withArrivals } from "../../src/partners/polling/schedule.ts"
import { randomFrom } from "./random.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTH = 30 * DAY
/** Entries that a feed shows; what falls out between two polls is lost. */
const WINDOW = 20

export interface MonthOfPolling {
  partners: number
  stories: number
  requests: number
  requestsPerPartnerDay: number
  /** Answers 304, of all. */
  notModifiedShare: number
  /** Answers 200 with nothing new in them: feeds without validators. */
  uselessShare: number
  failedShare: number
  /** From publication to the poll that found it, minutes. */
  medianWaitMinutes: number
  p95WaitMinutes: number
  longestWaitHours: number
  /** The same among partners whose server neither failed nor asked for more time. */
  longestUndisturbedWaitHours: number
  lostStories: number
}

interface Publisher {
  /** Times of publication, oldest first; a month before the simulation and the month itself. */
  stories: number[]
  hasValidators: boolean
  maxAge: number
  schedule: PollHistory["schedule"]
  failureShare: number
}

/** From a story a week to a hundred a day, mostly by day, with servers as they are found on the web. */
function makePublisher(random: () => number, start: number): Publisher {
  const perDay = Math.exp(Math.log(1 / 7) + random() * Math.log(700))
  const stories: number[] = []
  for (let at = start - MONTH; at < start + MONTH; ) {
    at += (-Math.log(1 - random()) * DAY) / perDay / 1.44
    const hour = (at % DAY) / HOUR
    if (hour >= 6 && hour < 22 ? true : random() < 0.1) stories.push(at)
  }
  const kind = random()
  return {
    stories: stories.filter((at) => at < start + MONTH),
    hasValidators: random() < 0.85,
    maxAge: random() < 0.3 ? [5, 10, 15, 30, 60][Math.floor(random() * 5)]! * MINUTE : 0,
    schedule: {
      skipHours: kind > 0.98 ? [0, 1, 2, 3, 4] : [],
      skipDays: [],
      ...(kind < 0.3 ? { updateIntervalS: 3600 } : {}),
      ...(kind > 0.3 && kind < 0.4 ? { ttlMinutes: 60 } : {}),
    },
    failureShare: random() < 0.1 ? 0.05 : 0,
  }
}

interface Tally {
  stories: number
  requests: number
  notModified: number
  useless: number
  failed: number
  lost: number
  waits: number[]
  longestUndisturbed: number
}

/** Polls one publisher for a month. Throws when a poll comes sooner than the publisher allows. */
function pollFor(publisher: Publisher, random: () => number, start: number, tally: Tally): void {
  const { stories, hasValidators, maxAge, schedule, failureShare } = publisher
  const patient = failureShare === 0 && maxAge === 0 && schedule?.skipHours.length === 0
  let history: PollHistory = { arrivals: [] }
  let failures = 0
  let seen = 0
  for (let now = start + random() * HOUR; now < start + MONTH; ) {
    tally.requests++
    const signals: PollSignals = {
      failure: null,
      failures: 0,
      freshUntil: maxAge ? now + maxAge : null,
      retryAt: null,
      isPushed: false,
    }
    if (random() < failureShare) {
      tally.failed++
      signals.failure = "other"
      signals.failures = ++failures
    } else {
      failures = 0
      let upTo = seen
      while (upTo < stories.length && stories[upTo]! <= now) upTo++
      const fresh = stories.slice(Math.max(seen, upTo - WINDOW), upTo)
      if (history.succeededAt !== undefined) {
        tally.lost += Math.max(0, upTo - seen - WINDOW)
        for (const at of fresh) tally.waits.push(now - at)
        if (patient) for (const at of fresh) tally.longestUndisturbed = Math.max(tally.longestUndisturbed, now - at)
        tally.stories += upTo - seen
        if (!fresh.length) hasValidators ? tally.notModified++ : tally.useless++
      }
      history = withArrivals({ ...history, hasValidators, schedule }, fresh, now)
      seen = upTo
    }
    const { at } = nextPoll(history, signals, now, random())
    const floor = signals.failure ? 15 * MINUTE : Math.max(5 * MINUTE, maxAge, (schedule?.ttlMinutes ?? 0) * MINUTE)
    if (at === null || at < now + floor) throw new Error(`polled ${floor} ms too soon`)
    now = at
  }
}

/** A month of polling a thousand partners by a clock that is only a number. */
export function simulateMonth(seed = 1, partners = 1000): MonthOfPolling {
  const random = randomFrom(seed)
  const start = Date.UTC(2026, 10, 1)
  const tally: Tally = {
    stories: 0,
    requests: 0,
    notModified: 0,
    useless: 0,
    failed: 0,
    lost: 0,
    waits: [],
    longestUndisturbed: 0,
  }
  for (let i = 0; i < partners; i++) pollFor(makePublisher(random, start), random, start, tally)
  const waits = tally.waits.sort((a, b) => a - b)
  const at = (share: number) => Math.round((waits[Math.floor((waits.length - 1) * share)]! / MINUTE) * 10) / 10
  const share = (part: number) => Math.round((part / tally.requests) * 1000) / 1000
  return {
    partners,
    stories: tally.stories,
    requests: tally.requests,
    requestsPerPartnerDay: Math.round((tally.requests / partners / 30) * 10) / 10,
    notModifiedShare: share(tally.notModified),
    uselessShare: share(tally.useless),
    failedShare: share(tally.failed),
    medianWaitMinutes: at(0.5),
    p95WaitMinutes: at(0.95),
    longestWaitHours: Math.round((waits.at(-1)! / HOUR) * 10) / 10,
    longestUndisturbedWaitHours: Math.round((tally.longestUndisturbed / HOUR) * 10) / 10,
    lostStories: tally.lost,
  }
}
