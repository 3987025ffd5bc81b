import { expect, it } from "vitest"
import { decode } from "../../../src/feeds/read/decode.ts"
import { parseOpml } from "../../../src/feeds/read/opml.ts"

const wrap = (body: string) =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>T</title></head><body>${body}</body></opml>`
const FEED = "https://herald.example/feed?a=1&b=2"

it.each([
  [
    "as OPML 2.0 has it",
    '<outline type="rss" text="H" xmlUrl="https://herald.example/feed?a=1&amp;b=2" htmlUrl="https://herald.example/"/>',
  ],
  ["in capitals", '<OUTLINE TYPE="RSS" TEXT="H" XMLURL="https://herald.example/feed?a=1&amp;b=2"/>'],
  ["with XmlUrl", '<outline title="H" XmlUrl="https://herald.example/feed?a=1&amp;b=2"></outline>'],
  ["with url, as OPML 1.0 has it", '<outline type="rss" text="H" url="https://herald.example/feed?a=1&amp;b=2"/>'],
  ["with a bare ampersand", '<outline text="H" xmlUrl="https://herald.example/feed?a=1&b=2"/>'],
  ["with a feed: address", '<outline text="H" xmlUrl="feed:https://herald.example/feed?a=1&amp;b=2"/>'],
  [
    "four deep",
    `<outline text="1"><outline text="2"><outline text="3"><outline text="H" xmlUrl="${FEED.replace("&", "&amp;")}"/></outline></outline></outline>`,
  ],
  [
    "twice",
    '<outline text="H" xmlUrl="https://herald.example/feed?a=1&amp;b=2"/><outline text="Again" xmlUrl="https://herald.example/feed?a=1&amp;b=2"/>',
  ],
  ["in single quotes, unclosed", "<outline text='H' xmlUrl='https://herald.example/feed?a=1&amp;b=2'>"],
])("finds a feed %s", (_, body) => {
  expect(parseOpml(wrap(body))).toMatchObject([{ feedUrl: FEED, title: "H" }])
})

it.each([
  ["a link", '<outline type="link" text="H" url="https://herald.example/"/>'],
  ["a script", '<outline text="H" xmlUrl="javascript:alert(1)"/>'],
  ["a relative address", '<outline text="H" xmlUrl="/feed"/>'],
  ["nothing", '<outline text="H" xmlUrl=""/>'],
])("takes %s for no feed", (_, body) => {
  expect(parseOpml(wrap(body))).toEqual([])
})

it("is no OPML without an opml element", () => {
  expect(parseOpml('<rss><outline xmlUrl="https://herald.example/feed"/></rss>')).toBeNull()
  expect(parseOpml("")).toBeNull()
})

it("reads UTF-8 with a mark, UTF-16 and declared encodings", () => {
  const text = `<?xml version="1.0" encoding="windows-1251"?>${wrap('<outline text="Газета" xmlUrl="https://g.example/f"/>').slice(21)}`
  const cyrillic = Uint8Array.from(text, (c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : c.charCodeAt(0) - 0x350))
  expect(parseOpml(decode(cyrillic).text)![0]!.title).toBe("Газета")
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...[...wrap('<outline text="ک" xmlUrl="https://g.example/f"/>')].flatMap((c) => [
      c.charCodeAt(0) & 255,
      c.charCodeAt(0) >> 8,
    ]),
  ])
  expect(parseOpml(decode(utf16).text)![0]!.title).toBe("ک")
  const marked = new Uint8Array([
    0xef,
    0xbb,
    0xbf,
    ...new TextEncoder().encode(wrap("<outline text='é' xmlUrl='https://g.example/f'/>")),
  ])
  expect(parseOpml(decode(marked).text)![0]!.title).toBe("é")
})
