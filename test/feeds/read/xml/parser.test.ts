import { describe, expect, it } from "vitest"
import { parseXml } from "../../../../src/feeds/read/xml/parser.ts"
import { baseOf, languageOf, textOf, type XmlElement } from "../../../../src/feeds/read/xml/tree.ts"

/** A tree on one line: `rss(channel(title"River"))`. */
const show = ({ name, children }: XmlElement): string =>
  `${name}(${children.map((child) => (typeof child === "string" ? JSON.stringify(child) : show(child))).join("")})`
const tree = (text: string) =>
  parseXml(text)
    .top.children.map((child) => (typeof child === "string" ? child : show(child)))
    .join("")
const repairs = (text: string) =>
  parseXml(text).repairs.map(({ kind, item }) => (item === undefined ? kind : `${kind}@${item}`))
const root = (text: string) => parseXml(text).top.children[0] as XmlElement

describe("parseXml", () => {
  it.each([
    ["elements and text", "<rss><a>b</a> c</rss>", 'rss(a("b")" c")'],
    ["empty elements", "<rss><a/><b /></rss>", "rss(a()b())"],
    ["what stands before the root", '\n\ufeff<?xml version="1.0"?><!-- c --><rss/>', "rss()"],
    ["CDATA as text", "<a>x <![CDATA[<b> & ]]>]]&gt; y</a>", 'a("x <b> & ]]> y")'],
    ["references", "<a>&lt;&#65;&#x42;&amp;&apos;&quot;&gt;</a>", 'a("<AB&\'\\">")'],
    ["comments and instructions", "<a>x<!-- <b> -->y<?z <q>?>w</a>", 'a("xyw")'],
    ["names without regard to case", "<RSS><Title>x</TITLE></rss>", 'rss(title("x"))'],
    [
      "prefixes by what they stand for",
      '<x:feed xmlns:x="http://www.w3.org/2005/Atom" xmlns:y="http://purl.org/dc/elements/1.1/"><y:date/></x:feed>',
      "atom:feed(dc:date())",
    ],
    ["prefixes that are not declared", "<rss><dc:creator>x</dc:creator></rss>", 'rss(dc:creator("x"))'],
    [
      "namespaces that end where they began",
      '<a><b xmlns="http://purl.org/dc/terms/"><c/></b><c/></a>',
      "a(dcterms:b(dcterms:c())c())",
    ],
    [
      "names that objects have",
      '<rss xmlns:q="constructor"><__proto__>x</__proto__><q:toString/></rss>',
      'rss(__proto__("x")?:tostring())',
    ],
  ])("reads %s", (_, text, expected) => {
    expect(tree(text)).toBe(expected)
    expect(repairs(text)).toEqual([])
  })

  it.each([
    ["a bare &", "<a>AT&T & Co &x</a>", 'a("AT&T & Co &x")', ["bare-ampersand"]],
    ["HTML's references", "<a>&nbsp;&rsquo;</a>", 'a("\u00a0’")', ["undefined-entity"]],
    ["windows-1252 by number", "<a>&#146;</a>", 'a("’")', []],
    ["characters by number that are none", "<a>x&#0;&#xFFFF;y</a>", 'a("xy")', ["bad-character"]],
    ["a bare <", "<a>1 < 2</a>", 'a("1 < 2")', ["bare-less-than"]],
    ["elements that are not closed", "<a><b>x</a>", 'a(b("x"))', ["unclosed-element"]],
    ["misnested elements", "<a><b>x<c>y</b>z</c></a>", 'a(b("x"c("y"))"z")', ["unclosed-element", "stray-end-tag"]],
    [
      "a text element in another",
      "<rss><title>x<link>y</link></rss>",
      'rss(title("x")link("y"))',
      ["unclosed-element"],
    ],
    ["values without quotation marks", "<a b=c d='e'>x</a>", 'a("x")', ["unquoted-attribute"]],
    ["a value without its end", '<a><b c="d>x</b><e f="g"/></a>', 'a(b("x")e())', ["unclosed-attribute"]],
    ["CDATA without end", "<a>x<![CDATA[y</a>", 'a("xy")', ["unclosed-cdata"]],
    ["comments without end", "<a>x<!-- y</a>", 'a("x y")', ["unclosed-comment"]],
    ["a tag that the next one cuts", "<a><b <c>x</c></a>", 'a(b(c("x")))', ["unclosed-tag", "unclosed-element"]],
    ["truncated documents", "<rss><channel><title>x", 'rss(channel(title("x")))', ["truncated"]],
    ["several roots", "<a/><b/>", "a()b()", ["several-roots"]],
  ])("mends %s and says so", (_, text, expected, kinds) => {
    expect(tree(text)).toBe(expected)
    expect(repairs(text)).toEqual(kinds)
  })

  it("says in which entry it mended", () => {
    expect(repairs("<rss><item>a</item><item>b & c</item></rss>")).toEqual(["bare-ampersand@1"])
  })

  it("ends an entry where the next one starts", () => {
    const { entries } = parseXml("<rss><item><title>a<item><title>b</title></item></rss>")
    expect(entries.map((entry) => textOf(entry))).toEqual(["a", "b"])
  })

  it("does not let one lost end of CDATA swallow the next entry", () => {
    const { entries } = parseXml("<rss><item><a><![CDATA[x</a></item><item><a><![CDATA[y]]></a></item></rss>")
    expect(entries.map((entry) => textOf(entry))).toEqual(["x", "y"])
  })

  describe("document types", () => {
    it.each([
      ["text", '<!DOCTYPE r [<!ENTITY desk "News desk">]><r>&desk;</r>', 'r("News desk")'],
      ["characters by number", "<!DOCTYPE r [<!ENTITY copy '&#169;'>]><r>&copy;</r>", 'r("©")'],
      ["no other entities", '<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><r>&c;</r>', 'r("&c;")'],
      ["no files", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>', 'r("&a;")'],
      ["no markup", '<!DOCTYPE r [<!ENTITY a "<b>">]><r>&a;</r>', 'r("&a;")'],
    ])("resolve %s", (_, text, expected) => {
      expect(tree(text)).toBe(expected)
    })

    it("add no more than 1 MiB", () => {
      const many = `<!DOCTYPE r [<!ENTITY a "${"a".repeat(250)}">]><r>${"&a;".repeat(10_000)}</r>`
      expect(textOf(root(many)).length).toBeLessThan(1024 * 1024 + 30_000)
      expect(repairs(many)).toContain("entity-limit")
    })

    it("are passed over without an internal subset", () => {
      expect(tree('<!DOCTYPE rss PUBLIC "-//N//DTD" "http://x.example/rss.dtd"><rss/>')).toBe("rss()")
    })
  })

  describe("bounds", () => {
    it("unwraps what is deeper than 256", () => {
      const deep = `<a>${"<b>".repeat(5000)}x${"</b>".repeat(5000)}<c/></a>`
      expect(tree(deep)).toBe(`a(${"b(".repeat(255)}"x"${")".repeat(255)}c())`)
      expect(repairs(deep)).toEqual(["too-deep"])
    })

    it("reads 2,000 entries", () => {
      const read = parseXml(`<rss>${"<item/>".repeat(2001)}<after/></rss>`)
      expect(read.entries).toHaveLength(2000)
      expect(read.isPartial).toBe(true)
      expect(parseXml(`<rss>${"<item/>".repeat(1999)}</rss>`).isPartial).toBe(false)
    })

    it("reads 250,000 elements", () => {
      const read = parseXml(`<rss>${"<a/>".repeat(300_000)}</rss>`)
      expect((read.top.children[0] as XmlElement).children.length).toBeLessThanOrEqual(250_000)
      expect(read.isPartial).toBe(true)
    })
  })

  it("knows the base and the language in force", () => {
    const outer = root(
      '<a xml:base="https://x.example/y/" xml:lang="ps"><b xml:base="../z/"><c/></b><d xml:lang="fa" xml:base="javascript:x"/></a>',
    )
    const [b, d] = outer.children as XmlElement[]
    expect(baseOf(b!.children[0] as XmlElement, "https://doc.example/")).toBe("https://x.example/z/")
    expect(baseOf(d!, "https://doc.example/")).toBe("https://x.example/y/")
    expect(languageOf(b!.children[0] as XmlElement)).toBe("ps")
    expect(languageOf(d!)).toBe("fa")
  })
})
