import { expect, it } from "vitest"
import { loosePath } from "../../../src/feeds/catalogue/loose-path.ts"

it.each([
  ["/RSS.xml", "/rss.xml"],
  ["/rss.xml", "/rss.xml"],
  ["/Summary/Feed.JSON", "/summary/feed.json"],
  ["/Tags/Water/rss.xml", "/tags/water/rss.xml"],
  ["/tags/Oil%20%26%20Gas/rss.xml", "/tags/oil-gas/rss.xml"],
  ["/sections/%d8%a2%d8%a8/atom.xml", "/sections/%D8%A2%D8%A8/atom.xml"],
  ["/Archive/2026-11/atom.xml", "/archive/2026-11/atom.xml"],
  ["/archive/2026-13/atom.xml", null],
  ["/main/rss.xml", null],
  ["/tags//rss.xml", null],
  ["/tags/a/b/rss.xml", null],
  ["/tags/%zz/rss.xml", null],
  ["/other/x/rss.xml", null],
  ["/tags/water", "/tags/water"],
  ["/Tags/Oil%20%26%20Gas", "/tags/oil-gas"],
  ["/archive/2026-11", "/archive/2026-11"],
  ["/archive/2026-11-23", null],
  ["/articles/Gauges", null],
  ["/nothing", null],
])("%s means %s", (path, expected) => {
  expect(loosePath(path)).toBe(expected)
})
