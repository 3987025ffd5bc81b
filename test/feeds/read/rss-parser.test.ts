import RssParser from "rss-parser"
import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import type { ParsedFeed } from "../../../src/model/parsed-feed.ts"
import { newsFeed } from "../../bench/news-feed.ts"

const NOW = Date.UTC(2026, 10, 23, 12)

function readOurs(text: string): ParsedFeed {
  const read = readFeed(new TextEncoder().encode(text), { now: NOW, baseUrl: "https://e.example/" })
  if (read.outcome !== "feed") throw new Error(read.outcome)
  return read.feed
}

const ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
const entry = (inside: string) => `<entry><title>Told</title><link href="https://e.example/1"/>${inside}</entry>`

describe("beside rss-parser", () => {
  it("a sound feed has the same titles, links, guids, dates, authors and tags", async () => {
    const text = newsFeed(40)
    const peer = await new RssParser().parseString(text)
    const ours = readOurs(text)
    expect(ours).toMatchObject({ title: peer.title, homePageUrl: peer.link, description: peer.description })
    expect(
      ours.items.map((item) => [item.title, item.url, item.guid, item.datePublished, item.authors[0]?.name, item.tags]),
    ).toEqual(peer.items.map((item) => [item.title, item.link, item.guid, item.isoDate, item.creator, item.categories]))
  })

  it.each([
    ["a date that is none", `<feed ${ATOM}>${entry("<updated>soon</updated>")}</feed>`],
    ["a link without attributes", `<feed ${ATOM}>${entry("<link/>")}<link/></feed>`],
    ["a bare ampersand", `<feed ${ATOM}>${entry("<summary>Bed & breakfast</summary>")}</feed>`],
    [
      "a prefixed root",
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom">${entry("").replace(/<(\/?)(?=\w)/g, "<$1a:")}</a:feed>`,
    ],
    ["no version", "<rss><channel><item><title>Told</title><link>https://e.example/1</link></item></channel></rss>"],
  ])("%s costs it the whole feed, and us nothing", async (_, text) => {
    const peer = await new RssParser().parseString(text).then(
      ({ items }) => items.length,
      () => 0,
    )
    expect(peer).toBe(0)
    expect(readOurs(text).items).toMatchObject([{ title: "Told", url: "https://e.example/1" }])
  })
})
