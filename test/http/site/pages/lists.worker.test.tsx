import { describe, expect, test } from "vitest"
import type { Facet, FeedKey } from "../../../../src/feeds/catalogue/feed-key.ts"
import { feedsPage } from "../../../../src/http/site/pages/feeds.tsx"
import { homePage } from "../../../../src/http/site/pages/home.tsx"
import { problemPage } from "../../../../src/http/site/pages/problem.tsx"
import { type PartnerHealth, statusPage } from "../../../../src/http/site/pages/status.tsx"
import { article, paper, select, shown } from "../../pages/support.ts"

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
    const html = homePage({ paper, articles, feeds })
    const links = await select(html, ".story h3 a")
    expect(links.map(({ attributes }) => attributes.href)).toEqual(articles.map(({ id }) => `/articles/${id}`))
    expect(shown(links[0]!.text)).toBe("Story <0>")
    expect((await select(html, ".story"))[3]!.attributes).toMatchObject({ lang: "ps", dir: "rtl" })
  })

  test("puts no two parts of the page under one id, whatever a section is called", async () => {
    const articles = ["newest", "Feeds", "main", "", "feeds"].flatMap((section, group) =>
      Array.from({ length: 3 }, (_, index) => article({ id: `s-${group}-${index}`, section: section || undefined })),
    )
    const ids = (await select(homePage({ paper, articles, feeds }), "[id]")).map(({ attributes }) => attributes.id)
    expect(ids).toEqual([...new Set(ids)])
  })

  test("names every feed, with a sentence on it, in three formats", async () => {
    const html = homePage({ paper, articles: [], feeds })
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
    expect(await select(homePage({ paper, articles: [], feeds }), ".empty")).toHaveLength(1)
  })
})

describe("the feeds page", () => {
  const sections: Facet[] = [{ kind: "section", slug: "harbour", label: "Harbour <1>" }]
  const data = { paper, whole: feeds.slice(0, 1), sections, others: 46, query: "", found: [] }

  test("gives the main feeds' addresses, and says of each what it is", async () => {
    const links = await select(feedsPage(data), ".addresses a")
    expect(links.map(({ attributes }) => [attributes.href, attributes.type])).toEqual([
      ["https://harbour.example/rss.xml", "application/rss+xml"],
      ["https://harbour.example/atom.xml", "application/atom+xml"],
      ["https://harbour.example/feed.json", "application/feed+json"],
    ])
  })

  test("leads to each section's page and feeds, and asks for the name of any other", async () => {
    const html = feedsPage(data)
    expect((await select(html, ".rows a")).map(({ attributes }) => attributes.href)).toEqual([
      "/sections/harbour",
      "/sections/harbour/rss.xml",
      "/sections/harbour/atom.xml",
      "/sections/harbour/feed.json",
    ])
    expect((await select(html, "form"))[0]!.attributes.action).toBe("/feeds")
    expect(html).toContain("46 topics and authors")
    expect(await select(html, "script:not([type]), script[type=module], button[hidden]")).toEqual([])
  })

  test("shows what was found in place of the main feeds, and keeps what was typed", async () => {
    const html = feedsPage({ ...data, query: `"wa`, found: [{ kind: "tag", slug: "water", label: "Water" }] })
    expect((await select(html, ".row-name")).map(({ attributes }) => attributes.href)).toEqual(["/tags/water"])
    expect(shown((await select(html, "#q"))[0]!.attributes.value!)).toBe(`"wa`)
    expect(await select(html, ".addresses")).toEqual([])
    expect(await select(html, "meta[name=robots][content=noindex]")).toHaveLength(1)
    expect(await select(feedsPage({ ...data, query: "x" }), ".empty")).toHaveLength(1)
  })

  test("subscribes in the big readers with one click", async () => {
    const hrefs = (await select(feedsPage(data), ".feed-card .chip")).map(({ attributes }) => attributes.href)
    const main = encodeURIComponent("https://harbour.example/rss.xml")
    expect(hrefs).toEqual([
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
  [405, "This address does not do that"],
  [410, "This story was withdrawn"],
  [500, "Something broke here"],
  [503, "This page cannot be shown just now"],
  [429, "<Too many>"],
])("a page for %i says what happened and is kept out of search engines", async (status, title) => {
  const html = problemPage(paper, { status, title: "<Too many>", detail: "Wait." })
  expect(shown((await select(html, "main h1"))[0]!.text)).toBe(title)
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
    paper,
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
    paper,
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
    "Who reads which feed",
  ])
})
