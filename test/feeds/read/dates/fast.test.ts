import fc from "fast-check"
import { expect, it } from "vitest"
import { fromOrdinary } from "../../../../src/feeds/read/dates/fast.ts"
import { parseFeedDate } from "../../../../src/feeds/read/dates/parse.ts"

const NOW = Date.UTC(2026, 10, 23, 12)

const digits = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"))
const time = fc.tuple(digits(25), digits(61), digits(61)).map((parts) => parts.join(":"))
const month = fc.constantFrom(..."Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Foo".split(" "))
const zone = fc.constantFrom(..."GMT UTC UT Z EST EDT CST CDT MST MDT PST PDT +0000 -0000 +0430 -1130 +1500".split(" "))
const year = fc.integer({ min: 1900, max: 2030 }).map(String)

const rfc822 = fc
  .tuple(fc.constantFrom("Mon, ", ""), fc.integer({ min: 0, max: 32 }), month, year, time, zone)
  .map(([weekday, day, ...rest]) => weekday + [day, ...rest].join(" "))
const offset = fc.constantFrom("Z", "+00:00", "+04:30", "-11:30", "+15:00")
const rfc3339 = fc
  .tuple(year, digits(13), digits(32), time, fc.constantFrom("", ".5", ".987654"), offset)
  .map(([year, month, day, time, fraction, zone]) => `${year}-${month}-${day}T${time}${fraction}${zone}`)

it("fromOrdinary says what the other readers say, or nothing", { tags: "property" }, () => {
  fc.assert(
    fc.property(fc.oneof(rfc822, rfc3339), (text) => {
      const ordinary = fromOrdinary(text)
      // A direction mark is white space to the other readers only.
      if (ordinary !== null) expect(ordinary).toBe(parseFeedDate(`\u200e${text}`, NOW))
    }),
    { numRuns: 3000 },
  )
})

it.each(["Tue, 31 Mar 2026 09:30:15 PDT", "2026-12-31T23:59:59.5+04:30"])("fromOrdinary reads %s", (text) => {
  expect(fromOrdinary(text)).toBe(parseFeedDate(`\u200e${text}`, NOW))
})
