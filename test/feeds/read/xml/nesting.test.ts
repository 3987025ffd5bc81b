import { describe, expect, it } from "vitest"
import { readFeed } from "../../../../src/feeds/read/read.ts"

const NOW = Date.UTC(2026, 10, 23)

function titles(document: string): (string | undefined)[] {
  const read = readFeed(new TextEncoder().encode(document), { baseUrl: "https://partner.example/feed", now: NOW })
  return read.outcome === "feed" ? read.feed.items.map(({ title }) => title) : [read.outcome]
}

const item = (title: string, inside = "") =>
  `<item><title>${title}</title><link>https://partner.example/${title}</link>${inside}</item>`
const rss = (items: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>${items}</channel></rss>`
const entry = (title: string, inside = "") =>
  `<entry><title>${title}</title><id>${title}</id><link href="https://partner.example/${title}"/>${inside}</entry>`
const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${entries}</feed>`

const XHTML = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'

/** Documents of three entries, the first with this markup right in its content. */
const HOLDERS: Record<string, (markup: string) => string> = {
  "a description": (markup) => rss(item("a", `<description>${markup}</description>`) + item("b") + item("c")),
  "content:encoded": (markup) => rss(item("a", `<content:encoded>${markup}</content:encoded>`) + item("b") + item("c")),
  "xhtml content": (markup) => atom(entry("a", `${XHTML}${markup}</div></content>`) + entry("b") + entry("c")),
  "a description without its end": (markup) => rss(item("a", `<description>${markup}`) + item("b") + item("c")),
  "content:encoded without its end": (markup) => rss(item("a", `<content:encoded>${markup}`) + item("b") + item("c")),
  "xhtml content without its end": (markup) => atom(entry("a", `${XHTML}${markup}`) + entry("b") + entry("c")),
  "an item without its end": (markup) =>
    rss(item("a", `<description>${markup}`).replace("</item>", "") + item("b") + item("c")),
  "a channel's description": (markup) =>
    rss(`<description>${markup}</description>${item("a")}${item("b")}${item("c")}`),
  "a channel's description without its end": (markup) =>
    rss(`<description>${markup}${item("a")}${item("b")}${item("c")}`),
}

describe.each(Object.entries(HOLDERS))("in %s", (_, make) => {
  it.each([1, 200, 255, 256, 257, 260, 1000, 100_000])("%i open elements end with what they stand in", (times) => {
    expect(titles(make(`${"<div>".repeat(times)}x`))).toEqual(["a", "b", "c"])
    expect(titles(make(`${"<div>".repeat(times)}x${"</div>".repeat(times)}`))).toEqual(["a", "b", "c"])
    expect(titles(make(`${"<div>".repeat(times)}x${"</div>".repeat(Math.ceil(times / 2))}`))).toEqual(["a", "b", "c"])
    expect(titles(make(`${"<div><p>".repeat(times)}x${"</div>".repeat(times)}`))).toEqual(["a", "b", "c"])
  })
})

it.each([1, 300])("%i open elements of no HTML end with the entry", (times) => {
  for (const inside of ["<x>", "<item>", "<x><description>"]) {
    const markup = inside.repeat(times)
    const ends = inside === "<item>" ? "</item>".repeat(times) : ""
    expect(titles(rss(`${item("a", `<x>${markup}y${ends}`)}${item("b")}${item("c")}`))).toEqual(["a", "b", "c"])
  }
})

it("keeps the text of what is nested too deep", () => {
  const read = readFeed(
    new TextEncoder().encode(
      rss(item("a", `<description>${"<div>".repeat(300)}deep</description><pubDate>x</pubDate>`)),
    ),
    { now: NOW },
  )
  const feed = read.outcome === "feed" ? read.feed : null
  expect(feed?.items[0]?.contentHtml).toContain("deep")
  expect(feed?.diagnostics.map(({ kind }) => kind)).toContain("too-deep")
  expect(feed?.diagnostics.map(({ kind }) => kind)).toContain("bad-date")
})

it("leaves an entry within another's markup of another vocabulary where it is", () => {
  const inner = '<content type="application/atom+xml"><entry><title>inner</title></entry></content>'
  expect(titles(atom(entry("a", inner) + entry("b")))).toEqual(["a", "b"])
  const sample = `${XHTML}<pre><entry>sample</entry></pre></div></content>`
  expect(titles(atom(entry("a", sample) + entry("b")))).toEqual(["a", "b"])
})
