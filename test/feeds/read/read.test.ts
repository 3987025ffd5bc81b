import { describe, expect, it } from "vitest"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { MAX_DOCUMENT_BYTES } from "../../../src/model/limits.ts"
import type { ParsedFeed, ParsedItem } from "../../../src/model/parsed-feed.ts"

const NOW = Date.UTC(2026, 10, 23, 12)
const encode = (text: string) => new TextEncoder().encode(text)

function read(text: string, options: { contentLanguage?: string; baseUrl?: string } = {}): ParsedFeed {
  const outcome = readFeed(encode(text), { now: NOW, ...options })
  if (outcome.outcome !== "feed") throw new Error(`${outcome.outcome}: ${text}`)
  return outcome.feed
}

const rss = (inside: string) => `<rss version="2.0"><channel>${inside}</channel></rss>`
const rssItem = (inside: string): ParsedItem => read(rss(`<item>${inside}</item>`)).items[0]!
const atom = (inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`
const atomEntry = (inside: string): ParsedItem => read(atom(`<entry>${inside}</entry>`)).items[0]!

describe("the format", () => {
  it.each([
    ['<rss version="0.92"><channel/></rss>', "rss-0.92"],
    ['<rss version="0.94"><channel/></rss>', "rss-0.94"],
    ["<rss><channel/></rss>", "rss-2.0"],
    ["<RSS VERSION='2.0'><CHANNEL/></RSS>", "rss-2.0"],
    ["<channel><item/></channel>", "rss-2.0"],
    [
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"/>',
      "rss-0.90",
    ],
    ['<Channel xmlns="http://purl.org/net/rss1.1#"><title/></Channel>', "rss-1.1"],
    ['<feed xmlns="http://www.w3.org/2005/Atom"/>', "atom-1.0"],
    ['<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', "atom-0.3"],
    ["<feed><entry/></feed>", "atom-1.0"],
    ["\ufeff\n <feed/>", "atom-1.0"],
    ['{"version":"https://jsonfeed.org/version/1","items":[]}', "json-1.0"],
    ['{"title":"No version","items":[]}', "json-1.1"],
    ['{"title":"Raw\tcontrol\ncharacters","items":[]}', "json-1.1"],
  ])("of %s is %s", (text, format) => {
    expect(read(text).format).toBe(format)
  })

  it.each([
    ["", "not-a-feed"],
    ["   \n", "not-a-feed"],
    ["just words", "not-a-feed"],
    ["<opml version='2.0'><body/></opml>", "not-a-feed"],
    ["{", "not-a-feed"],
    ["[1,2]", "not-a-feed"],
    ['{"items":5}', "not-a-feed"],
    ['{"openapi":"3.0","items":[]}', "not-a-feed"],
    ["<!DOCTYPE html><p>Hello", "html"],
    ["<html><head></head></html>", "html"],
    ["<!-- a page --><body><p>x</p></body>", "html"],
  ])("of %j is none: %s", (text, outcome) => {
    expect(readFeed(encode(text), { now: NOW }).outcome).toBe(outcome)
  })

  it("of a page is told with the feeds that it offers, and with its hubs", () => {
    const page =
      '<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss" title="All">' +
      '<link rel="hub" href="https://hub.example/"><link rel="self" href="a">'
    expect(readFeed(encode(page), { now: NOW, baseUrl: "https://page.example/a" })).toEqual({
      outcome: "html",
      feeds: [{ url: "https://page.example/rss", title: "All", type: "application/rss+xml" }],
      links: { hubs: ["https://hub.example/"], selfUrl: "https://page.example/a" },
    })
  })
})

describe("a feed in a namespace of its own", () => {
  const inside = (p: string) =>
    `<${p}channel><${p}title>T</${p}title><${p}item><${p}title>A</${p}title><${p}link>https://e.example/</${p}link></${p}item></${p}channel>`
  it.each([
    ["unknown", `<rss xmlns="urn:nobody">${inside("")}</rss>`],
    ["Atom's, by mistake", `<rss xmlns="http://www.w3.org/2005/Atom">${inside("")}</rss>`],
    ["unknown, with a prefix", `<x:rss xmlns:x="urn:nobody">${inside("x:")}</x:rss>`],
    ["that is not declared", `<x:rss>${inside("x:")}</x:rss>`],
  ])("%s, is read all the same", (_, text) => {
    expect(read(text)).toMatchObject({ title: "T", items: [{ title: "A", url: "https://e.example/" }] })
  })

  it("takes nothing from vocabularies that nobody knows", () => {
    const text =
      '<rss xmlns:x="urn:nobody"><channel><x:title>No</x:title><item><title/><x:title>No</x:title></item></channel></rss>'
    const feed = read(text)
    expect([feed.title, feed.items[0]!.title]).toEqual([undefined, undefined])
  })
})

