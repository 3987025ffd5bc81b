import { describe, expect, it } from "vitest"
import { resolveUrl, urlComparisonKey } from "../../../src/lib/url/resolve.ts"

const SAME: [string, string[]][] = [
  [
    "https://herald.example/world/river-talks",
    [
      "http://herald.example/world/river-talks",
      "https://www.herald.example/world/river-talks/",
      "https://HERALD.example:443/world/river-talks",
      "https://herald.example./world/river-talks",
      "https://m.herald.example/world/river-talks",
      "https://amp.herald.example/world/river-talks",
      "https://mobile.herald.example/world/river-talks",
      "https://herald.example/world/river-talks/amp",
      "https://herald.example/world/river-talks/amp/",
      "https://herald.example/amp/world/river-talks",
      "https://herald.example/world/river-talks.amp",
      "https://herald.example/world/river-talks?amp=1",
      "https://herald.example/world/river-talks?amp",
      "https://herald.example/world/river-talks?outputType=amp",
      "https://herald.example/world/river-talks?m=1",
      "https://herald.example/world/river-talks/index.html",
      "https://herald.example//world//river-talks",
      "https://herald.example/world/./x/../river-talks",
      "https://herald.example/world/river%2dtalks",
      "https://herald.example/world/river-talks#comments",
      "https://herald.example/world/river-talks?utm_source=rss&utm_medium=feed",
      "https://herald.example/world/river-talks?UTM_Source=rss",
      "https://herald.example/world/river-talks?fbclid=1&gclid=2&mc_eid=3",
      "https://herald.example/world/river-talks?at_medium=RSS&at_campaign=KARANGA",
      "https://herald.example/world/river-talks?traffic_source=rss",
      "https://herald.example/world/river-talks?ref=rss",
      "https://herald.example/world/river-talks?ref=herald.example",
      "https://herald.example/world/river-talks?",
      "  https://herald.example/world/river-talks\n",
      "https://user:secret@herald.example/world/river-talks",
      "https://herald-example.cdn.ampproject.org/c/s/herald.example/world/river-talks",
      "https://herald-example.cdn.ampproject.org/c/s/www.herald.example/world/river-talks/amp?utm_source=x",
      "https://www.google.com/amp/s/herald.example/world/river-talks",
    ],
  ],
  [
    "https://en.wiki.example/w?title=Kabul&page=2",
    ["https://en.m.wiki.example/w?page=2&title=Kabul", "http://en.wiki.example/w?title=Kabul&page=2&utm_id=3"],
  ],
  ["https://herald.example/?p=12", ["http://herald.example?p=12", "https://herald.example/index.php?p=12"]],
  ["https://herald.example/a%2Fb", ["https://herald.example/a%2fb"]],
  ["https://کابل.example/خبر", ["https://xn--mgbc8fxs.example/%D8%AE%D8%A8%D8%B1"]],
  ["https://herald.example/s?q=a%20b", ["https://herald.example/s?q=a+b"]],
]

const DIFFERENT: [string, string][] = [
  ["https://herald.example/a", "https://herald.example/b"],
  ["https://herald.example/a", "https://herald.example/A"],
  ["https://herald.example/?p=1", "https://herald.example/?p=2"],
  ["https://herald.example/a", "https://sport.herald.example/a"],
  ["https://herald.example/a", "https://herald.example:8443/a"],
  ["https://herald.example/a?ref=bali", "https://herald.example/a"],
  ["https://herald.example/a?source=witness", "https://herald.example/a"],
  ["https://herald.example/#!/a", "https://herald.example/#!/b"],
  ["https://m.example/a", "https://example/a"],
  ["https://herald.example/a%2Fb", "https://herald.example/a/b"],
  ["https://herald.example/camp", "https://herald.example/c"],
  ["https://herald.example/ampere", "https://herald.example/ere"],
  ["https://amp.dev/a", "https://dev/a"],
  ["http://10.0.0.1/a", "http://10.0.0.2/a"],
]

describe("urlComparisonKey", () => {
  for (const [page, forms] of SAME) {
    it.each(forms)(`is the same for ${page} and %s`, (form) => {
      expect(urlComparisonKey(form)).toBe(urlComparisonKey(page))
    })
  }

  it.each(DIFFERENT)("tells %s from %s", (a, b) => {
    expect(urlComparisonKey(a)).not.toBe(urlComparisonKey(b))
  })

  it.each(["", "tag:herald.example,2026:1", "not an address", "javascript:alert(1)"])("leaves %j as it is", (text) => {
    expect(urlComparisonKey(text)).toBe(text)
  })

  it("is the same again for what it was given, whatever the order of parameters", () => {
    expect(urlComparisonKey("https://herald.example/?b=2&a=1&a=0")).toBe(
      urlComparisonKey("https://herald.example/?a=0&a=1&b=2"),
    )
  })
})

describe("resolveUrl", () => {
  it.each([
    ["/a", "https://herald.example/feeds/x.xml", "https://herald.example/a"],
    ["a b", "https://herald.example/feeds/x.xml", "https://herald.example/feeds/a%20b"],
    ["//cdn.example/i.jpg", "https://herald.example/", "https://cdn.example/i.jpg"],
    [" https://herald.example/a\n ", undefined, "https://herald.example/a"],
    ["https://herald.example/a\n/b", undefined, "https://herald.example/a/b"],
    ["", "https://herald.example/", null],
    ["/a", undefined, null],
    ["javascript:alert(1)", "https://herald.example/", null],
    ["java\nscript:alert(1)", "https://herald.example/", null],
    ["data:text/html,x", undefined, null],
    ["ftp://herald.example/a", undefined, null],
    ["http://", undefined, null],
  ])("%j against %s is %s", (href, base, expected) => {
    expect(resolveUrl(href, base)).toBe(expected)
  })
})
