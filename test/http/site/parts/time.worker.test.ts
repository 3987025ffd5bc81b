import { expect, test } from "vitest"
import { joinNames } from "../../../../src/http/site/parts/story.tsx"
import { formatDate } from "../../../../src/http/site/parts/time.tsx"

const time = "2026-11-23T15:05:00.000Z"

test.each([
  ["en", "23 November 2026", "23 November 2026, 15:05 UTC"],
  ["en-US", "November 23, 2026", "November 23, 2026, 3:05 PM UTC"],
  ["de", "23. November 2026", "23. November 2026, 15:05 UTC"],
  ["fr", "23 novembre 2026", "23 novembre 2026, 15:05 UTC"],
  ["ps", "۲ لیندۍ ۱۴۰۵", "۲ لیندۍ ۱۴۰۵، ۱۵:۰۵ UTC"],
  ["ps-AF", "۲ لیندۍ ۱۴۰۵", "۲ لیندۍ ۱۴۰۵، ۱۵:۰۵ UTC"],
  ["fa-AF", "۲ قوس ۱۴۰۵", "۲ قوس ۱۴۰۵، ۱۵:۰۵ UTC"],
  ["ja", "2026年11月23日", "2026年11月23日, 15:05 UTC"],
  ["tlh", "23 November 2026", "23 November 2026, 15:05 UTC"],
])("a date in %s reads %s", (language, day, moment) => {
  expect(formatDate(time, language)).toBe(day)
  // Some releases of ICU put a narrow space before PM.
  expect(formatDate(time, language, true).replace(/\s/g, " ")).toBe(moment)
})

test("each month of the solar Hijri year has its Pashto name, once", () => {
  const firsts = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, 2 + month, 28)).toISOString())
  const names = firsts.map((first) => formatDate(first, "ps").split(" ")[1])
  expect(names.slice(0, 3)).toEqual(["وری", "غویی", "غبرګولی"])
  expect(new Set(names).size).toBe(12)
})

test("what is no date stays as it is", () => {
  expect(formatDate("yesterday", "en")).toBe("yesterday")
})

test.each([
  ["en", "A, B, and C"],
  ["en-GB", "A, B and C"],
  ["de", "A, B und C"],
  ["ps", "A، B، C"],
])("names in %s are joined as %s", (language, joined) => {
  expect(joinNames([{ name: "A" }, { name: "B" }, { name: "C" }], language)).toBe(joined)
})
