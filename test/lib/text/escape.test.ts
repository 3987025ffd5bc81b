import { describe, expect, it } from "vitest"
import {
  cleanLine,
  cleanText,
  htmlToXml,
  textToAttribute,
  textToHtml,
  textToXml,
} from "../../../src/lib/text/escape.ts"

describe("cleanText", () => {
  it.each([
    ["plain", "plain"],
    ["bell\u0007 nul\u0000 escape\u001b", "bell nul escape"],
    ["delete\u007f, C1 \u0080\u009f", "delete, C1 "],
    ["\ufffe\uffff\ufdd0\ufdef\u{1ffff}\u{10fffe}\ufffd", ""],
    ["half \ud83d, half \ude00, whole 😀", "half , half , whole 😀"],
    ["a\r\nb\rc\nd\te", "a\nb\nc\nd\te"],
    ["\u2028 and پښتو and \u202e stay", "\u2028 and پښتو and \u202e stay"],
  ])("%j", (text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })
})

it("makes one line of many", () => {
  expect(cleanLine("  a\r\n\tb \u0008\u2028c\u00a0 ")).toBe("a b c")
})

it("escapes text by numeric references", () => {
  expect(textToXml(`AT&T <b> "q" 'a' ]]>`)).toBe(`AT&#x26;T &#x3C;b&#x3E; "q" 'a' ]]&#x3E;`)
})

it("escapes HTML so that no < stands raw and no CDATA end is left", () => {
  expect(htmlToXml("<p>a &amp; b ]]> c ]]></p>")).toBe("&lt;p>a &amp;amp; b ]]&gt; c ]]&gt;&lt;/p>")
})

it("escapes attributes, white space as a space", () => {
  expect(textToAttribute(`a&b<c>"d"\n\te`)).toBe("a&amp;b&lt;c&gt;&quot;d&quot; e")
})

it("writes plain text as HTML", () => {
  expect(textToHtml("1 < 2 & 3 > 2")).toBe("1 &lt; 2 &amp; 3 &gt; 2")
})
