import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { formatHttpDate, parseHttpDate } from "../../../src/lib/http/date.ts"

const NOW = Date.UTC(2026, 10, 23)

describe("HTTP dates (RFC 9110 §5.6.7)", () => {
  it("reads back what it writes, to the second", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000_000_000, max: 250_000_000_000 }), (seconds) => {
        expect(parseHttpDate(formatHttpDate(seconds * 1000), NOW)).toBe(seconds * 1000)
      }),
    )
  })

  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37)],
    ["Sunday, 06-Nov-94 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37)],
    ["Sun Nov  6 08:49:37 1994", Date.UTC(1994, 10, 6, 8, 49, 37)],
    // Two digits: at most fifty years ahead.
    ["Monday, 23-Nov-76 00:00:00 GMT", Date.UTC(2076, 10, 23)],
    ["Wednesday, 23-Nov-77 00:00:00 GMT", Date.UTC(1977, 10, 23)],
    ["Sat, 31 Dec 2016 23:59:60 GMT", Date.UTC(2017, 0, 1)],
  ])("reads %s", (text, expected) => {
    expect(parseHttpDate(text, NOW)).toBe(expected)
  })

  it.each([
    "",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 30 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT",
    "1994-11-06T08:49:37Z",
    "784111777",
  ])("takes %j for no date", (text) => {
    expect(parseHttpDate(text, NOW)).toBeNull()
  })
})
