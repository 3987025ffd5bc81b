import { describe, expect, it } from "vitest"
import { findProfile, PROFILES } from "../../../src/feeds/profiles/index.ts"
import { findingsOf, judge } from "../../../src/feeds/profiles/kit/judge.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import readme from "../../../src/feeds/profiles/README.md?raw"
import { sampleArticle } from "../../support/samples.ts"
import { CASES, factsFor, goodArticle, goodFor, NAMED, patched } from "./cases.ts"

const FILES = Object.keys(import.meta.glob("../../../src/feeds/profiles/*.ts"))
const GOLDEN = Object.keys(
  import.meta.glob<string>("../golden/profiles/*.xml", { query: "?raw", eager: true, import: "default" }),
)
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "")
const NAMES = PROFILES.map(({ name }) => name)

const rules = PROFILES.flatMap((profile) =>
  profile.rules.map((rule) => [profile.name, rule.id, profile, rule] as const),
)
const feedRules = PROFILES.flatMap(({ name, feedRules = [] }) =>
  feedRules.map((rule) => [name, rule.id, rule] as const),
)

describe("every aggregator", () => {
  it("has a file, and each file is an aggregator", () => {
    const files = FILES.map(nameOf).filter((name) => name !== "index" && name !== "all")
    expect(NAMES).toEqual(files.sort())
  })

  it("has a golden pair", () => {
    expect(GOLDEN.map(nameOf).sort()).toEqual(NAMES)
    expect([...CASES.keys()].sort()).toEqual(NAMES)
  })

  it.each(NAMED)("%s has its rows in the README", (name, profile) => {
    const text = readme.replace(/ +/g, " ")
    const feed = { podcast: "/podcast.xml", google: "/news-sitemap.xml" }[name] ?? `/for/${name}.xml`
    expect(text).toContain(`| \`${name}\` | \`${feed}\` | ${profile.maxArticles.toLocaleString("en")}`)
    for (const { id, level, wants, source } of [...profile.rules, ...(profile.feedRules ?? [])]) {
      const row = `| \`${name}\` | \`${id}\` | ${level} | ${wants} | ${source.page} (${source.basis}, ${source.read}) |`
      expect(text).toContain(row)
    }
    for (const setting of Object.keys(profile.settings ?? {})) expect(text).toContain(`\`${setting}\``)
  })

  it.each(NAMED)("%s takes a good article as it is", (name, profile) => {
    const facts = factsFor(name)
    expect(judge(profile, goodFor(name), facts)).toMatchObject({ verdict: "out", findings: [] })
    expect(findingsOf(profile.feedRules ?? [], facts)).toEqual([])
  })
})

describe("every rule", () => {
  it.each(rules)("%s %s is broken by an article, and says what it found", (name, id, profile, rule) => {
    const judged = judge(profile, patched(goodFor(name), CASES.get(name)!.rules[id]!.breaks), factsFor(name))!
    expect(judged.findings.map((finding) => finding.rule.id)).toContain(id)
    expect(judged.findings.find((finding) => finding.rule.id === id)!.found).not.toBe("")
    if (rule.level === "must") expect(judged.verdict).toBe("withheld")
  })

  it.each(rules)("%s %s is barely kept by another", (name, id, profile) => {
    const judged = judge(profile, patched(goodFor(name), CASES.get(name)!.rules[id]!.keeps), factsFor(name))!
    expect(judged.findings.map((finding) => finding.rule.id)).not.toContain(id)
  })

  it.each(feedRules)("%s %s is broken by one feed and kept by another", (name, id, rule) => {
    const { breaks, keeps } = CASES.get(name)!.feed![id]!
    expect(rule.finds(patched(factsFor(name), breaks))).toBeTruthy()
    expect(rule.finds(patched(factsFor(name), keeps))).toBeNull()
  })

  it("has an id of its own, and the cases name no rule that is gone", () => {
    for (const { name, rules, feedRules = [] } of PROFILES) {
      const ids = [...rules, ...feedRules].map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const cases = CASES.get(name)!
      expect([...Object.keys(cases.rules), ...Object.keys(cases.feed ?? {})].sort()).toEqual(ids.sort())
    }
  })
})

describe("a feed and its report", () => {
  it.each(NAMED)("%s: what is withheld is in no feed", (name, profile) => {
    const cases = Object.values(CASES.get(name)!.rules).flatMap(({ breaks, keeps }, at) =>
      [breaks, keeps].map((patch, side) => {
        const id = `case-${at}-${side}`
        const url = `https://courier.example/articles/${id}`
        return patched({ ...goodFor(name), id, guid: url, url }, patch)
      }),
    )
    const { text, judged } = renderProfile({ ...profile, maxArticles: 1000 }, cases, factsFor(name))
    const inFeed = (url: string) => text.includes(`<link>${url}<`) || text.includes(`<loc>${url}<`)
    expect(judged.some(({ verdict }) => verdict === "withheld")).toBe(true)
    for (const { subject, verdict } of judged) {
      expect(inFeed(subject.article.url), `${subject.article.id} ${verdict}`).toBe(verdict.startsWith("out"))
    }
  })

  it("agree on what has no room", () => {
    const msn = findProfile("msn")!
    const many = Array.from({ length: 40 }, (_, at) => {
      const { id, guid, url } = sampleArticle(at)
      return goodArticle({ id, guid, url })
    })
    const { text, judged } = renderProfile(msn, many, factsFor("msn"))
    expect(text.match(/<item>/g)).toHaveLength(30)
    expect(judged.filter(({ verdict }) => verdict === "no-room")).toHaveLength(10)
  })

  it("say of a setting that there is none", () => {
    const msn = findProfile("msn")!
    const { feedFindings } = renderProfile(msn, [], factsFor("msn", { settings: { licence: "x" } }))
    expect(feedFindings).toMatchObject([{ rule: { id: "settings" }, found: "licence" }])
  })
})

it("gives MSN a long title when there is a short one beside it", () => {
  const msn = findProfile("msn")!
  const article = goodArticle({ title: "x".repeat(200), shortTitle: "Gauges return" })
  const { text, judged } = renderProfile(msn, [article], factsFor("msn"))
  expect(judged[0]!.verdict).toBe("out-with-warnings")
  expect(text).toContain("<mi:shortTitle>Gauges return</mi:shortTitle>")
})
