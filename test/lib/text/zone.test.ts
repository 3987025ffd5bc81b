import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayIn, isTimeZone, monthIn, monthRangeIn } from "../../../src/lib/text/zone.ts"

const ZONES = ["UTC", "Asia/Kabul", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "America/New_York"]

describe("a time zone", () => {
  it("is known by its IANA name", () => {
    expect(ZONES.every(isTimeZone)).toBe(true)
    expect(["", "Kabul", "Asia/Nowhere"].some(isTimeZone)).toBe(false)
  })

  it("has days of its own", () => {
    const evening = Date.parse("2026-11-30T20:30:00Z")
    expect(ZONES.slice(0, 3).map((zone) => dayIn(zone, evening))).toEqual(["2026-11-30", "2026-12-01", "2026-11-30"])
    expect(monthIn("Asia/Kabul", evening)).toBe("2026-12")
  })

  it("begins a month when its clocks say so", () => {
    const iso = (zone: string, month: string) => {
      const { from, to } = monthRangeIn(zone, month)
      return [new Date(from).toISOString(), new Date(to).toISOString()]
    }
    expect(iso("Asia/Kabul", "2026-11")).toEqual(["2026-10-31T19:30:00.000Z", "2026-11-30T19:30:00.000Z"])
    // Its clocks are changed within the month.
    expect(iso("Europe/Berlin", "2026-03")).toEqual(["2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z"])
    // They were changed at the midnight that began a month.
    expect(iso("America/New_York", "2026-12")).toEqual(["2026-12-01T05:00:00.000Z", "2027-01-01T05:00:00.000Z"])
  })

  it("has each time in one month, between its start and its end", { tags: "property" }, () => {
    const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2035, 0) })
    fc.assert(
      fc.property(time, fc.constantFrom(...ZONES), (at, zone) => {
        const month = monthIn(zone, at)
        const { from, to } = monthRangeIn(zone, month)
        expect(from <= at && at < to).toBe(true)
        expect([monthIn(zone, from), monthIn(zone, to - 1)]).toEqual([month, month])
        expect(monthIn(zone, from - 1) < month && monthIn(zone, to) > month).toBe(true)
      }),
    )
  })
})
