import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { renderPreview } from "../../../src/feeds/write/parsed-feed.ts"
import type { ParsedFeed } from "../../../src/model/parsed-feed.ts"
import { SEED_FEEDS } from "../../support/seed-feeds.ts"
import { countWork } from "../../support/work.ts"

const NOW = Date.UTC(2026, 10, 23, 12)
const DOCUMENTS = 4000
const BATCHES = 8

// What breaks documents in the wild, and what some send to break readers.
const TOKENS =
  `< > & &amp; &lt; &#0; &#x110000; &bogus; ]]> <![CDATA[ <!-- --> <? ?> <!DOCTYPE <!ENTITY </item> <item> <entry> </entry>
<description> </channel> </rss> <script>alert(1)</script> <img/src=x/onerror=alert(1)> &lt;script&gt; javascript:alert(1) " ' = / \u0000 \u0008
\ud800 \ufffe \ufeff <a:b xmlns:a="x"> <title> </title> <div> <svg> <style> <iframe/src=https://x.example> {} [ ] } , null \r\n`.split(
    /\s+/,
  )

/** Whole numbers below a limit, the same ones for the same start (a linear congruential sequence). */
function sequence(start: number): (limit: number) => number {
  let state = start
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) % limit
  }
}

function mutate(text: string, random: (limit: number) => number): string {
  const at = random(text.length + 1)
  const to = Math.min(text.length, at + random(random(4) === 0 ? 400 : 12))
  switch (random(7)) {
    case 0:
      return text.slice(0, at) + text.slice(to)
    case 1:
      return text.slice(0, to) + text.slice(at)
    case 2:
      return text.slice(0, at) + TOKENS[random(TOKENS.length)] + text.slice(random(2) === 0 ? at : to)
    case 3:
      return text.slice(0, at)
    case 4:
      return text.slice(0, at) + String.fromCharCode(random(random(3) === 0 ? 65536 : 128)) + text.slice(at + 1)
    case 5: {
      const other = SEED_FEEDS[random(SEED_FEEDS.length)]!
      const from = random(other.length)
      return text.slice(0, at) + other.slice(from, from + random(200)) + text.slice(to)
    }
    default:
      return text.slice(0, at) + text.slice(at, to).split("").reverse().join("") + text.slice(to)
  }
}

function makeDocument(start: number): Uint8Array {
  const random = sequence(Math.imul(start, 2654435761))
  let text = SEED_FEEDS[random(SEED_FEEDS.length)]!
  for (let left = 1 + random(6); left > 0; left--) text = mutate(text, random)
  const bytes = new TextEncoder().encode(text)
  // Now and then the bytes are hurt, not the text.
  for (let left = random(5) === 0 ? 1 + random(4) : 0; left > 0 && bytes.length > 0; left--)
    bytes[random(bytes.length)] = random(256)
  return bytes
}

// A smaller start makes no smaller document.
const anyStart = fc.noShrink(fc.noBias(fc.nat({ max: 2 ** 29 - 1 })))

const read = (bytes: Uint8Array) => readFeed(bytes, { baseUrl: "https://partner.example/feed", now: NOW })

function checkFeed(feed: ParsedFeed): void {
  expect(feed.items.length).toBeLessThanOrEqual(2000)
  for (const item of feed.items) {
    for (const url of [item.url, item.image?.url, ...item.attachments.map((attachment) => attachment.url)])
      if (url !== undefined) expect(url).toMatch(/^https?:\/\//i)
    for (const date of [item.datePublished, item.dateModified])
      if (date !== undefined) expect(Number.isNaN(Date.parse(date))).toBe(false)
    for (const plain of [item.title, item.summary]) if (plain !== undefined) expect(plain).toBe(plain.trim())
    expect(item.contentHtml ?? "").not.toMatch(
      /<\/?(script|style|iframe|svg|object)\b|<[^>]*\son\w+=|<!--|="\s*javascript:/i,
    )
    if (item.title === undefined || item.url === undefined) expect(item.rejected ?? item.withdrawn).toBeTruthy()
  }
  for (const { kind, item } of feed.diagnostics) {
    expect(kind).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
    if (item !== undefined) expect(item).toBeLessThan(feed.items.length)
  }
  expect(JSON.parse(JSON.stringify(renderPreview(feed))).items).toHaveLength(feed.items.length)
}

describe("reading mutated feeds", () => {
  const batches = Array.from({ length: BATCHES }, (_, batch) => batch)
  it.each(batches)("gives an answer for each, batch %i", { tags: "property" }, (batch) => {
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(anyStart, (start) => {
        const result = read(makeDocument(start * BATCHES + batch))
        outcomes.add(result.outcome)
        if (result.outcome === "feed") checkFeed(result.feed)
        else if (result.outcome === "not-a-feed") expect(result.detail).not.toBe("")
      }),
      { numRuns: DOCUMENTS / BATCHES },
    )
    expect([...outcomes].sort()).toEqual(["feed", "html", "not-a-feed"])
  })

  it("takes no more work a character when there is more of the same", { tags: "property" }, () => {
    fc.assert(
      fc.property(anyStart, (start) => {
        const one = makeDocument(start)
        const many = (times: number) => {
          const bytes = new Uint8Array(one.length * times)
          for (let at = 0; at < times; at++) bytes.set(one, at * one.length)
          return bytes
        }
        const once = countWork(() => read(many(20)))
        const twice = countWork(() => read(many(40)))
        expect(twice / once).toBeLessThan(2.3)
      }),
      { numRuns: 60 },
    )
  })

  it("refuses more than 10 MiB", () => {
    expect(read(new Uint8Array(10 * 1024 * 1024 + 1)).outcome).toBe("too-large")
  })
})
