import { expect, test } from "vitest"
import { joinNames } from "../../../../src/http/site/parts/story.tsx"
import { formatDate, formatMonth, formatYear } from "../../../../src/http/site/parts/time.tsx"

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
  expect(formatDate(time, language, "UTC")).toBe(day)
  // Some releases of ICU put a narrow space before PM.
  expect(formatDate(time, language, "UTC", true).replace(/\s/g, " ")).toBe(moment)
})

// Half past eight in the evening in London is the next day in Kabul.
test.each([
  ["en", "24 November 2026, 01:00 GMT+4:30"],
  ["de", "24. November 2026, 01:00 GMT+4:30"],
  ["ps", "۳ لیندۍ ۱۴۰۵، ۱:۰۰ +۴:۳۰ گرینویچ"],
  ["fa-AF", "۳ قوس ۱۴۰۵، ۱:۰۰ +۴:۳۰ گرینویچ"],
])("a date of a paper in Kabul reads in %s %s", (language, moment) => {
  const read = formatDate("2026-11-23T20:30:00.000Z", language, "Asia/Kabul", true)
  expect(read.replace(/\u200e/g, "").replace(/\s/g, " ")).toBe(moment)
})

test.each([
  ["en", "November 2026"],
  ["de", "November 2026"],
  ["fa-AF", "نومبر ۲۰۲۶"],
  ["ps", "نومبر ۲۰۲۶"],
  ["ja", "2026年11月"],
  ["tlh", "November 2026"],
])("a month of the archive in %s reads %s", (language, month) => {
  expect(formatMonth("2026-11", language)).toBe(month)
})

test.each([
  ["en", "2026"],
  ["ps", "۲۰۲۶"],
])("a year of the archive in %s reads %s", (language, year) => {
  expect(formatYear("2026", language)).toBe(year)
})

test("each month of the solar Hijri year has its Pashto name, once", () => {
  const firsts = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, 2 + month, 28)).toISOString())
  const names = firsts.map((first) => formatDate(first, "ps", "UTC").split(" ")[1])
  expect(names.slice(0, 3)).toEqual(["وری", "غویی", "غبرګولی"])
  expect(new Set(names).size).toBe(12)
})

test("what is no date stays as it is", () => {
  expect(formatDate("yesterday", "en", "UTC")).toBe("yesterday")
})

test.each([
  ["en", "A, B, and C"],
  ["en-GB", "A, B and C"],
  ["de", "A, B und C"],
  ["ps", "A، B، C"],
])("names in %s are joined as %s", (language, joined) => {
  expect(joinNames([{ name: "A" }, { name: "B" }, { name: "C" }], language)).toBe(joined)
})
