import { describe, expect, it } from "vitest"
import {
  decodeHTML,
  decodeOrdinary,
  mendControls,
  namedCharacter,
  numberedCharacter,
} from "../../../src/lib/html/entities.ts"

describe("decodeOrdinary", () => {
  it.each([
    ["no reference", "no reference"],
    ["&amp;&lt;&gt;&quot;", '&<>"'],
    ["&#65;&#8220;x&#8221;", "A“x”"],
    ["caf&eacute; &nbsp;&hellip;", "café \u00a0…"],
  ])("reads %s", (text, decoded) => {
    expect(decodeOrdinary(text)).toBe(decoded)
  })

  it.each(["&", "&;", "&amp", "a & b; c", "&#0;", "&#150;", "&#55296;", "&#x41;", "&#;", "&bogus;", "&ampersand;"])(
    "leaves %s to the full decoder",
    (text) => {
      expect(decodeOrdinary(text)).toBeNull()
    },
  )

  it("says what the full decoder says, or nothing", () => {
    const parts = "&amp; &lt; &#39; &#8220; &nbsp; &copy; &amp & a ; &#x27; &#0; &#150; &AMP; &in; &#65b".split(" ")
    for (const first of parts) {
      for (const second of parts) {
        for (const third of parts) {
          const text = first + second + third
          expect([null, decodeHTML(text)]).toContain(decodeOrdinary(text))
        }
      }
    }
  })
})

describe("characters by reference", () => {
  it.each([
    ["#65", "A"],
    ["#x1F600", "😀"],
    ["#146", "’"],
    ["#0", ""],
    ["#xD800", ""],
    ["#x110000", ""],
    ["#99999999999999999999", ""],
    ["#", null],
    ["#x", null],
    ["#6a", null],
  ])("&%s; is %j", (reference, character) => {
    expect(numberedCharacter(reference)).toBe(character)
  })

  it.each([
    ["amp", "&"],
    ["rsquo", "’"],
    ["NotEqualTilde", "≂̸"],
    ["ampx", null],
    ["nothing", null],
    ["constructor", null],
    ["x".repeat(1000), null],
  ])("&%s; is %j", (name, character) => {
    expect(namedCharacter(name)).toBe(character)
  })
})

describe("mendControls", () => {
  it("reads U+0080 to U+009F as windows-1252 does, and leaves the rest", () => {
    expect(mendControls("don\u0092t \u0093say\u0094 \u0080 5 é")).toBe("don’t “say” € 5 é")
  })
})
