import { describe, expect, it } from "vitest"
import { DAY, HOUR, MINUTE } from "../../src/lib/text/time.ts"
import type { Vitals } from "../../src/model/vitals.ts"
import { isSilent, judge } from "../../src/watch/judge.ts"

const WELL: Vitals = {
  unannounced: 3,
  oldestUnannouncedMs: 10 * MINUTE,
  overduePolls: 100,
  deadLetters: 0,
  partners: 12,
  failingPartners: 3,
  silentPartners: [],
  damaged: 0,
}

describe("what is wrong", () => {
  it("is nothing at the thresholds", () => {
    expect(judge(WELL, 5 * MINUTE)).toEqual([])
  })

  it.each([
    [{}, 5 * MINUTE + 1, "clock", /not ticked for 5 minutes/],
    [{}, 3 * HOUR, "clock", /3 hours/],
    [{ oldestUnannouncedMs: 10 * MINUTE + 1 }, 0, "unannounced", /3 articles, the oldest for 10 minutes/],
    [{ overduePolls: 101 }, 0, "polls", /101 polls/],
    [{ deadLetters: 1 }, 0, "dead-letters", /1 message failed/],
    [{ deadLetters: 1000 }, 0, "dead-letters", /1,000 or more/],
    [{ failingPartners: 4 }, 0, "partners", /4 of 12/],
    [{ damaged: 2 }, 0, "damaged", /2 values/],
  ])("is told when %j and a tick %i ms ago", (change, age, reason, detail) => {
    expect(judge({ ...WELL, ...change }, age)).toEqual([
      { reason, level: "bad", detail: expect.stringMatching(detail) },
    ])
  })

  it("is not that few partners fail, or few of many", () => {
    expect(judge({ ...WELL, partners: 2, failingPartners: 2 }, 0)).toEqual([])
    expect(judge({ ...WELL, partners: 1000, failingPartners: 250 }, 0)).toEqual([])
  })

  it("is that the clock has never ticked, or that what it saw cannot be read", () => {
    expect(judge(null, null)).toMatchObject([{ reason: "clock" }])
    expect(judge(null, 0)).toMatchObject([{ reason: "clock" }])
  })

  it("names a silent partner as a notice", () => {
    expect(judge({ ...WELL, silentPartners: ["herald"] }, 0)).toMatchObject([
      { reason: "partner-silent:herald", level: "notice" },
    ])
  })
})

describe("a partner", () => {
  const every = (gap: number, count = 12) => Array.from({ length: count }, (_, n) => n * gap)

  it.each([
    ["hourly", every(HOUR), 11 * HOUR, 3 * HOUR],
    ["daily", every(DAY), 11 * DAY, 3 * DAY],
    // A quiet hour says nothing of one that writes each minute.
    ["each minute", every(MINUTE), 11 * MINUTE, 3 * HOUR],
  ])("that writes %s is silent after three usual intervals", (_, arrivals, last, wait) => {
    expect(isSilent({ arrivals }, last + wait)).toBe(false)
    expect(isSilent({ arrivals }, last + wait + 1)).toBe(true)
  })

  it("that has nights is not silent at night", () => {
    // Ten stories a day, an hour apart, and fifteen hours of night.
    const arrivals = Array.from({ length: 20 }, (_, n) => Math.floor(n / 10) * DAY + (n % 10) * HOUR)
    const evenings = [...arrivals, 2 * DAY, 3 * DAY, 4 * DAY]
    expect(isSilent({ arrivals: evenings }, 4 * DAY + 15 * HOUR)).toBe(false)
  })

  it("of which little is known is not silent", () => {
    expect(isSilent({ arrivals: every(HOUR, 5) }, DAY)).toBe(false)
    expect(isSilent({ arrivals: [] }, DAY)).toBe(false)
  })
})
