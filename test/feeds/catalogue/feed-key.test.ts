import { describe, expect, it } from "vitest"
import {
  type FeedKey,
  FORMATS,
  facetsOf,
  feedDescription,
  feedName,
  feedPath,
  feedsOf,
  feedTitle,
  parseFeedName,
  parseFeedPath,
} from "../../../src/feeds/catalogue/feed-key.ts"
import { PUBLICATION, sampleArticle } from "../../support/samples.ts"

const KEYS: [FeedKey, string, string][] = [
  [{ kind: "main" }, "main", "/rss.xml"],
  [{ kind: "summary" }, "summary", "/summary/rss.xml"],
  [{ kind: "with-links" }, "with-links", "/with-links/rss.xml"],
  [{ kind: "section", slug: "world" }, "sections/world", "/sections/world/rss.xml"],
  [{ kind: "tag", slug: "öl-gas" }, "tags/öl-gas", "/tags/%C3%B6l-gas/rss.xml"],
  [{ kind: "author", slug: "لیلا" }, "authors/لیلا", "/authors/%D9%84%DB%8C%D9%84%D8%A7/rss.xml"],
  [{ kind: "archive", period: "2026-10" }, "archive/2026-10", "/archive/2026-10/rss.xml"],
  [{ kind: "archive", period: "2026-11-02" }, "archive/2026-11-02", "/archive/2026-11-02/rss.xml"],
]

describe("feeds have a name and a path in each format", () => {
  it.each(KEYS)("%j", (key, name, path) => {
    expect(feedName(key)).toBe(name)
    expect(parseFeedName(name)).toEqual(key)
    expect(feedPath(key, "rss")).toBe(path)
    for (const format of FORMATS) expect(parseFeedPath(feedPath(key, format))).toEqual({ key, format })
  })

  it.each([
    "/",
    "/rss",
    "/RSS.xml",
    "rss.xml",
    "/feed.xml",
    "/main/rss.xml",
    "/rss.xml/",
    "//rss.xml",
    "/tags/rss.xml",
    "/tags//rss.xml",
    "/tags/Water/rss.xml",
    "/tags/a%2Fb/rss.xml",
    "/tags/a/b/rss.xml",
    "/tags/%ZZ/rss.xml",
    "/tags/o%CC%88l/rss.xml",
    "/archive/2026/rss.xml",
    "/archive/2026-13/rss.xml",
    "/archive/2026-11-40/rss.xml",
    "/with-links/summary/rss.xml",
    "/toString/rss.xml",
  ])("%s is no feed's", (path) => {
    expect(parseFeedPath(path)).toBeNull()
  })
})

it("names the feeds that an article appears in, each once", () => {
  const article = sampleArticle(1, {
    section: "World News",
    tags: ["Water", "WATER", "🌧️", "Öl"],
    authors: [{ name: "Laila Noor" }, { name: "Laila  Noor" }],
    datePublished: "2026-11-02T23:30:00.000Z",
  })
  expect(feedsOf(facetsOf(article), Date.parse(article.datePublished)).map(feedName)).toEqual([
    "main",
    "summary",
    "with-links",
    "sections/world-news",
    "tags/water",
    "tags/öl",
    "authors/laila-noor",
    "archive/2026-11",
    "archive/2026-11-02",
  ])
})

it("titles and describes every feed", () => {
  for (const [key] of KEYS) {
    expect(feedTitle(key, PUBLICATION, "Label")).toContain(PUBLICATION.title)
    expect(feedDescription(key, PUBLICATION, "Label")).toMatch(/\.$/)
  }
  expect(feedTitle({ kind: "tag", slug: "oil-gas" }, PUBLICATION, "Oil & Gas")).toBe("The Kabul Courier: Oil & Gas")
})
