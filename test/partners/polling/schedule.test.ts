import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readCacheHints } from "../../../src/lib/http/freshness.ts"
import type { PollHistory } from "../../../src/model/poll-history.ts"
import { nextPoll, type PollSignals, withArrivals } from "../../../src/partners/polling/schedule.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 23, 9, 30) // a Monday

const FINE: PollSignals = { failure: null, failures: 0, freshUntil: null, retryAt: null, isPushed: false }
const every = (gap: number, count = 30): number[] => Array.from({ length: count }, (_, i) => NOW - (count - i) * gap)
const history = (arrivals: number[], more: Partial<PollHistory> = {}): PollHistory => ({
  arrivals,
  since: NOW - 60 * DAY,
  hasValidators: true,
  ...more,
})
const wait = (past: PollHistory, signals: Partial<PollSignals> = {}, jitter = 0) => {
  const { at } = nextPoll(past, { ...FINE, ...signals }, NOW, jitter)
  return at === null ? null : at - NOW
}
const schedule = { skipHours: [], skipDays: [] }

describe("how often a feed is polled", () => {
  it("is once a day while a hub delivers what is new, and as often as ever after a failure", () => {
    const busy = history(every(MINUTE))
    expect(wait(busy)).toBe(5 * MINUTE)
    expect(wait(busy, { isPushed: true })).toBe(DAY)
    expect(wait(busy, { isPushed: true }, 1)).toBe(DAY + 30 * MINUTE)
    expect(wait(busy, { isPushed: true, failure: "other", failures: 1 })).toBe(15 * MINUTE)
    expect(wait(busy, { isPushed: true, retryAt: NOW + 2 * DAY })).toBe(2 * DAY)
  })

  it.each([
    ["a story a minute", every(MINUTE), 5 * MINUTE],
    ["ten stories an hour", every(6 * MINUTE), 5 * MINUTE],
    ["a story an hour", every(HOUR), 30 * MINUTE],
    ["a story every six hours", every(6 * HOUR), 3 * HOUR],
    ["a story a day", every(DAY), 12 * HOUR],
    ["a story a week", every(7 * DAY, 4), DAY],
    ["nothing for two months", [], DAY],
  ])("%s", (_, arrivals, expected) => {
    expect(wait(history(arrivals))).toBe(expected)
  })

  it("is hourly for a feed of which nothing is known yet", () => {
    expect(wait({ arrivals: [] })).toBe(HOUR)
  })

  it("slows down when a busy feed falls silent", () => {
    const before = every(10 * MINUTE).map((at) => at - 12 * HOUR + 10 * MINUTE)
    expect(wait(history(before))).toBe(2 * HOUR)
  })

  it("is spread by up to a tenth, half an hour at most", () => {
    expect(wait(history(every(HOUR)), {}, 0.5)).toBe(31.5 * MINUTE)
    expect(wait(history([]), {}, 0.5)).toBe(DAY + 15 * MINUTE)
  })

  it("learns from a first document's dates, and afterwards from when stories showed up", () => {
    const first = withArrivals({ arrivals: [] }, [NOW, NOW - HOUR, NOW - 40 * DAY, NOW + HOUR], NOW)
    expect(first).toEqual({ arrivals: [NOW - HOUR], since: NOW, succeededAt: NOW })
    const second = withArrivals(first, [NOW - 300 * DAY, NOW + 2 * HOUR], NOW + 3 * HOUR)
    expect(second.arrivals).toEqual([NOW - HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR])
  })

  it("keeps the newest thirty arrivals", () => {
    expect(withArrivals({ arrivals: every(HOUR) }, every(HOUR, 9), NOW).arrivals).toHaveLength(30)
  })
})

describe("what the publisher asks for", () => {
  const busy = every(MINUTE)
  it.each([
    ["ttl", { schedule: { ...schedule, ttlMinutes: 45 } }, {}, 45 * MINUTE],
    ["sy:updatePeriod", { schedule: { ...schedule, updateIntervalS: 7200 } }, {}, 2 * HOUR],
    ["the longer of both", { schedule: { ...schedule, ttlMinutes: 45, updateIntervalS: 7200 } }, {}, 2 * HOUR],
    ["more than a day", { schedule: { ...schedule, ttlMinutes: 2880 } }, {}, 2 * DAY],
    ["a year, which is a mistake", { schedule: { ...schedule, updateIntervalS: 365 * 86400 } }, {}, 7 * DAY],
    ["max-age", {}, { freshUntil: NOW + 20 * MINUTE }, 20 * MINUTE],
    ["a max-age that is over", {}, { freshUntil: NOW - MINUTE }, 5 * MINUTE],
    ["Retry-After beside a success", {}, { retryAt: NOW + HOUR }, HOUR],
    ["no validators", { hasValidators: false }, {}, HOUR],
  ])("%s", (_, past, signals, expected) => {
    expect(wait(history(busy, past), signals)).toBe(expected)
  })

  it.each([
    ["the hour we are in", { skipHours: [9], skipDays: [] }, Date.UTC(2026, 10, 23, 10)],
    ["the whole working day", { skipHours: [9, 10, 11, 12, 13], skipDays: [] }, Date.UTC(2026, 10, 23, 14)],
    ["Mondays", { skipHours: [], skipDays: [1] }, Date.UTC(2026, 10, 24)],
    ["Mondays and the small hours", { skipHours: [0, 1], skipDays: [1] }, Date.UTC(2026, 10, 24, 2)],
  ])("not to come in %s", (_, skips, opens) => {
    const { at } = nextPoll(history(busy, { schedule: skips }), FINE, NOW, 0)
    expect(at).toBeGreaterThanOrEqual(opens)
    expect(at).toBeLessThan(opens + 6 * MINUTE)
  })

  it.each([
    [{ skipHours: Array.from({ length: 24 }, (_, i) => i), skipDays: [] }],
    [{ skipHours: [], skipDays: [0, 1, 2, 3, 4, 5, 6] }],
  ])("never to come at all is not heeded", (skips) => {
    expect(wait(history(busy, { schedule: skips }))).toBe(5 * MINUTE)
  })
})