describe("the bounds", () => {
  it("are 10 MiB", () => {
    expect(readFeed(new Uint8Array(MAX_DOCUMENT_BYTES + 1), { now: NOW }).outcome).toBe("too-large")
  })

  it("are 2,000 items, of which the first are read", () => {
    const feed = read(rss("<item><title>x</title></item>".repeat(2100)))
    expect(feed.items).toHaveLength(2000)
    expect(feed.diagnostics.map(({ kind }) => kind)).toContain("too-many-items")
    expect(feed.diagnostics.every(({ item }) => item === undefined || item < 2000)).toBe(true)
  })

  it("are 256 levels, beyond which text still counts", () => {
    const deep = `${"<b>".repeat(100_000)}core${"</b>".repeat(100_000)}`
    const feed = read(rss(`<item><description>${deep}</description><title>After</title></item>`))
    expect(feed.items[0]).toMatchObject({ title: "After", summary: "core" })
    expect(feed.diagnostics.map(({ kind }) => kind)).toContain("too-deep")
  })

  it("keep entities from growing", () => {
    const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("")
    const feed = read(`<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>${rss("<title>&l9;</title>")}`)
    expect(feed.title).toBe("&l9;")
  })

  it("keep many uses of one entity from growing", () => {
    const text = `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(250)}">]>${rss(`<title>${"&a;".repeat(100_000)}</title>`)}`
    const feed = read(text)
    expect(feed.title!.length).toBeLessThan(2 * 1024 * 1024)
    expect(feed.diagnostics.map(({ kind }) => kind)).toContain("entity-limit")
  })
})

describe("a title", () => {
  it.each([
    ["plain", "Rain & wind", "Rain &amp; wind"],
    ["HTML, escaped", "Rain & wind", "Rain &lt;b&gt;&amp;amp;&lt;/b&gt; wind"],
    ["HTML, escaped twice", "Rain & wind", "&amp;lt;b&amp;gt;Rain&amp;lt;/b&amp;gt; &amp;amp;amp; wind"],
    ["HTML in CDATA", "Rain & wind", "<![CDATA[<em>Rain</em> &amp; wind]]>"],
    ["HTML as it is", "Rain wind", "Rain <b>wind</b>"],
    ["a comparison", "1 < 2 and 3 > 2", "1 &lt; 2 and 3 &gt; 2"],
    ["about an element", "Why <video> matters", "Why &lt;video&gt; matters"],
    ["with a reference to windows-1252", "It’s", "It&#146;s"],
    ["with a character that XML forbids", "ab", "a&#8;b"],
    ["over several lines", "one two", "\n one\n\t two \n"],
  ])("of RSS: %s", (_, title, inside) => {
    expect(rssItem(`<title>${inside}</title>`).title).toBe(title)
  })

  it.each([
    ["text", "A <b> & c", "<title>A &lt;b&gt; &amp; c</title>"],
    ["html", "A & c", '<title type="html">A &lt;i&gt;&amp;amp;&lt;/i&gt; c</title>'],
    ["media type", "A & c", '<title type="text/html">A &amp;amp; c</title>'],
    ["xhtml", "A < c", '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>&lt;</i> c</div></title>'],
  ])("of Atom: %s", (_, title, inside) => {
    expect(atomEntry(inside).title).toBe(title)
  })
})

