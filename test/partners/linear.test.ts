import { describe, expect, it } from "vitest"
import { renderPreview } from "../../src/partners/preview.ts"
import { readFeed } from "../../src/partners/read.ts"
import { HOSTILE_FEEDS } from "../support/hostile-feeds.ts"
import { countWork } from "../support/work.ts"

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

it("would be told of work that grows faster", () => {
  const eat = (length: number) =>
    countWork(() => {
      for (let rest = "a".repeat(length); rest !== ""; ) rest = rest.slice(1)
    })
  expect(eat(2000) / eat(1000)).toBeGreaterThan(3.9)
})
