import { describe, expect, it } from "vitest"
import { firstSentences, htmlToText, paragraphsToHtml } from "../../../src/lib/html/index.ts"

describe("htmlToText", () => {
  it.each([
    ["plain text", "  one\n two ", "one two"],
    ["inline elements", "a<b>b</b>c", "abc"],
    ["blocks", "<p>one</p><p>two</p>", "one two"],
    ["line breaks", "one<br>two<br/>three", "one two three"],
    ["list items", "<ul><li>a<li>b</ul>", "a b"],
    ["scripts and styles", "a<script>x</script><style>y</style>b", "ab"],
    ["references", "&copy; &hellip; &#8217; &notin; &amp;lt;", "© … ’ ∉ &lt;"],
    ["references without an end", "AT&T &copy 2026 &bogus;", "AT&T © 2026 &bogus;"],
    ["references by number", "&#8217;&#160;x&#38;#65;&#150;&#0;&#128512;&#x41;&#65 &#99999999;", "’ x&#65;–😀AA"],
    ["no tag", "5 < 6 and 7 > 3", "5 < 6 and 7 > 3"],
    ["formulas", "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", "x=1"],
  ])("%s", (_, html, expected) => {
    expect(htmlToText(html)).toBe(expected)
  })
})

describe("paragraphsToHtml", () => {
  it("makes paragraphs and breaks", () => {
    expect(paragraphsToHtml("a & b\r\nc\n\n \n<d>\n")).toBe("<p>a &amp; b<br>c</p>\n<p>&lt;d&gt;</p>")
  })
})

describe("firstSentences", () => {
  it.each([
    ["short text", "One. Two.", 100, "One. Two."],
    ["whole sentences", "One is here. Two is there. Three is too long for it.", 30, "One is here. Two is there."],
    ["Arabic writing", "این یکی است۔ آن دومی است؟ سومی نیست", 26, "این یکی است۔ آن دومی است؟"],
    ["Chinese", "这是第一句。这是第二句。这是第三句", 13, "这是第一句。这是第二句。"],
    ["one long sentence", "alpha beta gamma delta epsilon", 20, "alpha beta gamma…"],
    ["no cut within a number", "It rose by 3.5 per cent again and again", 14, "It rose by…"],
  ])("%s", (_, text, most, expected) => {
    expect(firstSentences(text, most)).toBe(expected)
  })
})
