import fc from "fast-check"
import { expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const clean = (html: string) =>
  sanitiseHtml(html, { baseUrl: "https://courier.example/", iframeHosts: ["player.example"] })

it.each([
  ["a block ends the paragraph it began in", "<p>a<b>b<div>c</div>d", "<p>a<b>b</b></p><div>c</div>d"],
  ["a paragraph may stand in a phrase", "<b>a<p>b</b>c</p>", "<b>a<p>b</p></b>c"],
  ["a heading ends a heading", "<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"],
  [
    "a link ends a link",
    '<a href="/x">a<b>b<a href="/y">c',
    '<a href="https://courier.example/x">a<b>b</b></a><a href="https://courier.example/y">c</a>',
  ],
  ["an item ends an item through phrases", "<ul><li><b>a<li>b</ul>", "<ul><li><b>a</b></li><li>b</li></ul>"],
  [
    "but not through a list of its own",
    "<ul><li>a<ul><li>b</ul><li>c</ul>",
    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
  ],
  ["a term ends a description", "<dl><dt>a<dd><i>b<dt>c", "<dl><dt>a</dt><dd><i>b</i></dd><dt>c</dt></dl>"],
  ["a table's parts need a table", "<p>a<td>b</td><tr>c", "<p>a</p>bc"],
  [
    "text in a table gets a cell",
    "<table>a<tr>b<td>c",
    "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
  ],
  [
    "a cell gets a row",
    "<table><td>a<tbody><td>b",
    "<table><tr><td>a</td></tr><tbody><tr><td>b</td></tr></tbody></table>",
  ],
  [
    "a table in a table stands in its cell",
    "<table><table><td>a",
    "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
  ],
  ["a row ends the caption", "<table><caption>a<tr><td>b", "<table><caption>a</caption><tr><td>b</td></tr></table>"],
  [
    "a column ends nothing of its group",
    "<table><colgroup><col><col><tr><td>a",
    "<table><colgroup><col><col></colgroup><tr><td>a</td></tr></table>",
  ],
  ["white space in a table stays where it is", "<table> <tr> <td>a", "<table> <tr> <td>a</td></tr></table>"],
  [
    "a paragraph in a cell leaves the one outside alone",
    "<p>a<table><td><p>b</table>c",
    "<p>a</p><table><tr><td><p>b</p></td></tr></table>c",
  ],
  ["a reading ends a reading", "<ruby>a<rt><b>b<rt>c", "<ruby>a<rt><b>b</b></rt><rt>c</rt></ruby>"],
  [
    "a frame's own text goes",
    '<iframe src="https://player.example/1"><p>a</iframe>b',
    '<figure><iframe src="https://player.example/1"></iframe></figure>b',
  ],
])("%s", (_, html, expected) => {
  expect(clean(html)).toBe(expected)
})

const PARTS = "p b a div h1 h2 ul li dl dd table tr td th tbody caption col colgroup ruby rt span br hr iframe".split(
  " ",
)
const soup = fc
  .array(
    fc.oneof(
      fc
        .constantFrom(...PARTS)
        .map((name) => (name === "iframe" ? '<iframe src="https://player.example/">' : `<${name}>`)),
      fc.constantFrom(...PARTS).map((name) => `</${name}>`),
      fc.constantFrom("x", " ", "&lt;", "<"),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""))

it("what it wrote once, it writes again", { tags: "property" }, () => {
  fc.assert(
    fc.property(soup, (html) => {
      const once = clean(html)
      expect(clean(once)).toBe(once)
    }),
    { numRuns: 500 },
  )
})
