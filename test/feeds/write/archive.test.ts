import { describe, expect, it } from "vitest"
import { archiveChain, archivePeriods, isOver, periodRange } from "../../../src/feeds/catalogue/archive.ts"
import { feedPath, MAX_FEED_ARTICLES, parseFeedPath } from "../../../src/feeds/catalogue/feed-key.ts"
import { type RenderedFeed, renderFeed } from "../../../src/feeds/write/render.ts"
import type { Article } from "../../../src/model/article.ts"
import { all, one, parseJson, parseXml, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle } from "../../support/samples.ts"

const COUNT = 3000
const HOUR = 3600_000

// A little over a year, unevenly: some days have none, one has a hundred.
const ARTICLES: Article[] = Array.from({ length: COUNT }, (_, number) => {
  const hours = number < 100 ? number / 10 + 30 : number * 3 + (number % 7) * 20
  const time = new Date(NOW - hours * HOUR).toISOString()
  return sampleArticle(number, { contentHtml: "<p>Short.</p>", datePublished: time, dateModified: time })
}).sort((one, other) => (one.datePublished < other.datePublished ? 1 : -1))

const dayOf = (article: Article) => article.datePublished.slice(0, 10)
const DAYS = [...new Set(ARTICLES.map(dayOf))]

/** What the service would answer at an address. */
function serve(url: string, articles = ARTICLES, now = NOW): { document: string; rendered: RenderedFeed } {
  const { key, format } = parseFeedPath(new URL(url).pathname)!
  const days = [...new Set(articles.map(dayOf))]
  const chosen =
    key.kind === "archive"
      ? articles.filter(({ datePublished }) => datePublished.startsWith(key.period))
      : articles.slice(0, MAX_FEED_ARTICLES)
  const rendered = renderFeed({ key, publication: PUBLICATION, articles: chosen, now, ...archiveChain(key, days, now) })
  return { document: rendered[format], rendered }
}

const atomLink = (document: string, rel: string) =>
  all(parseXml(document), "link").find(({ attributes }) => attributes.rel === rel)?.attributes.href

const rssLink = (document: string, rel: string) =>
  all(one(parseXml(document), "channel")!, "atom:link").find(({ attributes }) => attributes.rel === rel)?.attributes
    .href

const FORMATS = [
  ["atom", readAtom, (document: string) => atomLink(document, "prev-archive")],
  ["rss", readRss, (document: string) => rssLink(document, "prev-archive")],
  ["json", readJson, (document: string) => parseJson(document).next_url],
] as const

describe("the chain of archives (RFC 5005 §4)", () => {
  it.each(FORMATS)("%s: a reader that was away for a year rebuilds all it missed", (format, read, older) => {
    const first = `${PUBLICATION.siteUrl}${feedPath({ kind: "main" }, format)}`
    const current = read(serve(first).document)
    const archived = new Map<string, number>()
    const visited = new Set([first])
    for (let url = older(serve(first).document); url; url = older(serve(url).document)) {
      expect(visited.has(url)).toBe(false)
      visited.add(url)
      for (const { id } of read(serve(url).document)) archived.set(id, (archived.get(id) ?? 0) + 1)
    }
    // The archives hold each article before today once; with the main feed that is every article.
    expect([...archived.values()].every((times) => times === 1)).toBe(true)
    expect(archived.size).toBe(ARTICLES.filter((article) => dayOf(article) < "2026-11-23").length)
    expect(new Set([...archived.keys(), ...current.map(({ id }) => id)]).size).toBe(COUNT)
  })

  it("goes forward the way it came", () => {
    const chain: string[] = []
    for (let url = atomLink(serve(`${PUBLICATION.siteUrl}/atom.xml`).document, "prev-archive"); url; ) {
      chain.push(url)
      url = atomLink(serve(url).document, "prev-archive")
    }
    for (const [at, url] of chain.entries()) {
      const { document } = serve(url)
      expect(atomLink(document, "current")).toBe(`${PUBLICATION.siteUrl}/atom.xml`)
      const next = atomLink(document, "next-archive")
      // The last month and the last day have none yet.
      const isLast = at === 0 || /-\d\d-\d\d\//.test(chain[at - 1]!) !== /-\d\d-\d\d\//.test(url)
      expect(next).toBe(isLast ? undefined : chain[at - 1])
    }
  })

  it("never links to an archive that is still being filled", () => {
    expect(archivePeriods(DAYS, NOW)).not.toContain("2026-11")
    expect(archivePeriods([...DAYS, "2026-11-23"], NOW)).not.toContain("2026-11-23")
    expect(archivePeriods(DAYS, NOW).every((period) => isOver(period, NOW))).toBe(true)
    expect(serve(`${PUBLICATION.siteUrl}/archive/2026-11/atom.xml`).document).not.toContain("<fh:archive/>")
    expect(serve(`${PUBLICATION.siteUrl}/archive/2026-10/atom.xml`).document).toContain("<fh:archive/>")
    expect(serve(`${PUBLICATION.siteUrl}/archive/2026-10/rss.xml`).document).toContain("<fh:archive/>")
  })

  it("keeps an archive's bytes once its successor is there, whatever is published later", () => {
    const url = `${PUBLICATION.siteUrl}/archive/2026-09/atom.xml`
    const later = sampleArticle(9999, {
      datePublished: new Date(NOW + HOUR).toISOString(),
      dateModified: new Date(NOW + HOUR).toISOString(),
    })
    expect(serve(url, [later, ...ARTICLES], NOW + 40 * 24 * HOUR).document).toBe(serve(url).document)
  })

  it("an archive is a part of the main feed: one id", () => {
    const id = (document: string) => one(parseXml(document), "id")!.text
    const archive = serve(`${PUBLICATION.siteUrl}/archive/2026-09/atom.xml`).document
    expect(id(archive)).toBe(id(serve(`${PUBLICATION.siteUrl}/atom.xml`).document))
  })
})

describe("neighbours", () => {
  const days = ["2026-11-23", "2026-11-22", "2026-11-03", "2026-10-31", "2026-08-01", "2025-12-31"]

  it.each([
    ["main", "2026-11-22", null],
    ["2026-11-22", "2026-11-03", null],
    ["2026-11-03", "2026-10", "2026-11-22"],
    ["2026-10", "2026-08", null],
    ["2026-08", "2025-12", "2026-10"],
    ["2025-12", null, "2026-08"],
    ["2026-11", "2026-10", null],
    ["2026-08-01", "2025-12", null],
    ["2024-01", null, "2025-12"],
  ])("%s: %s before, %s after", (period, prevArchive, nextArchive) => {
    const key = period === "main" ? { kind: "main" as const } : { kind: "archive" as const, period }
    expect(archiveChain(key, days, NOW)).toEqual({ prevArchive, nextArchive })
  })

  it("stand beside no other feed", () => {
    expect(archiveChain({ kind: "summary" }, days, NOW)).toEqual({ prevArchive: null, nextArchive: null })
    expect(archiveChain({ kind: "main" }, [], NOW)).toEqual({ prevArchive: null, nextArchive: null })
  })
})

it.each([
  ["2026-11", Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1)],
  ["2026-12", Date.UTC(2026, 11, 1), Date.UTC(2027, 0, 1)],
  ["2024-02-29", Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)],
])("%s has a beginning and an end", (period, from, to) => {
  expect(periodRange(period)).toEqual({ from, to })
})
