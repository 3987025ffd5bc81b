import { describe, expect, it } from "vitest"
import { findFeedLinks } from "../../../src/feeds/read/feed-links.ts"

const link = (attributes: string) => `<link ${attributes}>`

describe("findFeedLinks", () => {
  it.each([
    ["RSS", 'rel="alternate" type="application/rss+xml" href="/rss"', "https://p.example/rss"],
    ["Atom", 'rel="alternate" type="application/atom+xml" href="atom"', "https://p.example/dir/atom"],
    ["JSON Feed", 'rel="alternate" type="application/feed+json" href="/feed.json"', "https://p.example/feed.json"],
    ["JSON by name", 'rel="alternate" type="application/json" href="/feed.json"', "https://p.example/feed.json"],
    [
      "a type with parameters",
      'rel="alternate" type="Application/RSS+XML; charset=utf-8" href="/r"',
      "https://p.example/r",
    ],
    ["several relations", 'rel="home ALTERNATE" type="application/rss+xml" href="/r"', "https://p.example/r"],
    ["rel=feed", 'rel="feed" href="/r"', "https://p.example/r"],
    ["references", 'rel="alternate" type="application/rss+xml" href="/r?a=1&amp;b=2"', "https://p.example/r?a=1&b=2"],
  ])("finds %s", (_, attributes, url) => {
    expect(findFeedLinks(link(attributes), "https://p.example/dir/page").map((feed) => feed.url)).toEqual([url])
  })

  it.each([
    ["style sheets", 'rel="alternate stylesheet" type="text/css" href="/s"'],
    ["translations", 'rel="alternate" hreflang="fr" href="/fr"'],
    ["an API", 'rel="alternate" type="application/json" href="/wp-json/pages/2"'],
    ["scripts", 'rel="alternate" type="application/rss+xml" href="javascript:x"'],
    ["no address", 'rel="alternate" type="application/rss+xml"'],
  ])("leaves %s", (_, attributes) => {
    expect(findFeedLinks(link(attributes), "https://p.example/")).toEqual([])
  })

  it("keeps their order and titles, each once, against the page's base", () => {
    const feed = (href: string, title: string) =>
      link(`rel=alternate type=application/rss+xml href=${href} title="${title}"`)
    const html = `<base href="https://cdn.example/x/"><base href="/y/">${feed("b", "B &amp; C")}${feed("a", "A")}${feed("b", "again")}`
    expect(findFeedLinks(html, "https://p.example/")).toEqual([
      { url: "https://cdn.example/x/b", title: "B & C", type: "application/rss+xml" },
      { url: "https://cdn.example/x/a", title: "A", type: "application/rss+xml" },
    ])
  })

  it("finds no more than fifty", () => {
    const html = Array.from({ length: 80 }, (_, i) => link(`rel=feed href=/${i}`)).join("")
    expect(findFeedLinks(html, "https://p.example/")).toHaveLength(50)
  })
})
