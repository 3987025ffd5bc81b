import { describe, expect, it } from "vitest"
import { canonicalKey } from "../../src/lib/urls.ts"
import { ambiguous, type Candidate, identify, type Known, titleKey } from "../../src/partners/identify.ts"

const HOUR = 3600_000
const NOW = Date.UTC(2026, 10, 23, 9, 30)
const TITLE = "Gauges return to the Kabul River"

const known = (id: string, url: string, guid: string | null, title = TITLE, publishedAt = NOW): Known => ({
  id,
  guid,
  urlKey: canonicalKey(url),
  titleKey: titleKey(title),
  publishedAt,
})
const candidate = (url: string | null, guid: string | null, title = TITLE, publishedAt = NOW): Candidate => ({
  guid,
  urlKey: url === null ? null : canonicalKey(url),
  titleKey: titleKey(title),
  publishedAt,
})
const HELD = known("a", "https://herald.example/gauges", "g1")

describe("a story is itself", () => {
  it.each([
    ["as it was", candidate("https://herald.example/gauges", "g1")],
    ["with a new guid", candidate("https://herald.example/gauges", "g9")],
    ["without a guid", candidate("https://herald.example/gauges", null)],
    ["with tracking parameters", candidate("https://herald.example/gauges?utm_source=rss", "g9")],
    ["on http with www. and a slash", candidate("http://www.herald.example/gauges/", "g9")],
    ["as an AMP page", candidate("https://herald.example/gauges/amp", "g9")],
    ["on the mobile host", candidate("https://m.herald.example/gauges", "g9")],
    ["at another address", candidate("https://herald.example/2026/gauges-return", "g1")],
    ["at another address, with a new headline", candidate("https://herald.example/x", "g1", "River levels rise again")],
    ["with everything new but the headline", candidate("https://herald.example/x", "g9")],
    ["with a near-equal headline", candidate("https://herald.example/x", "g9", "Gauges return to the Kabul river!")],
    ["with a word more in it", candidate("https://herald.example/x", "g9", "Gauges return to the Kabul River today")],
    ["two days later", candidate("https://herald.example/x", "g9", TITLE, NOW + 48 * HOUR)],
  ])("%s", (_, sent) => {
    expect(identify([HELD], [sent])).toEqual([HELD])
  })
})

describe("another story is another", () => {
  it.each([
    ["with another headline", candidate("https://herald.example/x", "g9", "Bridge closed in Jalalabad after flood")],
    ["of the same headline three days later", candidate("https://herald.example/x", "g9", TITLE, NOW + 72 * HOUR)],
    ["whose headline differs in a number", candidate("https://herald.example/x", "g9", `${TITLE}, day 2`)],
  ])("%s", (_, sent) => {
    expect(identify([HELD], [sent])).toEqual([null])
  })

  it("under a rubric of few words", () => {
    const held = known("b", "https://herald.example/1", "g1", "Morning briefing")
    expect(identify([held], [candidate("https://herald.example/2", "g2", "Morning briefing")])).toEqual([null])
  })

  it("when an address is shared by several held items", () => {
    const held = [
      known("a", "https://herald.example/live", "g1", "One"),
      known("b", "https://herald.example/live", "g2", "Two"),
    ]
    expect(identify(held, [candidate("https://herald.example/live", "g2", "Two again")])).toEqual([held[1]])
    expect(identify(held, [candidate("https://herald.example/live", "g3", "Three")])).toEqual([null])
  })
})

it("gives a held item to the surest claim, whatever the order", () => {
  const byTitle = candidate("https://herald.example/x", "g9")
  const byGuid = candidate("https://herald.example/y", "g1", "Another headline of some length")
  const byUrl = candidate("https://herald.example/gauges", "g8", "A third headline of some length")
  expect(identify([HELD], [byTitle, byGuid, byUrl])).toEqual([null, null, HELD])
  expect(identify([HELD], [byTitle, byGuid])).toEqual([null, HELD])
})

it("keeps two apart that swapped their guids", () => {
  const other = known("b", "https://herald.example/bridge", "g2", "Bridge closed in Jalalabad after flood")
  const sent = [candidate("https://herald.example/gauges", "g2"), candidate("https://herald.example/bridge", "g1")]
  expect(identify([HELD, other], sent)).toEqual([HELD, other])
})

it("finds keys that stand for several things", () => {
  expect(
    ambiguous([
      ["a", "1"],
      ["a", "2"],
      ["b", "1"],
      ["b", "1"],
      [undefined, "1"],
      ["c", undefined],
    ]),
  ).toEqual(new Set(["a"]))
})

it.each([
  ["  Gauges — return: “to” the Kabul River! ", "gauges return to the kabul river"],
  ["Élysée’s Año", "elysee s ano"],
  ["د کابل سیند", "د کابل سیند"],
  ["…", ""],
])("compares %j as %j", (title, key) => {
  expect(titleKey(title)).toBe(key)
})
