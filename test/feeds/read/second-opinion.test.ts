import { describe, expect, it } from "vitest"
import { dependencies } from "../../../package.json"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { secondOpinion } from "../../../src/feeds/read/second-opinion.ts"
import type { SecondOpinion } from "../../../src/model/second-opinion.ts"
import { newsFeed } from "../../bench/news-feed.ts"

const NOW = Date.UTC(2026, 10, 23, 12)
const PARSER = `rss-parser ${dependencies["rss-parser"]}`
const MIB = 1024 * 1024

async function ask(document: string | Uint8Array, contentType?: string): Promise<SecondOpinion> {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document
  const read = readFeed(bytes, { now: NOW, baseUrl: "https://e.example/", contentType })
  if (read.outcome !== "feed") throw new Error(read.outcome)
  return secondOpinion(bytes, read.feed, contentType)
}

const rss = (items: string) => `<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
const item = (inside: string) => `<item><title>Told</title><link>https://e.example/1</link>${inside}</item>`
const atom = (inside: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>Told</title><link href="https://e.example/1"/>${inside}</entry></feed>`

describe("the second opinion", () => {
  it("is ours of a sound feed", async () => {
    expect(await ask(newsFeed(40))).toEqual({ parser: PARSER, outcome: "read", items: 40, differences: [] })
  })

  it.each([
    [
      "RSS 1.0",
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.example/"><title>t</title></channel><item rdf:about="https://e.example/1"><title>Told</title><link>https://e.example/1</link><dc:date>2026-11-23T09:00:00+04:30</dc:date></item></rdf:RDF>',
    ],
    ["Atom", atom("<updated>2026-11-23T09:00:00+04:30</updated>")],
    ["another spelling of an address", rss(item("").replace("https://e.example/1", "HTTPS://e.example:443/1"))],
    ["a title over two lines", rss(item("").replace("Told", "\n  Told\n  twice\n"))],
  ])("finds no difference in %s", async (_, document) => {
    expect(await ask(document)).toMatchObject({ outcome: "read", items: 1, differences: [] })
  })

  it.each([
    ["a relative link", rss(item("").replace("https://e.example/1", "/1")), "link", "https://e.example/1", "/1"],
    [
      "a title of HTML",
      rss(item("").replace("Told", "Bed &amp;amp; board")),
      "title",
      "Bed & board",
      "Bed &amp; board",
    ],
    [
      "a title of elements",
      atom("").replace("<title>Told", '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Told</div>'),
      "title",
      "Told",
      "[object Object]",
    ],
    ["a date with dots", rss(item("<pubDate>23.11.2026 09:00</pubDate>")), "date", "2026-11-23T09:00:00.000Z", null],
    [
      "a guid that is the only link",
      rss("<item><title>Told</title><guid>https://e.example/1</guid></item>"),
      "link",
      "https://e.example/1",
      null,
    ],
  ])("tells of %s", async (_, document, field, ours, theirs) => {
    expect((await ask(document)).differences).toEqual([{ item: 0, field, ours, theirs }])
  })

  it("tells of items that it lacks, and of no more differences than 50", async () => {
    const outside = `${rss(item("").repeat(2)).replace("</rss>", `${item("")}</rss>`)}`
    expect((await ask(outside)).differences).toEqual([{ field: "items", ours: "3", theirs: "2" }])
    const long = await ask(
      rss(
        item("")
          .replace("/1<", `/${"x".repeat(300)}<`)
          .replace("https://e.example", "")
          .repeat(80),
      ),
    )
    expect([long.items, long.differences.length]).toEqual([80, 50])
    expect(long.differences.at(-1)).toEqual({
      item: 49,
      field: "link",
      ours: `https://e.example/${"x".repeat(182)}`,
      theirs: `/${"x".repeat(199)}`,
    })
  })

  it.each([
    [
      "a bare ampersand",
      rss(item("<description>Bed & board</description>")),
      /^Invalid character in entity name Line: 0 /,
    ],
    ["an unclosed element", rss(item("<b>")), /^Unexpected close tag/],
    ["an Atom date that is none", atom("<updated>soon</updated>"), /^Invalid time value$/],
    ["no version", rss(item("")).replace(' version="2.0"', ""), /^Feed not recognized as RSS 1 or 2\.$/],
    ["JSON", '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[]}', /^It reads no JSON Feed$/],
    ["more than 1 MiB", rss(`${item("")}<!--${"x".repeat(MIB)}-->`), /^The document is over 1 MiB,/],
    [
      "more than 50,000 elements",
      rss(`${item("")}${"<a/>".repeat(50_000)}`),
      /^The document has more than 50,000 elements,/,
    ],
  ])("is a refusal of %s, in one line", async (_, document, error) => {
    expect(await ask(document)).toEqual({
      parser: PARSER,
      outcome: "refused",
      error: expect.stringMatching(error),
      items: 0,
      differences: [],
    })
  })

  it("decodes as rss-parser does: by the declaration never, by the Content-Type now and then", async () => {
    const bytes = Uint8Array.from(rss(item("").replace("Told", "d\u00e9j\u00e0")), (character) =>
      character.charCodeAt(0),
    )
    expect((await ask(bytes, "text/xml; charset=ISO-8859-1")).differences).toEqual([])
    expect((await ask(bytes, "text/xml; charset=windows-1252")).differences).toEqual([
      { item: 0, field: "title", ours: "d\u00e9j\u00e0", theirs: "dj" },
    ])
  })

  // Tags in a text take rss-parser minutes; the others are what the parsers under it might stumble over.
  const fill = (piece: string) => piece.repeat(Math.floor(MIB / 2 / piece.length))
  it.each([
    ["tags in a description", rss(item(`<description><![CDATA[${fill("a<p")}]]></description>`))],
    ["tags in a content", rss(item(`<content:encoded><![CDATA[${fill("a<p")}]]></content:encoded>`))],
    ["tags in Atom's content", atom(`<content>${fill("a&lt;p")}</content>`)],
    [
      "elements in a description",
      rss(item(`<description>${"<a>".repeat(40_000)}${"</a>".repeat(40_000)}</description>`)),
    ],
    ["closing tags without an opening one", rss(item(`${"<a>".repeat(40_000)}${"</b>".repeat(40_000)}`))],
    ["elements that are called as xml2js calls text", rss(item("<_/>a".repeat(49_000)))],
    ["attributes", rss(item(`<a ${Array.from({ length: 40_000 }, (_, n) => `a${n}=""`).join(" ")}/>`))],
    ["entities", rss(item("").replace("Told", fill("&amp;")))],
    ["spaces", rss(item(`<pubDate>${fill(" ")}x</pubDate>`))],
    ["ampersands", rss(item(fill("& ")))],
  ])("takes no long time over half a megabyte of %s", { timeout: 10_000 }, async (_, document) => {
    expect((await ask(document)).parser).toBe(PARSER)
  })
})
