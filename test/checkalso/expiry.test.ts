import { describe, expect, it } from "vitest"
import { renewalTime } from "../../src/checkalso/expiry.ts"

const NOW = Date.UTC(2026, 10, 23)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe("a list's life", () => {
  it.each([
    ["of a new article", 0, 3, 30 * MINUTE],
    ["of an article of a day", DAY, 3, DAY / 10],
    ["of an old article", 1000 * DAY, 3, 7 * DAY],
    ["of a scheduled article", -DAY, 3, 30 * MINUTE],
    ["that is empty, of a new article", 0, 0, 10 * MINUTE],
    ["that is empty, of an article of ten days", 10 * DAY, 0, DAY / 5],
    ["that is empty, of an old article", 1000 * DAY, 0, 7 * DAY],
  ])("%s", (_, age, links, life) => {
    expect(renewalTime(links, NOW - age, NOW) - NOW).toBe(life)
  })

  it("ends at a whole millisecond", () => {
    expect(Number.isInteger(renewalTime(1, NOW - 12_345_678_901, NOW))).toBe(true)
  })
})
