import { describe, expect, it } from "vitest"
import { urlComparisonKey } from "../../../src/lib/url/resolve.ts"
import {
  ambiguous,
  type HeldKeys,
  identify,
  isHomePage,
  type SentKeys,
  titleKey,
} from "../../../src/partners/ingest/identify.ts"

const HOUR = 3600_000
const NOW = Date.UTC(2026, 10, 23, 9, 30)
const HOME = "https://herald.example/"
const TITLE = "Gauges return to the Kabul River"

const known = (id: string, url: string, guid: string | null, title = TITLE, publishedAt = NOW): HeldKeys => ({
  id,
  guid,
  urlKey: urlComparisonKey(url),
  titleKey: titleKey(title),
  publishedAt,
})
const candidate = (url: string, guid: string | null, title = TITLE, publishedAt = NOW): SentKeys => ({
  guid,
  urlKey: isHomePage(urlComparisonKey(url)) ? null : urlComparisonKey(url),
  sent: { guid, urlKey: urlComparisonKey(url) },
  titleKey: titleKey(title),
  publishedAt,
})
/** One whose guid and address its document uses for other entries too. */
const blurred = (sent: SentKeys): SentKeys => ({ ...sent, guid: null, urlKey: null })
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
    ["when others share its guid and its address", blurred(candidate("https://herald.example/gauges", "g1"))],
    ["when others share its guid", blurred(candidate("https://herald.example/x", "g1", `${TITLE} today`))],
    ["when others share its address", blurred(candidate("https://herald.example/gauges", "g9"))],
    [
      "when others share its address, with a near-equal headline, without a guid",
      blurred(candidate("https://herald.example/gauges", null, `${TITLE} today`)),
    ],
    ["with a near-equal headline alone", candidate(HOME, null, "Gauges return to the Kabul river!")],
    ["with a headline alone, two days later", candidate(HOME, null, TITLE, NOW + 48 * HOUR)],
  ])("%s", (_, sent) => {
    expect(identify([HELD], [sent])).toEqual([HELD])
  })
})

describe("what has only its headline", () => {
  const nameless = known("n", HOME, null)
  it.each([
    ["as it was", candidate(HOME, null)],
    ["with a word more in it", candidate(HOME, null, `${TITLE} today`)],
    ["with an address now", candidate("https://herald.example/gauges", null, `${TITLE} today`)],
    ["with a guid now", candidate(HOME, "g1", `${TITLE} today`)],
    ["with both now", candidate("https://herald.example/gauges", "g1", `${TITLE} today`)],
  ])("is itself %s", (_, sent) => {
    expect(identify([nameless], [sent])).toEqual([nameless])
  })

  it("is another under another headline", () => {
    expect(identify([nameless], [candidate(HOME, null, "Bridge closed in Jalalabad after flood")])).toEqual([null])
  })
})

describe("another story is another", () => {
  it.each([
    ["of another guid and address, whatever its headline", candidate("https://herald.example/x", "g9")],
    [
      "of another guid and address, alike but for a word",
      candidate("https://herald.example/x", "g9", `${TITLE} today`),
    ],
    [
      "of another guid and address, in a document that blurs them",
      blurred(candidate("https://herald.example/x", "g9")),
    ],
    ["of another address, without a guid", candidate("https://herald.example/x", null)],
    ["of another guid, on the home page", candidate(HOME, "g9")],
    [
      "of another guid, alike but for a word",
      blurred(candidate("https://herald.example/gauges", "g9", `${TITLE} today`)),
    ],
    ["with another headline", candidate(HOME, null, "Bridge closed in Jalalabad after flood")],
    ["of the same headline three days later", candidate(HOME, null, TITLE, NOW + 72 * HOUR)],
    ["whose headline differs in a number", candidate(HOME, null, `${TITLE}, day 2`)],
  ])("%s", (_, sent) => {
    expect(identify([HELD], [sent])).toEqual([null])
  })

  it("under a rubric of few words", () => {
    const held = known("b", "https://herald.example/1", "g1", "Morning briefing")
    expect(identify([held], [candidate(HOME, null, "Morning briefing")])).toEqual([null])
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
  const byTitle = candidate(HOME, null)
  const byGuid = candidate("https://herald.example/y", "g1", "Another headline of some length")
  const byUrl = candidate("https://herald.example/gauges", "g8", "A third headline of some length")
  expect(identify([HELD], [byTitle, byGuid, byUrl])).toEqual([null, null, HELD])
  expect(identify([HELD], [byTitle, byGuid])).toEqual([null, HELD])
  expect(identify([HELD], [byTitle, blurred(byUrl), blurred(candidate("https://herald.example/y", "g1"))])).toEqual([
    null,
    null,
    HELD,
  ])
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