describe("an item's address", () => {
  it.each([
    ["link", "https://e.example/a", "<link>https://e.example/a</link><guid>https://e.example/g</guid>"],
    ["link with white space", "https://e.example/a", "<link>\n  https://e.example/\n  a </link>"],
    ["as the publisher wrote it", "https://e.example/ü?q=ö", "<link>https://e.example/ü?q=ö</link>"],
    ["guid", "https://e.example/g", "<guid>https://e.example/g</guid>"],
    ["guid that says it is none", "https://e.example/g", '<guid isPermaLink="false">https://e.example/g</guid>'],
    ["no guid that is a name", undefined, '<guid isPermaLink="false">abc</guid>'],
    ["atom:link", "https://e.example/a", '<a:link xmlns:a="http://www.w3.org/2005/Atom" href="https://e.example/a"/>'],
    ["undeclared atom:link", "https://e.example/a", '<atom:link rel="alternate" href="https://e.example/a"/>'],
    ["link by attribute", "https://e.example/a", '<link href="https://e.example/a"/>'],
    ["without a scheme", "http://www.e.example/a", "<link>www.e.example/a</link>"],
    ["enclosure at last", "https://e.example/a.mp3", '<enclosure url="https://e.example/a.mp3"/>'],
    ["no script", undefined, "<link>javascript:alert(1)</link>"],
    ["no data", undefined, "<link>data:text/html,x</link>"],
    ["no relative address without a base", undefined, "<link>/a</link>"],
  ])("%s", (_, url, inside) => {
    expect(rssItem(`<title>t</title>${inside}`).url).toBe(url)
  })

  it.each([
    [
      "HTML before JSON",
      "https://e.example/h",
      '<link type="application/json" href="https://e.example/j"/><link href="https://e.example/h"/>',
    ],
    [
      "alternate before self",
      "https://e.example/a",
      '<link rel="self" href="https://e.example/s"/><link href="https://e.example/a"/>',
    ],
    [
      "a relation by its IANA address",
      "https://e.example/a",
      '<link rel="http://www.iana.org/assignments/relation/alternate" href="https://e.example/a"/>',
    ],
    ["a link without attributes", "https://e.example/i", "<link/><id>https://e.example/i</id>"],
    ["no edit link", undefined, '<link rel="edit" href="https://e.example/edit"/>'],
  ])("in Atom: %s", (_, url, inside) => {
    expect(atomEntry(`<title>t</title>${inside}`).url).toBe(url)
  })
})

