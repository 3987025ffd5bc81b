import { describe, expect, it } from "vitest"
import type { Followed, LiveSubscription } from "../../src/model/followed.ts"
import { countMissed, describeFollowed, isPushed } from "../../src/websub/followed.ts"

const NOW = Date.UTC(2026, 10, 23, 9, 30)
const MINUTE = 60_000
const live = (changes: Partial<LiveSubscription> = {}): LiveSubscription => ({
  id: "x",
  hub: "https://hub.example/",
  topic: "https://herald.example/feed",
  verifiedAt: NOW - 60 * MINUTE,
  leaseExpiresAt: NOW + MINUTE,
  deliveries: 1,
  misses: 0,
  ...changes,
})
const followed = (changes: Partial<Followed> = {}): Followed => ({
  topic: "https://herald.example/feed",
  hubs: ["https://hub.example/"],
  asking: "https://hub.example/",
  isAsked: false,
  tries: 0,
  trouble: null,
  live: null,
  ...changes,
})

describe("whether polls may rest", () => {
  it.each([
    ["a hub that delivers", live(), "partner", true],
    ["one that has delivered nothing yet", live({ deliveries: 0 }), "partner", false],
    ["one that missed two stories", live({ misses: 2 }), "partner", true],
    ["one that missed three", live({ misses: 3 }), "partner", false],
    ["a lease that is over", live({ leaseExpiresAt: NOW }), "partner", false],
    ["the newsroom's own CMS", live(), "house", false],
    ["no subscription", null, "partner", false],
  ] as const)("%s", (_, subscription, role, rests) => {
    expect(isPushed(subscription, { role }, NOW)).toBe(rests)
  })
})

describe("the stories that a hub missed", () => {
  it("are over 15 minutes old and from the time of the subscription", () => {
    const ages = [0, 15, 16, 59, 60, 600].map((minutes) => NOW - minutes * MINUTE)
    expect(countMissed(live(), ages, NOW)).toBe(2)
    expect(countMissed(null, ages, NOW)).toBe(0)
  })
})

describe("what editors see of a hub", () => {
  it.each<[string, Followed, object]>([
    ["wanted", followed(), { state: "wanted", leaseExpiresAt: null }],
    ["asked", followed({ isAsked: true }), { state: "asked" }],
    ["active", followed({ live: live() }), { state: "active", deliveries: 1, misses: 0, leaseExpiresAt: NOW + MINUTE }],
    [
      "active while a renewal fails",
      followed({ live: live(), trouble: { kind: "failed", detail: "x" } }),
      { state: "active" },
    ],
    ["silent", followed({ live: live({ misses: 4 }) }), { state: "silent", misses: 4 }],
    [
      "denied",
      followed({ trouble: { kind: "denied", detail: "it says no" } }),
      { state: "denied", detail: "it says no" },
    ],
    ["a lease that is over", followed({ live: live({ leaseExpiresAt: NOW }) }), { state: "wanted" }],
  ])("%s", (_, known, view) => {
    expect(describeFollowed(known, NOW)).toMatchObject({ hub: "https://hub.example/", ...view })
  })
})
