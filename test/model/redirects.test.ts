import { describe, expect, it } from "vitest"
import { toOldPath, wrongRedirect } from "../../src/model/redirects.ts"

describe("an old path", () => {
  it.each([
    ["/old/feed.php", "/old/feed.php"],
    ["/old/feed/", "/old/feed"],
    ["/news?type=100", "/news?type=100"],
    ["/news/?type=100", "/news?type=100"],
    ["/خبر/feed", "/%D8%AE%D8%A8%D8%B1/feed"],
    ["/", "/"],
    ["old", null],
    ["//evil.example/x", null],
    ["/\\evil.example/x", null],
    ["https://evil.example/x", null],
    ["", null],
  ])("%s is %s", (text, expected) => {
    expect(toOldPath(text)).toBe(expected)
  })
})

describe("a redirect", () => {
  const wrong = (all: Record<string, string>) => Object.entries(all).map(([from, to]) => wrongRedirect(from, to, all))

  it("leads to a path of this service", () => {
    expect(wrong({ "/a": "/rss.xml", "/b/": "/tags/water/atom.xml" })).toEqual([null, null])
  })

  it.each(["https://evil.example/", "//evil.example/", "/\\evil.example", "rss.xml", "javascript:alert(1)"])(
    "does not lead to %s",
    (to) => {
      expect(wrong({ "/a": to })).toEqual([expect.stringContaining("is not a path of this service")])
    },
  )

  it("is no loop and no chain", () => {
    expect(wrong({ "/a": "/a" })[0]).toContain("redirected itself")
    expect(wrong({ "/a": "/b/", "/b": "/rss.xml" })).toEqual([expect.stringContaining("redirected itself"), null])
  })
})
