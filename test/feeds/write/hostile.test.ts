import { describe, expect, it } from "vitest"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import { parseXml, type ReadEntry, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { HOSTILE, HOSTILE_HTML, NOW, PUBLICATION, sampleArticle } from "../../support/samples.ts"

const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/u

const render = (part: object) =>
  renderFeed({
    key: { kind: "main" },
    publication: PUBLICATION,
    articles: [sampleArticle(1, part), sampleArticle(2)],
    now: NOW,
  })

describe("hostile articles", () => {
  it.each(HOSTILE)("%s: well-formed, clean, the same in each format", (_, part) => {
    const { rss, atom, json } = render(part)
    for (const document of [rss, atom, json]) expect(document.match(UNWANTED)).toBeNull()
    expect(parseXml(rss).name).toBe("rss")
    expect(parseXml(atom).name).toBe("feed")
    const [fromRss, fromAtom, fromJson] = [readRss(rss), readAtom(atom), readJson(json)]
    const whole = fromJson.map((entry) => entry.summary !== "" && entry.content !== "")
    // Without one of the two texts the formats differ in what stands in for it.
    const texts = ({ summary, content, ...rest }: ReadEntry, at: number) =>
      whole[at] ? { ...rest, summary, content } : rest
    const inSeconds = (entry: ReadEntry) => ({ ...entry, published: Math.floor(entry.published / 1000) })
    expect(fromAtom.map(texts)).toEqual(fromJson.map(texts))
    // RSS has no fractions of a second.
    expect(fromRss.map(inSeconds).map(texts)).toEqual(fromJson.map(inSeconds).map(texts))
  })

  it.each([
    ["AT&T <b>", "AT&T <b>"],
    ["Use <b>bold</b> &amp; care", "Use <b>bold</b> &amp; care"],
    ["a ]]> b ]]> c", "a ]]> b ]]> c"],
    [`AT&T's "profit" <up>`, `AT&T's "profit" <up>`],
    ["std::vector<int>", "std::vector<int>"],
    ["a < b && c>d", "a < b && c>d"],
    ["&amp; explained, Tom &lt; Jerry, &copy 2026", "&amp; explained, Tom &lt; Jerry, &copy 2026"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["\u0008\ufffe\ud83d", "https://courier.example/articles/story-1"],
    ["Rain 🌧️ پښتو", "Rain 🌧️ پښتو"],
  ])("the title %j arrives as %j", (title, expected) => {
    const { rss, atom, json } = render({ title })
    expect([readRss(rss), readAtom(atom), readJson(json)].map(([entry]) => entry!.title)).toEqual([
      expected,
      expected,
      expected,
    ])
  })

  it("gives addresses in the form that URIs have, and drops what is no web address", () => {
    const part = {
      url: "https://courier.example/a b|c",
      image: { url: "data:image/png;base64,AA" },
      authors: [{ name: "N", url: "javascript:alert(1)", avatar: "x" }],
      attachments: [{ url: "file:///etc/passwd", mimeType: "text/plain", sizeInBytes: 1 }],
    }
    const { rss, atom, json } = render(part)
    for (const document of [rss, atom, json]) expect(document).not.toMatch(/javascript:|data:image|file:/)
    expect(readAtom(atom)[0]!.url).toBe("https://courier.example/a%20b%7Cc")
    expect(rss).not.toContain("<enclosure")
  })
})

it("passes what WordPress breaks on: U+0008 in a title and ]]> in an excerpt", () => {
  const { rss, atom } = render({ title: "Back\u0008space", summary: "An excerpt ]]> and on" })
  expect(readRss(rss)[0]).toMatchObject({ title: "Backspace", summary: "An excerpt ]]> and on" })
  expect(readAtom(atom)[0]).toMatchObject({ title: "Backspace", summary: "An excerpt ]]> and on" })
})

describe("HTML that WordPress passes through", () => {
  it.each(HOSTILE_HTML)("%s", (_, html) => {
    const { url } = sampleArticle(1)
    const contentHtml = sanitiseHtml(html, { baseUrl: url, iframeHosts: ["www.youtube.com"] })
    const { rss, atom, json } = render({ contentHtml })
    const texts = [readRss(rss), readAtom(atom), readJson(json)].map(([entry]) => entry!.content || entry!.summary)
    for (const text of texts) {
      expect(text).not.toMatch(/<(?:script|style|iframe|object|embed|form|input|svg|bdo)\b/i)
      expect(text).not.toMatch(/<[^>]*\s(?:on\w+|style|class|id)=/i)
      for (const [, address] of text.matchAll(/\s(?:href|src|poster|cite)="([^"]*)"/g))
        expect(address).toMatch(/^https?:\/\//)
    }
  })
})
