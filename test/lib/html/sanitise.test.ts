import { describe, expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const baseUrl = "https://partner.example/news/"
const clean = (html: string) => sanitiseHtml(html, { baseUrl, iframeHosts: ["player.example"] })

describe("sanitiseHtml", () => {
  it.each([
    ["keeps what news needs", "<h2>A</h2><p>b <em>c</em></p>", "<h2>A</h2><p>b <em>c</em></p>"],
    [
      "keeps tables",
      "<table><tr><td colspan=2>1<td>2</table>",
      '<table><tr><td colspan="2">1</td><td>2</td></tr></table>',
    ],
    ["closes what is open", "<ul><li>one<li><b>two", "<ul><li>one</li><li><b>two</b></li></ul>"],
    ["nests what is misnested", "<b>x<i>y</b>z</i>", "<b>x<i>y</i></b>z"],
    ["parts paragraphs", "<p>one<p>two", "<p>one</p><p>two</p>"],
    ["drops stray end tags", "a</div></p>b", "ab"],
    ["resolves addresses", '<a href="../x?a=1&b=2">y</a>', '<a href="https://partner.example/x?a=1&amp;b=2">y</a>'],
    ["keeps mail addresses", '<a href="mailto:a@b.example">y</a>', '<a href="mailto:a@b.example">y</a>'],
    [
      "resolves srcset",
      '<img src=a.png srcset="a.png 1x, /b.png 2x">',
      '<img src="https://partner.example/news/a.png" srcset="https://partner.example/news/a.png 1x, https://partner.example/b.png 2x">',
    ],
    ["drops an image without an address", "a<img alt=x>b", "ab"],
    ["drops scripts with what they hold", "a<script>alert('<p>')</script>b", "ab"],
    ["drops styles", "<style>p{}</style><p style='color:red' class=x id=y>a</p>", "<p>a</p>"],
    ["drops event handlers", '<p onclick="x()">a</p>', "<p>a</p>"],
    ["drops javascript addresses", '<a href=" java\nscript:alert(1)">a</a>', "<a>a</a>"],
    ["drops data addresses", '<img src="data:image/png;base64,AA">', ""],
    ["drops comments", "a<!-- <b> -->b", "ab"],
    ["keeps of a vector image its title alone", "a<svg><title>t</title><text>x</text><path/></svg>b<svg/>c", "atbc"],
    ["unwraps what it does not know", "<o:p>a</o:p><font color=red>b</font><blink>c</blink>", "abc"],
    ["keeps what follows an obsolete void element", "<bgsound src=x>a<spacer>b", "ab"],
    [
      "drops embeds, and keeps what stands in for them",
      "<object data=x><p>a</p></object><embed src=x><p>b</p>",
      "<p>a</p><p>b</p>",
    ],
    [
      "keeps the iframes of listed hosts, in a figure",
      '<iframe src="https://player.example/1"></iframe>',
      '<figure><iframe src="https://player.example/1"></iframe></figure>',
    ],
    ["drops other iframes", '<iframe src="https://other.example/1"></iframe>a', "a"],
    ["drops iframes without TLS", '<iframe src="http://player.example/1"></iframe>a', "a"],
    ["escapes text", "5 < 6 & &lt;b&gt; &nbsp;", "5 &lt; 6 &amp; &lt;b&gt; \u00a0"],
    ["drops controls and lone surrogates", "a\u0000\u0008b\ud800c\ufffe", "abc"],
    ["drops controls written as references", "a&#1;b&#xfffe;c", "abc"],
    [
      "resolves references in addresses once",
      '<a href="?a=1&amp;amp;b">x</a>',
      '<a href="https://partner.example/news/?a=1&amp;amp;b">x</a>',
    ],
  ])("%s", (_, html, expected) => {
    expect(clean(html)).toBe(expected)
  })

  it("drops relative addresses when there is no base", () => {
    expect(sanitiseHtml('<a href="x">a</a>')).toBe("<a>a</a>")
  })

  it("is idempotent", () => {
    const once = clean("<div><p>a<table><td>x</p><li><b>y &amp; <img src=q><a href='/z'>")
    expect(clean(once)).toBe(once)
  })

  it("nests no deeper than 256", () => {
    const html = clean(`${"<div>".repeat(5000)}x${"</div>".repeat(5000)}y`)
    expect(html).toBe(`${"<div>".repeat(256)}x${"</div>".repeat(256)}y`)
  })
})
