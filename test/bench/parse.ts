import { parseFeed } from "feedsmith"
import RssParser from "rss-parser"
import { readFeed } from "../../src/feeds/read/read.ts"
import { newsFeed } from "./news-feed.ts"
import type { CpuCase } from "./worker.ts"

const NOW = Date.UTC(2026, 10, 23, 12)

/**
 * The same three feeds read by us (bytes → safe, plain, dated items), by rss-parser and by feedsmith (text → fields as
 * they stand). Each answers how many items it read.
 */
export function parseCases(): CpuCase[] {
  return [50, 500, 2000].flatMap((count) => {
    const text = newsFeed(count)
    const bytes = new TextEncoder().encode(text)
    return [
      { name: `ours/${count}`, run: () => readOurs(bytes) },
      { name: `rss-parser/${count}`, run: () => readWithRssParser(text) },
      { name: `feedsmith/${count}`, run: () => readWithFeedsmith(text) },
    ]
  })
}

/** The three over feeds from the web, in one sum. */
export function capturedCases(feeds: Uint8Array[]): CpuCase[] {
  const texts = feeds.map((bytes) => new TextDecoder().decode(bytes))
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
  return [
    { name: "ours/captured", run: () => sum(feeds.map(readOurs)) },
    { name: "rss-parser/captured", run: () => sum(texts.map(readWithRssParser)) },
    { name: "feedsmith/captured", run: () => sum(texts.map(readWithFeedsmith)) },
  ]
}

function readOurs(bytes: Uint8Array): number {
  const read = readFeed(bytes, { baseUrl: "https://partner.example/feed", now: NOW })
  return read.outcome === "feed" ? read.feed.items.length : 0
}

/** It parses before it returns, but tells its result through a promise: so the items are counted where it makes them. */
class CountingParser extends RssParser {
  items = 0

  parseItemRss(item: unknown, fields: unknown): unknown {
    this.items++
    // @types of the package leave its overridable methods out.
    return (RssParser.prototype as unknown as CountingParser).parseItemRss.call(this, item, fields)
  }
}

function readWithRssParser(text: string): number {
  const parser = new CountingParser()
  void parser.parseString(text)
  return parser.items
}

function readWithFeedsmith(text: string): number {
  const { feed } = parseFeed(text)
  const items = "items" in feed ? feed.items : "entries" in feed ? feed.entries : undefined
  return items?.length ?? 0
}
