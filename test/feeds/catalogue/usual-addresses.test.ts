import { describe, expect, it } from "vitest"
import { usualPath, usualQuery } from "../../../src/feeds/catalogue/usual-addresses.ts"

const CATEGORY = ["section", "tag"]
const TAG = ["tag", "section"]

describe("the usual path of a feed elsewhere", () => {
  it.each([
    ["/feed", { format: "rss" }],
    ["/Feed", { format: "rss" }],
    ["/feed/rss2", { format: "rss" }],
    ["/feed/rdf", { format: "rss" }],
    ["/feed/atom", { format: "atom" }],
    ["/feed/json", { format: "json" }],
    ["/rss", { format: "rss" }],
    ["/atom", { format: "atom" }],
    ["/index.xml", { format: "rss" }],
    ["/feed.xml", { format: "atom" }],
    ["/category/water/feed", { format: "rss", facet: { kinds: CATEGORY, label: "water" } }],
    ["/category/world/asia/feed/atom", { format: "atom", facet: { kinds: CATEGORY, label: "asia" } }],
    ["/tag/%D8%A2%D8%A8/feed", { format: "rss", facet: { kinds: TAG, label: "آب" } }],
    ["/tag/water/rss", { format: "rss", facet: { kinds: TAG, label: "water" } }],
    ["/author/laila-sahar/feed", { format: "rss", facet: { kinds: ["author"], label: "laila-sahar" } }],
  ])("%s", (path, expected) => {
    expect(usualPath(path)).toEqual(expected)
  })

  it.each([
    "/",
    "/feeds",
    "/feed/none",
    "/a-story/feed",
    "/comments/feed",
    "/category/feed",
    "/tag/%zz/feed",
    "/rss.xml",
  ])("%s is none", (path) => {
    expect(usualPath(path)).toBeNull()
  })
})

describe("WordPress' plain addresses", () => {
  it.each([
    ["?feed=rss2", { format: "rss" }],
    ["?feed=ATOM", { format: "atom" }],
    ["?feed=rss2&tag=water", { format: "rss", facet: { kinds: TAG, label: "water" } }],
    ["?feed=rss2&category_name=100%25", { format: "rss", facet: { kinds: CATEGORY, label: "100%" } }],
    ["?feed=rss2&author_name=laila", { format: "rss", facet: { kinds: ["author"], label: "laila" } }],
  ])("%s", (search, expected) => {
    expect(usualQuery(search)).toEqual(expected)
  })

  it.each(["", "?x=1", "?feed=", "?feed=comments-rss2", "?feed=rss2&cat=12", "?feed=rss2&p=7", "?feed=rss2&s=x"])(
    "%j is none",
    (search) => {
      expect(usualQuery(search)).toBeNull()
    },
  )
})
