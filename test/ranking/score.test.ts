import { describe, expect, test } from "vitest"
import type { Candidate } from "../../src/ranking/candidate.ts"
import { profileOf } from "../../src/ranking/profile.ts"
import { JOINS, scoreCandidate } from "../../src/ranking/score.ts"
import { type Subject, subjectWords } from "../../src/ranking/subject.ts"

const DAY = 24 * 3600_000
const NOW = Date.UTC(2026, 10, 23)

const subject: Subject = {
  title: "River gauges return to the Panjshir after nine years",
  summary: "Engineers have rebuilt twelve gauges, and flood warnings will reach villages by telephone.",
  text: `The first of twelve river gauges was set in concrete on Sunday. Engineer Latifa Rahmani said that warnings of
    floods would reach the villages of the Panjshir within minutes. The old gauges were swept away in the floods of 2017.`,
  tags: ["Rivers", "Floods"],
  section: "Environment",
  language: "en",
  publishedAt: NOW,
  urlKey: null,
}

const related: Candidate = {
  id: "a",
  partnerId: "valley",
  partnerName: "Valley Post",
  partnerWeight: 1,
  maxLinks: 2,
  sponsored: false,
  url: "https://valley.example/gauges",
  urlKey: "valley.example/gauges",
  title: "Panjshir villages test flood warnings",
  summary: "New gauges on the river send a message to every telephone when the water rises.",
  content: "",
  image: null,
  language: "en",
  section: null,
  authors: [],
  tags: [],
  publishedAt: NOW,
  story: null,
}
const unrelated: Candidate = {
  ...related,
  id: "b",
  title: "Central bank sells dollars as the afghani slips",
  summary: "Traders in the money market waited for an auction that came a day late.",
}

// As in an index of ten thousand: villages and water are common, gauges are not.
const counts = new Map(
  Object.entries({
    villag: 400,
    water: 500,
    river: 200,
    warning: 150,
    telephon: 80,
    gaug: 6,
    panjshir: 40,
    flood: 120,
    return: 900,
    year: 2000,
  }),
)
const score = (candidate: Candidate, about: Subject = subject, total = 10_000) =>
  scoreCandidate(about, profileOf(subjectWords(about), counts, total), candidate)

describe("scoreCandidate", () => {
  test("a story of the same matter is far above one of another", () => {
    expect(score(related).score).toBeGreaterThan(0.7)
    expect(score(unrelated).score).toBeLessThan(JOINS)
  })

  test("scores are within 0 and 1 for anything, and rank is never negative", () => {
    const itself = { ...related, title: subject.title, summary: subject.summary, content: subject.text }
    const silent = { ...related, title: "???", summary: "", content: "" }
    for (const candidate of [related, unrelated, itself, silent]) {
      const { score: value, rank } = score(candidate)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
      expect(rank).toBeGreaterThanOrEqual(0)
    }
    expect(score(silent).reason).toEqual([])
  })

  test("a subject of stop words alone goes with nothing", () => {
    const empty = { ...subject, title: "What is it?", summary: "", text: "And so on.", tags: [] }
    expect(score(related, empty).score).toBeLessThan(JOINS)
  })

  test("one rare word in common is not a subject in common", () => {
    const chance = { ...unrelated, summary: "Traders watch the gauges of a market that came a day late." }
    expect(score(chance).score).toBeLessThan(0.5)
  })

  test.each([
    ["a shared tag", { tags: ["FLOODS"] }, "more"],
    ["the same section", { section: "environment" }, "more"],
    ["another language", { language: "de" }, "less"],
    ["a month's distance", { publishedAt: NOW - 30 * DAY }, "less"],
  ])("%s counts, and makes no link by itself", (_, change, how) => {
    const [before, after] = [score(related), score({ ...related, ...change })]
    if (how === "more") expect(after.rank).toBeGreaterThan(before.rank)
    else expect(after.rank).toBeLessThan(before.rank)
    expect(score({ ...unrelated, ...change }).score).toBeLessThan(JOINS)
  })

  test("age is gentle: years cost no more than months", () => {
    const old = (days: number) => score({ ...related, publishedAt: NOW - days * DAY }).rank
    expect(old(3000)).toBeCloseTo(old(400), 5)
    expect(old(0) - old(1)).toBeLessThan(0.2)
  })

  test("reasons are the reader's own words, names whole, none twice", () => {
    const { reason } = score({ ...related, content: "Latifa Rahmani, an engineer, oversees the gauges." })
    expect(reason.length).toBeLessThanOrEqual(4)
    expect(reason).toContain("gauges")
    expect(new Set(reason.map((word) => word.toLowerCase())).size).toBe(reason.length)
    const text = `${subject.title} ${subject.summary} ${subject.text}`
    for (const word of reason) expect(text).toContain(word)
    const named = score({ ...unrelated, title: "Latifa Rahmani", summary: "" }).reason
    expect(named).toEqual(["Latifa Rahmani"])
  })

  test("the size of the index changes little", () => {
    for (const times of [1, 10]) {
      const grown = new Map([...counts].map(([word, count]) => [word, count * times]))
      const profile = profileOf(subjectWords(subject), grown, 10_000 * times)
      expect(scoreCandidate(subject, profile, related).score).toBeGreaterThan(0.5)
    }
  })

  test("an index of a few stories is enough to tell", () => {
    const few = profileOf(subjectWords(subject), new Map([["villag", 2]]), 5)
    expect(scoreCandidate(subject, few, related).score).toBeGreaterThan(0.6)
    expect(scoreCandidate(subject, few, unrelated).score).toBeLessThan(JOINS)
  })
})

describe("profileOf", () => {
  test("weights add up to 1 and fall with commonness", () => {
    const { words, known } = profileOf(subjectWords(subject), counts, 10_000)
    expect(words.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
    expect(known.get("gaug")!.rarity).toBeGreaterThan(known.get("villag")!.rarity)
    expect(words.slice(0, 3).map(({ surface }) => surface)).toContain("gauges")
  })

  test("words that stand everywhere weigh nothing; none at all is no error", () => {
    const everywhere = new Map(subjectWords(subject).map(({ word }) => [word, 5000]))
    expect(profileOf(subjectWords(subject), everywhere, 5000).words).toEqual([])
    expect(profileOf([], new Map(), 0)).toMatchObject({ words: [], norm: 0 })
  })
})

describe("subjectWords", () => {
  test("the title leads, names are marked, repeated words gain", () => {
    const words = new Map(subjectWords(subject).map((each) => [each.word, each]))
    expect(words.get("gaug")).toMatchObject({ surface: "gauges", lead: true, name: false })
    expect(words.get("rahmani")).toMatchObject({ surface: "Latifa Rahmani", name: true })
    expect(words.get("gaug")!.emphasis).toBeGreaterThan(words.get("concret")!.emphasis)
  })

  test("a summary that opens the text counts once", () => {
    const text = "Snow closed the Salang pass. Lorries wait."
    const withSummary = subjectWords({ ...subject, title: "", tags: [], summary: "Snow closed the Salang pass.", text })
    const without = subjectWords({ ...subject, title: "", tags: [], summary: "", text })
    expect(withSummary).toEqual(without)
  })
})
