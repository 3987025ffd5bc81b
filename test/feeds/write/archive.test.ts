import { describe, expect, it } from "vitest"
import {
  type ArchivePage,
  archiveChain,
  MAX_MONTH_ARTICLES,
  MAX_PAGE_ARTICLES,
} from "../../../src/feeds/catalogue/archive.ts"
import { type FeedKey, feedPath, MAX_FEED_ARTICLES, parseFeedPath } from "../../../src/feeds/catalogue/feed-key.ts"
import { pageName, parsePeriod, periodRange } from "../../../src/feeds/catalogue/period.ts"
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

/** The articles of each page, oldest page first: filed in the order of their publication. */
function pagesOf(articles: Article[]): (ArchivePage & { articles: Article[] })[] {
  const days = Map.groupBy(articles.toReversed(), dayOf)
  return [...days].flatMap(([day, filed]) =>
    Array.from({ length: Math.ceil(filed.length / MAX_PAGE_ARTICLES) }, (_, n) => {
      const own = filed.slice(n * MAX_PAGE_ARTICLES, (n + 1) * MAX_PAGE_ARTICLES).toReversed()
      return { day, page: n + 1, size: own.length, articles: own }
    }),
  )
}

/** What the service would answer at an address. */
function serve(url: string, articles = ARTICLES, now = NOW): { document: string; rendered: RenderedFeed } {
  const { key, format } = parseFeedPath(new URL(url).pathname)!
  const pages = pagesOf(articles)
  const rendered = renderFeed({
    key,
    publication: PUBLICATION,
    articles: chosen(key, articles, pages),
    now,
    ...archiveChain(key, pages, now),
  })
  return { document: rendered[format], rendered }
}

function chosen(key: FeedKey, articles: Article[], pages: ReturnType<typeof pagesOf>): Article[] {
  if (key.kind !== "archive") return articles.slice(0, MAX_FEED_ARTICLES)
  if (parsePeriod(key.period)!.day) return pages.find((page) => pageName(page) === key.period)!.articles
  return articles.filter(({ datePublished }) => datePublished.startsWith(key.period)).slice(0, MAX_MONTH_ARTICLES)
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
      const isLast = at === 0 || /-\d\d-\d\d[./]/.test(chain[at - 1]!) !== /-\d\d-\d\d[./]/.test(url)
      expect(next).toBe(isLast ? undefined : chain[at - 1])
    }
  })

  it("marks only an archive that is complete", () => {
    const isMarked = (period: string, format: "atom" | "rss") =>
      serve(`${PUBLICATION.siteUrl}/archive/${period}/${format}.xml`).document.includes("<fh:archive/>")
    expect(isMarked("2026-11", "atom")).toBe(false)
    expect(isMarked("2026-10", "atom")).toBe(true)
    expect(isMarked("2026-10", "rss")).toBe(true)
    const busy = pagesOf(ARTICLES).find(({ page }) => page === 2)!
    expect(isMarked(busy.day, "atom")).toBe(true)
    expect(isMarked(pageName(busy), "rss")).toBe(true)
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

const page = (day: string, number = 1, size = 10): ArchivePage => ({ day, page: number, size })

/** The neighbours of `main` or of an archive. */
function around(name: string, pages: ArchivePage[], uncovered = 0): [string | null, string | null] {
  const key: FeedKey = name === "main" ? { kind: "main" } : { kind: "archive", period: name }
  const { prevArchive, nextArchive } = archiveChain(key, pages, NOW, uncovered)
  return [prevArchive, nextArchive]
}

describe("neighbours", () => {
  const days = ["2025-12-31", "2026-08-01", "2026-10-31", "2026-11-03", "2026-11-22", "2026-11-23"].map((day) =>
    page(day),
  )

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
  ])("%s: %s before, %s after", (name, before, after) => {
    expect(around(name, days)).toEqual([before, after])
  })

  it("are the pages of a busy day", () => {
    const busy = [page("2026-11-21"), page("2026-11-22", 1, 50), page("2026-11-22", 2, 20), page("2026-11-23", 1, 50)]
    expect(around("main", busy)).toEqual(["2026-11-22.2", null])
    expect(around("2026-11-22.2", busy)).toEqual(["2026-11-22", null])
    expect(around("2026-11-22", busy)).toEqual(["2026-11-21", "2026-11-22.2"])
    // A page of today is complete when there is another.
    const busier = [...busy, page("2026-11-23", 2, 1)]
    expect(around("main", busier)).toEqual(["2026-11-23", null])
    expect(around("2026-11-22.2", busier)).toEqual(["2026-11-22", "2026-11-23"])
    // One that is not is linked when the main feed has no room for all of its stories.
    expect(around("main", busier, 2)).toEqual(["2026-11-23.2", null])
    expect(around("2026-11-23", busier)).toEqual(["2026-11-22.2", null])
  })

  it("lead through the days of a month that is too large for one archive", () => {
    const split = [
      page("2026-08-01"),
      ...Array.from({ length: 11 }, (_, n) => page("2026-09-05", n + 1, 50)),
      page("2026-10-01"),
    ]
    expect(around("2026-10", split)).toEqual(["2026-09", null])
    expect(around("2026-09", split)).toEqual(["2026-09-05.11", "2026-10"])
    expect(around("2026-09-05.11", split)).toEqual(["2026-09-05.10", "2026-09"])
    expect(around("2026-09-05", split)).toEqual(["2026-08", "2026-09-05.2"])
    expect(around("2026-08", split)).toEqual([null, "2026-09-05"])
  })

  it("stand beside no other feed", () => {
    const nothing = { prevArchive: null, nextArchive: null }
    expect(archiveChain({ kind: "summary" }, days, NOW)).toMatchObject(nothing)
    expect(archiveChain({ kind: "main" }, [], NOW)).toMatchObject(nothing)
  })
})

it.each([
  ["2026-11", Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1)],
  ["2026-12", Date.UTC(2026, 11, 1), Date.UTC(2027, 0, 1)],
  ["2024-02-29", Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)],
  ["2024-02-29.12", Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)],
])("%s has a beginning and an end", (period, from, to) => {
  expect(periodRange(period)).toEqual({ from, to })
})

it.each(["2026-11-23.1", "2026-11-23.0", "2026-11.2", "2026-11-23.", "2026-11-23.12345", "2026-11-23.x"])(
  "%s is no archive's name",
  (name) => expect(parsePeriod(name)).toBeNull(),
)
