import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { renderPreview } from "../../../src/feeds/write/parsed-feed.ts"
import { urlComparisonKey } from "../../../src/lib/url/resolve.ts"
import { identify, titleKey } from "../../../src/partners/ingest/identify.ts"
import { firstOfStories } from "../../../src/partners/ingest/same-story.ts"
import { heldItem } from "../../support/held.ts"
import { HOSTILE_FEEDS } from "../../support/hostile-feeds.ts"
import { countWork } from "../../support/work.ts"

const NOW = Date.UTC(2026, 10, 23)
const TIMES = 3000

function work(document: string): number {
  const bytes = new TextEncoder().encode(document)
  return countWork(() => {
    const read = readFeed(bytes, { baseUrl: "https://partner.example/feed", now: NOW })
    if (read.outcome === "feed") JSON.stringify(renderPreview(read.feed))
  })
}

describe("reading takes work in proportion to the document", () => {
  it.each(Object.entries(HOSTILE_FEEDS))("%s", (_, make) => {
    const once = work(make(TIMES))
    const twice = work(make(2 * TIMES))
    expect(twice / once).toBeLessThan(2.2)
    // Nor is one character of it worth thousands; an entity of 250 is worth hundreds.
    expect(twice / make(2 * TIMES).length).toBeLessThan(1000)
  })
})

/** A headline of 75 words, 60 of which all others have. */
const longTitle = (n: number) =>
  [
    ...Array.from({ length: 60 }, (_, at) => `common${letters(at)}`),
    ...Array.from({ length: 15 }, (_, at) => `w${letters(n)}${letters(at)}`),
  ].join(" ")
/** Letters alone: titles that differ in a number are told apart at once. */
const letters = (n: number) => n.toString().replace(/\d/g, (digit) => "abcdefghij"[Number(digit)]!)

const PLACES: Record<string, (n: number, side: string) => { guid: string | null; url: string }> = {
  "a guid and an address each": (n, side) => ({ guid: `${side}${n}`, url: `https://e.example/${side}${n}` }),
  "one address and a guid each": (n, side) => ({ guid: `${side}${n}`, url: "https://e.example/live" }),
  "one address": () => ({ guid: null, url: "https://e.example/live" }),
  "one guid and an address each": (n, side) => ({ guid: "g", url: `https://e.example/${side}${n}` }),
  "no more than a headline": () => ({ guid: null, url: "https://e.example/" }),
}
const TITLES: Record<string, (n: number) => string> = {
  "headlines that share 60 words of 75": longTitle,
  "the same headline": () => "Gauges return to the Kabul River",
  "headlines of few words": (n) =>
    `Gauges return to ${"abcdefgh"[n % 8]} ${"abcdefgh"[(n >> 3) % 8]} ${"abcdefgh"[(n >> 6) % 8]}`,
}

describe("finding what is held takes work in proportion to what is sent and held", () => {
  const cases = Object.keys(PLACES).flatMap((place) => Object.keys(TITLES).map((title) => [title, place] as const))
  it.each(cases)("%s, %s", (title, place) => {
    const make = (count: number, side: string) =>
      Array.from({ length: count }, (_, n) => {
        const { guid, url } = PLACES[place]!(n, side)
        const key = titleKey(TITLES[title]!(side === "held" ? n : n + 100_000))
        const sent = { guid, urlKey: urlComparisonKey(url) }
        return { id: `${side}${n}`, ...sent, sent, titleKey: key, publishedAt: NOW }
      })
    const find = (count: number) => {
      const [held, candidates] = [make(2 * count, "held"), make(count, "sent")]
      const blurred = candidates.map((each) => ({ ...each, guid: null, urlKey: null }))
      return countWork(() => identify(held, blurred))
    }
    const once = find(300)
    expect(find(600) / once).toBeLessThan(2.4)
    expect(once / 900).toBeLessThan(10_000)
  })
})

describe("telling whose story it was takes work in proportion to what is sent and held", () => {
  const text = (n: number) => `${longTitle(n)}. `.repeat(5)
  it.each([
    ["one title", () => "Gauges return to the Kabul River", (n: number) => `https://e.example/${n}`],
    ["one address", longTitle, () => "https://e.example/"],
    ["one title and address", () => "Gauges return to the Kabul River", () => "https://e.example/"],
    ["nothing in common", longTitle, (n: number) => `https://e.example/${n}`],
  ])("%s", (_, titleOf, urlOf) => {
    const tell = (count: number) => {
      const item = (n: number) =>
        heldItem(`item${n}`, { url: urlOf(n), title: titleOf(n), titleKey: titleKey(titleOf(n)), content: text(n) })
      const candidate = (n: number) => ({ ...item(n + 10_000), id: `told${n}`, seenAt: n, n })
      const [items, candidates] = [
        Array.from({ length: count }, (_, n) => item(n)),
        Array.from({ length: count }, (_, n) => candidate(n)),
      ]
      return countWork(() => firstOfStories(items, candidates))
    }
    expect(tell(200) / tell(100)).toBeLessThan(2.4)
  })
})

it("would be told of work that grows faster", () => {
  const eat = (length: number) =>
    countWork(() => {
      for (let rest = "a".repeat(length); rest !== ""; ) rest = rest.slice(1)
    })
  expect(eat(2000) / eat(1000)).toBeGreaterThan(3.9)
})
