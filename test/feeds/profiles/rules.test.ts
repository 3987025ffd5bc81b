import { describe, expect, it } from "vitest"
import { PROFILES } from "../../../src/feeds/profiles/index.ts"
import { findingsOf, judge } from "../../../src/feeds/profiles/kit/judge.ts"
import type { Profile } from "../../../src/feeds/profiles/kit/profile.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import readme from "../../../src/feeds/profiles/README.md?raw"
import { PUBLICATION, sampleArticle } from "../../support/samples.ts"
import { BREAKING, factsFor, GOOD_SETTINGS, goodArticle, SQUARE } from "./cases.ts"

const FILES = Object.keys(import.meta.glob("../../../src/feeds/profiles/*.ts"))
const GOLDEN = Object.keys(
  import.meta.glob<string>("../golden/profiles/*.xml", { query: "?raw", eager: true, import: "default" }),
)
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "")

const good = (profile: Profile) => goodArticle(profile.isPodcast ? { image: SQUARE } : {})
const rules = PROFILES.flatMap((profile) =>
  profile.rules.map((rule) => [profile.name, rule.id, profile, rule] as const),
)

describe("every aggregator", () => {
  it("has a file, and each file is an aggregator", () => {
    expect(PROFILES.map(({ name }) => name)).toEqual(
      FILES.map(nameOf)
        .filter((name) => name !== "index")
        .sort(),
    )
  })

  it("has a golden pair", () => {
    expect(GOLDEN.map(nameOf).sort()).toEqual(PROFILES.map(({ name }) => name))
  })

  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s has a row in the README",
    (name, profile) => {
      for (const { id, level, source } of [...profile.rules, ...(profile.feedRules ?? [])]) {
        expect(readme.replace(/ +/g, " ")).toContain(`| \`${name}\` | \`${id}\` | ${level} |`)
        expect(readme).toContain(source.page)
      }
    },
  )

  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s takes a good article as it is",
    (name, profile) => {
      const facts = factsFor(name, { settings: GOOD_SETTINGS[name] ?? {} })
      expect(judge(profile, good(profile), facts)).toMatchObject({ verdict: "out", findings: [] })
      expect(findingsOf(profile.feedRules ?? [], facts)).toEqual([])
    },
  )
})

describe("every rule", () => {
  it.each(rules)("%s %s is broken by an article, and says what it found", (name, id, profile, rule) => {
    const broken = BREAKING[name]?.[id]
    expect(broken, "add a breaking article to cases.ts").toBeDefined()
    const facts = factsFor(name)
    const judged = judge(profile, { ...good(profile), ...broken }, facts)!
    expect(judged.findings.map((finding) => finding.rule.id)).toContain(id)
    expect(judged.findings.find((finding) => finding.rule.id === id)!.found).not.toBe("")
    if (rule.level === "must") expect(judged.verdict).toBe("withheld")
  })

  it("has an id of its own, and the cases name no rule that is gone", () => {
    for (const { name, rules } of PROFILES) {
      const ids = rules.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(Object.keys(BREAKING[name]!).sort()).toEqual([...ids].sort())
    }
  })
})

describe("a feed and its report", () => {
  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s: what is withheld is in no feed",
    (name, profile) => {
      const cases = Object.values(BREAKING[name]!).map((part, at) => {
        const id = `case-${at}`
        const url = `https://courier.example/articles/${id}`
        return { ...goodArticle({ id, guid: url, url }), ...part }
      })
      const { text, judged } = renderProfile(profile, cases, factsFor(name))
      const inFeed = (url: string) => text.includes(`<link>${url}<`) || text.includes(`<loc>${url}<`)
      expect(judged.some(({ verdict }) => verdict === "withheld")).toBe(true)
      for (const { subject, verdict } of judged) {
        expect(inFeed(subject.article.url), `${subject.article.id} ${verdict}`).toBe(verdict.startsWith("out"))
      }
    },
  )

  it("agree on what has no room", () => {
    const msn = PROFILES.find(({ name }) => name === "msn")!
    const many = Array.from({ length: 40 }, (_, at) => {
      const { id, guid, url } = sampleArticle(at)
      return goodArticle({ id, guid, url })
    })
    const { text, judged } = renderProfile(msn, many, factsFor("msn"))
    expect(text.match(/<item>/g)).toHaveLength(30)
    expect(judged.filter(({ verdict }) => verdict === "no-room")).toHaveLength(10)
  })

  it("say of a setting that there is none", () => {
    const msn = PROFILES.find(({ name }) => name === "msn")!
    const { feedFindings } = renderProfile(msn, [], factsFor("msn", { settings: { licence: "x" } }))
    expect(feedFindings).toMatchObject([{ rule: { id: "settings" }, found: "licence" }])
  })
})

describe("the rules of feeds", () => {
  it.each([
    ["apple", "language", { language: "en" }],
    ["google", "name", { settings: { name: "The Courier (Kabul)" } }],
    ["podcast", "artwork", {}],
    ["podcast", "category", {}],
    ["smartnews", "description", {}],
    ["smartnews", "logo", {}],
  ])("%s %s", (name, id, facts) => {
    const profile = PROFILES.find((each) => each.name === name)!
    const found = findingsOf(profile.feedRules ?? [], factsFor(name, facts))
    expect(found.map(({ rule }) => rule.id)).toContain(id)
  })

  it("each have a case above", () => {
    expect(PROFILES.flatMap(({ feedRules = [] }) => feedRules)).toHaveLength(6)
  })
})

it("gives MSN a long title when there is a short one beside it", () => {
  const msn = PROFILES.find(({ name }) => name === "msn")!
  const article = goodArticle({ title: "x".repeat(200), shortTitle: "Gauges return" })
  const { text, judged } = renderProfile(msn, [article], factsFor("msn"))
  expect(judged[0]!.verdict).toBe("out-with-warnings")
  expect(text).toContain("<mi:shortTitle>Gauges return</mi:shortTitle>")
  expect(PUBLICATION.language).toBe("en")
})
