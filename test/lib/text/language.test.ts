import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { joinNames } from "../../../src/http/site/parts/story.tsx"
import { formatDate } from "../../../src/http/site/parts/time.tsx"
import { wordsFor } from "../../../src/http/site/words/index.ts"
import { directionOf, languageAttributes } from "../../../src/lib/text/direction.ts"
import { parseLanguage, primaryLanguage } from "../../../src/lib/text/language.ts"
import { foldedWords } from "../../../src/ranking/words/words.ts"

const NONE = [
  ...[
    "dari",
    "thai",
    "en-a",
    "english",
    "pashto",
    "root",
    "a",
    "",
    " ",
    "en ",
    "en_US",
    "en-",
    "-en",
    "e1",
    "constructor",
  ],
  ...["i-klingon", "x-private", "de-1901-1901", "zh-min-nan", `en-${"abcdefgh-".repeat(4)}a`, "ps\u0000", "عربي"],
]

describe("a language tag", () => {
  it.each([
    ["en", "en", "en"],
    ["EN-us", "en-US", "en"],
    ["eng", "en", "en"],
    ["iw", "he", "he"],
    ["ps-AF", "ps-AF", "ps"],
    ["prs", "fa-AF", "fa"],
    ["uz-arab", "uz-Arab", "uz"],
    ["zh-hant-tw", "zh-Hant-TW", "zh"],
    ["en-u-ca-persian", "en-u-ca-persian", "en"],
  ])("%s is %s", (tag, canonical, primary) => {
    expect(parseLanguage(tag)).toBe(canonical)
    expect(primaryLanguage(tag)).toBe(primary)
  })

  it.each(NONE)("is not %j, which counts as English", (tag) => {
    expect(parseLanguage(tag)).toBeNull()
    expect(primaryLanguage(tag)).toBe("en")
    expect(languageAttributes(tag)).toEqual({ dir: "auto" })
  })

  it("is asked for again and again without being kept for ever", () => {
    for (let n = 0; n < 3000; n++) expect(parseLanguage(`en-x-${n}`)).toBe(`en-x-${n}`)
    expect(parseLanguage("en-US")).toBe("en-US")
  })
})

const everyUse = (tag: string) => {
  foldedWords("นายกรัฐมนตรี met Gauges 总理在北京", tag)
  formatDate("2026-11-23T09:30:00Z", tag, "UTC", true)
  joinNames([{ name: "A" }, { name: "B" }], tag)
  wordsFor(tag).by.length
  directionOf(tag)
}

it("breaks nothing, whatever it is", { tags: "property" }, () => {
  for (const tag of NONE) expect(() => everyUse(tag)).not.toThrow()
  const part = fc.stringMatching(/^[a-zA-Z0-9]{1,9}$/)
  const tag = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("-")),
  )
  fc.assert(
    fc.property(tag, (each) => everyUse(each)),
    { numRuns: 500, seed: 11 },
  )
})
