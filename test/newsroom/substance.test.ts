import { describe, expect, it } from "vitest"
import { changedInSubstance } from "../../src/newsroom/substance.ts"

const WORDS = Array.from({ length: 400 }, (_, n) => `word${String.fromCharCode(97 + (n % 26))}${n}`)
const text = (words: string[]) => `<p>${words.join(" ")}</p>`
const story = (title: string, words: string[] = WORDS) => ({ title, contentHtml: text(words) })
const BEFORE = story("Twelve gauges report from the Kabul river again")

/** The words with the first `count` of them replaced. */
const replaced = (count: number, words = WORDS) => words.map((word, at) => (at < count ? `other${at}` : word))

describe("a change in substance", () => {
  it.each([
    ["another headline", "The Kabul river is measured again"],
    ["another number in the headline", "Twelve gauges report from the Kabul river again in 2026"],
    ["a word put in", "Twelve gauges do not report from the Kabul river again"],
    ["a word taken out", "Twelve gauges report from the river again"],
    ["two wrong letters in a word", "Twelve gaudjes report from the Kabul river again"],
  ])("%s", (_, title) => {
    expect(changedInSubstance(BEFORE, story(title))).toBe(true)
  })

  it.each([
    ["twenty other words of a long text", replaced(20)],
    ["twenty words more", [...WORDS, ...replaced(20).slice(0, 20)]],
    ["twenty words less", WORDS.slice(20)],
  ])("%s", (_, words) => {
    expect(changedInSubstance(BEFORE, story(BEFORE.title, words))).toBe(true)
  })

  it("a tenth of a short text", () => {
    const short = WORDS.slice(0, 60)
    expect(changedInSubstance(story("t", short), story("t", replaced(6, short)))).toBe(true)
    expect(changedInSubstance(story("t", short), story("t", replaced(5, short)))).toBe(false)
  })

  it("a number of digits in the headline, however alike", () => {
    expect(changedInSubstance(story("12 dead at 1900"), story("13 dead at 1900"))).toBe(true)
  })

  it("characters of a script without spaces", () => {
    const [one, other] = ["喀布尔河的水位计重新报告", "喀布尔河上的桥今天已经关闭了"]
    expect(changedInSubstance({ title: "河", contentHtml: one }, { title: "河", contentHtml: other })).toBe(true)
  })
})

describe("no change in substance", () => {
  it.each([
    ["the same", BEFORE.title],
    ["a wrong letter in the headline", "Twelve gauges report from the Kabul rivr again"],
    ["case and punctuation", "“Twelve gauges” report, from the KABUL river: again!"],
  ])("%s", (_, title) => {
    expect(changedInSubstance(BEFORE, story(title))).toBe(false)
    expect(changedInSubstance(story(title), BEFORE)).toBe(false)
  })

  it.each([
    ["nineteen other words of a long text", replaced(19)],
    ["the same words in another order", WORDS.toReversed()],
  ])("%s", (_, words) => {
    expect(changedInSubstance(BEFORE, story(BEFORE.title, words))).toBe(false)
  })

  it("other mark-up", () => {
    const contentHtml = `<figure><img src="https://a.example/1.png"></figure><p><b>${WORDS.join("</b> <b>")}</b></p>`
    expect(changedInSubstance(BEFORE, { ...BEFORE, contentHtml })).toBe(false)
  })

  it("four words of a text of five", () => {
    const few = WORDS.slice(0, 5)
    expect(changedInSubstance(story("t", few), story("t", replaced(4, few)))).toBe(false)
    expect(changedInSubstance(story("t", few), story("t", replaced(5, few)))).toBe(true)
  })
})
