import { describe, expect, test } from "vitest"
import type { FeedKey } from "../../../../src/feeds/catalogue/feed-key.ts"
import { feedsPage } from "../../../../src/http/site/pages/feeds.tsx"
import { homePage } from "../../../../src/http/site/pages/home.tsx"
import { problemPage } from "../../../../src/http/site/pages/problem.tsx"
import { type PartnerHealth, statusPage } from "../../../../src/http/site/pages/status.tsx"
import { article, publication, select, shown } from "../../pages/support.ts"

const feeds: { key: FeedKey; label?: string }[] = [
  { key: { kind: "main" } },
  { key: { kind: "section", slug: "harbour" }, label: "Harbour <1>" },
  { key: { kind: "author", slug: "زرغونه" }, label: "زرغونه" },
]

describe("the home page", () => {
  test("shows every story once, the newest first, each in the direction of its language", async () => {
    const articles = Array.from({ length: 12 }, (_, index) =>
      article({ id: `story-${index}`, title: `Story <${index}>`, language: index === 3 ? "ps" : "en" }),
    )
    const html = homePage({ publication, articles, feeds })
    const links = await select(html, ".story h3 a")
    expect(links.map(({ attributes }) => attributes.href)).toEqual(articles.map(({ id }) => `/articles/${id}`))
    expect(shown(links[0]!.text)).toBe("Story <0>")
    expect((await select(html, ".story"))[3]!.attributes).toMatchObject({ lang: "ps", dir: "rtl" })
  })

  test("puts no two parts of the page under one id, whatever a section is called", async () => {
    const articles = ["newest", "Feeds", "main", "", "feeds"].flatMap((section, group) =>
      Array.from({ length: 3 }, (_, index) => article({ id: `s-${group}-${index}`, section: section || undefined })),
    )
    const ids = (await select(homePage({ publication, articles, feeds }), "[id]")).map(
      ({ attributes }) => attributes.id,
    )
    expect(ids).toEqual([...new Set(ids)])
  })

  test("names every feed, with a sentence on it, in three formats", async () => {
    const html = homePage({ publication, articles: [], feeds })
    expect((await select(html, ".shelf-list h3")).map(({ text }) => shown(text))).toEqual([
      "The Harbour Post",
      "The Harbour Post: Harbour <1>",
      "The Harbour Post: زرغونه",
    ])
    expect((await select(html, ".shelf-list a")).map(({ attributes }) => attributes.href)).toContain(
      "/sections/harbour/atom.xml",
    )
    for (const { text } of await select(html, ".shelf-list p[dir]")) expect(text).toMatch(/\w+.*\.$/)
  })

  test("says so when nothing is published yet", async () => {
    expect(await select(homePage({ publication, articles: [], feeds }), ".empty")).toHaveLength(1)
  })
})

describe("the feeds page", () => {
  const html = feedsPage({ publication, feeds })

  test("gives each feed's addresses, to follow and to copy", async () => {
    const copied = (await select(html, "button[data-copy]")).map(({ attributes }) => attributes["data-copy"])
    expect(copied).toEqual([
      "https://harbour.example/rss.xml",
      "https://harbour.example/atom.xml",
      "https://harbour.example/feed.json",
      "https://harbour.example/sections/harbour/rss.xml",
      "https://harbour.example/sections/harbour/atom.xml",
      "https://harbour.example/sections/harbour/feed.json",
      `https://harbour.example/authors/${encodeURIComponent("زرغونه")}/rss.xml`,
    ])
  })

  test("hides the copy buttons until the script shows them", async () => {
    for (const { attributes } of await select(html, "button")) expect(attributes).toHaveProperty("hidden")
  })

  test("subscribes in the big readers with one click", async () => {
    const hrefs = (await select(html, ".subscribe a")).map(({ attributes }) => attributes.href)
    const main = encodeURIComponent("https://harbour.example/rss.xml")
    expect(hrefs.slice(0, 6)).toEqual([
      `https://feedly.com/i/subscription/feed%2F${main}`,
      `https://www.inoreader.com/?add_feed=${main}`,
      `https://www.newsblur.com/?url=${main}`,
      `https://theoldreader.com/feeds/subscribe?url=${main}`,
      `https://feedbin.com/?subscribe=${main}`,
      "feed:https://harbour.example/rss.xml",
    ])
  })
})

test.each([
  [404, "There is no story here"],
  [410, "This story was withdrawn"],
] as const)("a page for %i says what happened and is kept out of search engines", async (status, title) => {
  const html = problemPage({ publication, status })
  expect((await select(html, "main h1"))[0]!.text).toBe(title)
  expect(await select(html, "meta[name=robots][content=noindex]")).toHaveLength(1)
  expect(await select(html, "link[rel=canonical]")).toEqual([])
})

test("the status page puts partners in trouble first, and shows what went wrong", async () => {
  const partner = (name: string, changes: Partial<PartnerHealth> = {}): PartnerHealth => ({
    id: name.toLowerCase(),
    name,
    homeUrl: "https://x.example/",
    feedUrl: "https://x.example/rss.xml",
    enabled: true,
    lastPolledAt: Date.parse("2026-11-23T05:00:00Z"),
    itemCount: 3,
    ...changes,
  })
  const html = statusPage({
    publication,
    partners: [
      partner("Off", { enabled: false }),
      partner("Well"),
      partner("New", { lastPolledAt: null }),
      partner("Broken", { lastError: { kind: "http", detail: "<503>" }, lastStatus: 503 }),
    ],
  })
  const names = (await select(html, "tbody th span")).map(({ text }) => text)
  expect(names).toEqual(["Broken", "New", "Well", "Off"])
  expect(shown((await select(html, "tbody td small"))[0]!.text)).toBe("http (503): <503>")
})

test("the status page tells what another parser reads of our feeds", async () => {
  const opinion = { parser: "p 1", outcome: "read" as const, items: 9, differences: [] }
  const differences = [
    { field: "items" as const, ours: "10", theirs: "9" },
    { item: 0, field: "title" as const, ours: "<b>", theirs: null },
    { item: 1, field: "title" as const, ours: "c", theirs: "d" },
    { item: 2, field: "title" as const, ours: "e", theirs: "f" },
  ]
  const html = statusPage({
    publication,
    partners: [],
    ownFeeds: [
      { path: "/rss.xml", opinion: { ...opinion, differences } },
      { path: "/atom.xml", opinion: { ...opinion, outcome: "refused", error: "Unencoded <", items: 0 } },
      { path: "/feed.json", why: "<why>" },
    ],
  })
  const lines = (await select(html, ".status-page p:not(.empty)")).map(({ text }) => shown(text))
  expect(lines).toEqual([
    "/rss.xml is read by p 1: 9 items. The first differences:number of items: it reads 9, we read 10" +
      "title of item 1: it reads nothing, we read <b>title of item 2: it reads d, we read c",
    "/atom.xml is refused by p 1: Unencoded <",
    "/feed.json was not compared with another parser: <why>.",
  ])
})
