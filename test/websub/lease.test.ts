import { describe, expect, it } from "vitest"
import { nextLeaveAt, nextTryAt, renewalOf } from "../../src/websub/lease.ts"

const NOW = Date.UTC(2026, 10, 23, 9, 30)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe("a renewal (WebSub §5.3.1)", () => {
  it.each([
    ["a third of ten days is left", 10 * DAY, 0, (20 / 3) * DAY],
    ["a little earlier, so that not all come at once", 9 * DAY, 1, 5.7 * DAY],
    ["a third of an hour is left", HOUR, 0, 40 * MINUTE],
    ["a lease of a minute is not renewed each minute", MINUTE, 0, 5 * MINUTE],
  ])("%s", (_, lease, jitter, wait) => {
    expect(renewalOf(lease, NOW, jitter) - NOW).toBe(Math.ceil(wait))
  })
})

describe("the next request to a hub", () => {
  it.each<[string, Parameters<typeof nextTryAt>[0], number, number, number]>([
    ["a hub that accepts gets time to verify before the next hub", "accepted", 1, 2, 15 * MINUTE],
    ["after a hub that fails the next one is asked at once", "failed", 1, 2, 0],
    ["after a hub that denies too", "denied", 1, 2, 0],
    ["after all hubs failed, a pause", "failed", 2, 2, HOUR],
    ["which doubles with each round", "failed", 4, 2, 2 * HOUR],
    ["a single hub", "failed", 3, 1, 4 * HOUR],
    ["up to a day", "failed", 30, 1, DAY],
    ["a single hub that accepts and does not verify", "accepted", 1, 1, HOUR],
    ["a denial by all is final for a week", "denied", 2, 2, 7 * DAY],
  ])("%s", (_, asked, tries, hubs, wait) => {
    expect(nextTryAt(asked, tries, hubs, NOW, 0) - NOW).toBe(wait)
  })

  it("is spread by a tenth", () => {
    expect(nextTryAt("failed", 1, 1, NOW, 1) - NOW).toBe(66 * MINUTE)
  })
})

it("a hub is asked to end a subscription four times, ever later", () => {
  expect([1, 2, 3, 4].map((tries) => nextLeaveAt(tries, 0))).toEqual([HOUR, 4 * HOUR, 16 * HOUR, null])
})