describe("a feed's links", () => {
  it("are each for what they are, a hub first or not", () => {
    const links = `<link rel="hub" href="https://hub.example/"/><link rel="self" href="https://f.example/feed"/>
      <link rel="hub" href="https://hub.example/"/><link rel="next" href="https://f.example/2"/><link href="https://f.example/"/>`
    for (const feed of [read(atom(links)), read(rss(links.replaceAll("<link ", "<atom:link ")))]) {
      expect(feed).toMatchObject({
        homePageUrl: "https://f.example/",
        selfUrl: "https://f.example/feed",
        hubs: ["https://hub.example/"],
      })
    }
  })

  it("stand against xml:base, and that against the document", () => {
    const feed = read(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><entry xml:base="b/"><link href="c"/>
      <content type="html" xml:base="d/">&lt;a href="e">x&lt;/a></content></entry></feed>`,
      { baseUrl: "https://f.example/z" },
    )
    expect(feed.items[0]).toMatchObject({
      url: "https://f.example/a/b/c",
      contentHtml: '<a href="https://f.example/a/b/d/e">x</a>',
    })
  })

  it("take no base that is no web address", () => {
    const text = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="javascript:x"><link href="a"/></feed>'
    expect(read(text, { baseUrl: "https://f.example/" }).homePageUrl).toBe("https://f.example/a")
  })
})

describe("people", () => {
  it.each([
    ["<author>ann@e.example (Ann Lee)</author>", ["Ann Lee"]],
    ["<author>Ann Lee &lt;ann@e.example&gt;</author>", ["Ann Lee"]],
    ["<author>Ann Lee</author>", ["Ann Lee"]],
    ["<author>desk@localhost (Ann Lee)</author>", ["Ann Lee"]],
    ["<author>ann@e.example (Ann Lee (Kabul))</author>", ["Ann Lee (Kabul)"]],
    ["<author>Ann Lee (ann@e.example)</author>", ["Ann Lee"]],
    ["<author>Ann Lee [mailto:ann@e.example]</author>", ["Ann Lee"]],
    ["<author>ann@e.example (Ann Lee</author>", ["Ann Lee"]],
    ["<author>&lt;ann@e.example&gt;</author>", []],
    ["<dc:creator>Laila Sahar (@laila)</dc:creator>", ["Laila Sahar (@laila)"]],
    ["<dc:creator>@laila</dc:creator>", ["@laila"]],
    ["<dc:creator>Desk@Herald</dc:creator>", ["Desk@Herald"]],
    ["<dc:creator>Ann @ the Herald [Kabul]</dc:creator>", ["Ann @ the Herald [Kabul]"]],
    ["<dc:creator>Laila Sahar (@laila) &lt;laila@e.example&gt;</dc:creator>", ["Laila Sahar (@laila)"]],
    ["<author>laila@e.example (Laila Sahar, @laila)</author>", ["Laila Sahar, @laila"]],
    ["<author>ann@e.example</author>", []],
    ["<author><name>Ann Lee</name></author>", ["Ann Lee"]],
    ["<author>ann@e.example</author><dc:creator>Ann Lee</dc:creator>", ["Ann Lee"]],
    ["<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>Ann</dc:creator>", ["Ann", "Bob"]],
    ["<dc:creator>&lt;b&gt;Ann&lt;/b&gt;</dc:creator>", ["Ann"]],
  ])("of %s", (inside, names) => {
    expect(rssItem(inside).authors.map(({ name }) => name)).toEqual(names)
  })
})

describe("content", () => {
  it("is apart from the summary where the publisher parts them", () => {
    expect(
      rssItem("<description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>"),
    ).toMatchObject({
      summary: "Short",
      contentHtml: "<p>Long</p>",
    })
  })

  it("is a description that has markup, which the summary loses", () => {
    const item = rssItem("<description>&lt;p&gt;Both&lt;/p&gt;&lt;img src='https://e.example/i.png'&gt;</description>")
    expect(item).toMatchObject({ summary: "Both", contentHtml: '<p>Both</p><img src="https://e.example/i.png">' })
  })

  it("is read once more where it was escaped twice", () => {
    const item = rssItem("<description>&amp;lt;p&amp;gt;Once &amp;amp;amp; again&amp;lt;/p&amp;gt;</description>")
    expect(item).toMatchObject({ summary: "Once & again", contentHtml: "<p>Once &amp; again</p>" })
  })

  it("shows code as code where other markup is there", () => {
    const item = rssItem("<description>&lt;p&gt;Write &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;&lt;/p&gt;</description>")
    expect(item.contentHtml).toBe("<p>Write &lt;b&gt;x&lt;/b&gt;</p>")
  })

  it("is not made of a description that is plain", () => {
    expect(rssItem("<description>Plain</description>").contentHtml).toBeUndefined()
  })

  it("keeps the frames of listed hosts only", () => {
    const html =
      '&lt;iframe src="https://player.example/1">&lt;/iframe>&lt;iframe src="https://x.example/">&lt;/iframe>'
    const bytes = encode(rss(`<item><content:encoded>${html}</content:encoded></item>`))
    const outcome = readFeed(bytes, { now: NOW, iframeHosts: ["player.example"] })
    expect(outcome.outcome === "feed" && outcome.feed.items[0]!.contentHtml).toBe(
      '<figure><iframe src="https://player.example/1"></iframe></figure>',
    )
  })
})

describe("language", () => {
  it.each([
    [rss("<language>pt_BR</language>"), undefined, "pt-BR"],
    [rss("<language>not a language</language>"), "fa", "fa"],
    [rss(""), "de, en", "de"],
    ['<feed xml:lang="ps"/>', "en", "ps"],
  ])("of %s with %s is %s", (text, contentLanguage, language) => {
    expect(read(text, { contentLanguage }).language).toBe(language)
  })
})

describe("one bad item", () => {
  it.each([
    ["date", "<pubDate>the day after</pubDate>", "bad-date"],
    ["reference", "<description>AT&T &unknown;</description>", "bare-ampersand"],
    ["entity of HTML", "<description>&eacute;</description>", "undefined-entity"],
    ["element", "<description><b>never closed</description>", "unclosed-element"],
    ["end tag", "</nothing>", "stray-end-tag"],
    ["attribute", "<enclosure url=x length=>", "unquoted-attribute"],
    ["language", "<language>dari</language>", "bad-language"],
    ["language of one letter too few", "<dc:language>en-a</dc:language>", "bad-language"],
    ["date ahead", "<pubDate>Mon, 01 Jan 2040 00:00:00 GMT</pubDate>", "future-date"],
  ])("(%s) takes nothing from the others, and is reported with its number", (_, inside, kind) => {
    const sound = (n: number) => `<item><title>Sound ${n}</title><link>https://e.example/${n}</link></item>`
    const feed = read(rss(`${sound(0)}<item><title>Bad</title>${inside}</item>${sound(2)}`))
    expect(feed.items.map(({ title }) => title)).toEqual(["Sound 0", "Bad", "Sound 2"])
    expect(feed.diagnostics).toContainEqual(expect.objectContaining({ item: 1, kind }))
    expect(feed.diagnostics.every(({ item }) => item === 1)).toBe(true)
  })

  it("is marked when it could not be held", () => {
    const unseen = "<item><title>&#x200b; &#xad;&#x3164;</title><link>https://e.example/2</link></item>"
    const feed = read(rss(`<item><title>No link</title></item><item><link>https://e.example/</link></item>${unseen}`))
    expect(feed.items.map(({ rejected }) => rejected)).toEqual(["has no link", "has no title", "has no title"])
  })
})