describe("after failures", () => {
  const busy = history(every(MINUTE))
  it.each([
    [1, 15 * MINUTE],
    [2, 30 * MINUTE],
    [3, HOUR],
    [7, 16 * HOUR],
    [8, DAY],
    [1000, DAY],
  ])("the poll after failure %i comes after %i ms", (failures, expected) => {
    expect(wait(busy, { failure: "other", failures })).toBe(expected)
  })

  it.each([
    ["refused access waits four hours", { failure: "denied" as const }, 4 * HOUR],
    ["an overloaded server gets an hour", { failure: "busy" as const }, HOUR],
    ["Retry-After is obeyed", { failure: "busy" as const, retryAt: NOW + 5 * HOUR }, 5 * HOUR],
    ["a short Retry-After does not hurry us", { failure: "busy" as const, retryAt: NOW + 1000 }, HOUR],
    ["an absurd Retry-After is cut to a week", { failure: "busy" as const, retryAt: NOW + 1000 * DAY }, 7 * DAY],
    ["410 ends it", { failure: "gone" as const }, null],
  ])("%s", (_, signals, expected) => {
    expect(wait(busy, { failures: 1, ...signals })).toBe(expected)
  })
})

it("comes never sooner than it may and never later than a day, a tenth more, and what the publisher asks", {
  tags: "property",
}, () => {
  const optional = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: NOW - 60 * DAY, max: NOW }), { maxLength: 30 }),
      fc.record({ ttlMinutes: optional(20_000), updateIntervalS: optional(1_000_000) }),
      fc.option(fc.integer({ min: NOW - DAY, max: NOW + 9 * DAY }), { nil: null }),
      fc.option(fc.integer({ min: NOW - DAY, max: NOW + 9 * DAY }), { nil: null }),
      fc.boolean(),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (arrivals, asked, freshUntil, retryAt, hasValidators, jitter) => {
        const past = history(
          arrivals.toSorted((a, b) => a - b),
          { hasValidators, schedule: { ...schedule, ...asked } },
        )
        const { at } = nextPoll(past, { ...FINE, freshUntil, retryAt }, NOW, jitter)
        const week = NOW + 7 * DAY
        const floor = Math.max(
          NOW + (hasValidators ? 5 * MINUTE : HOUR),
          Math.min(week, NOW + Math.max((asked.ttlMinutes ?? 0) * MINUTE, (asked.updateIntervalS ?? 0) * 1000)),
          Math.min(week, freshUntil ?? 0),
          Math.min(week, retryAt ?? 0),
        )
        expect(at).toBeGreaterThanOrEqual(floor)
        expect(at).toBeLessThanOrEqual(Math.max(floor, NOW + DAY) + 30 * MINUTE)
      },
    ),
  )
})

describe("readCacheHints", () => {
  it.each([
    ["nothing", {}, null, null],
    ["max-age", { "cache-control": "public, max-age=600" }, 600, null],
    ["max-age in quotes and capitals", { "cache-control": 'MAX-AGE="600"' }, 600, null],
    ["max-age less Age", { "cache-control": "max-age=600", age: "100" }, 500, null],
    ["s-maxage alone", { "cache-control": "s-maxage=60" }, 60, null],
    ["max-age over s-maxage", { "cache-control": "s-maxage=60, max-age=90" }, 90, null],
    ["no-store", { "cache-control": "no-store, max-age=600" }, null, null],
    ["no-cache", { "cache-control": "no-cache, max-age=600" }, null, null],
    ["a broken max-age", { "cache-control": "max-age=soon" }, null, null],
    [
      "Expires by the server's clock",
      { expires: "Mon, 23 Nov 2026 11:00:00 GMT", date: "Mon, 23 Nov 2026 10:00:00 GMT" },
      3600,
      null,
    ],
    ["Expires without Date", { expires: "Mon, 23 Nov 2026 09:40:00 GMT" }, 600, null],
    ["Expires: 0", { expires: "0" }, null, null],
    ["an Expires of the past", { expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, null, null],
    ["max-age over Expires", { "cache-control": "max-age=60", expires: "Mon, 23 Nov 2026 11:00:00 GMT" }, 60, null],
    ["Retry-After in seconds", { "retry-after": "120" }, null, 120],
    ["Retry-After as a date", { "retry-after": "Mon, 23 Nov 2026 10:00:00 GMT" }, null, 1800],
    ["Retry-After in words", { "retry-after": "later" }, null, null],
  ])("%s", (_, headers, fresh, retry) => {
    const hints = readCacheHints(new Headers(headers as unknown as Record<string, string>), NOW)
    expect(hints.freshUntil).toBe(fresh === null ? null : NOW + fresh * 1000)
    expect(hints.retryAt).toBe(retry === null ? null : NOW + retry * 1000)
  })
})
