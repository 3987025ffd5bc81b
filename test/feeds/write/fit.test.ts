import { describe, expect, it } from "vitest"
import { FORMATS } from "../../../src/feeds/catalogue/feed-key.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import type { Article } from "../../../src/model/article.ts"
import { parseJson, parseXml, readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle, sampleArticles, sampleLink } from "../../support/samples.ts"

const main = { key: { kind: "main" } as const, publication: PUBLICATION, now: NOW }
const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength
const MB = 1_000_000

/** Articles with a text of so many repetitions each. */
const articlesOf = (text: string, times: number, count = 50): Article[] =>
  sampleArticles(count).map((article) => ({
    ...article,
    image: undefined,
    contentHtml: `<p>${text.repeat(times)}</p>`,
  }))

const isWhole = ({ content_html }: { content_html?: string }) => content_html !== undefined

/** The entries that have their full text in JSON Feed. RSS and Atom must have it of the same. */
function wholeOf(articles: Article[], more: Partial<Parameters<typeof renderFeed>[0]> = {}): boolean[] {
  const rendered = renderFeed({ ...main, articles, ...more })
  const whole = parseJson(rendered.json).items.map(isWhole)
  expect(whole).toHaveLength(articles.length)
  expect(readRss(rendered.rss).map(({ summary }) => summary !== "")).toEqual(whole)
  expect(readAtom(rendered.atom).map(({ content }) => content !== "")).toEqual(whole)
  const most = more.key?.kind === "archive" ? 4.5 * MB : MB
  for (const format of FORMATS) expect(bytesOf(rendered[format])).toBeLessThanOrEqual(most)
  return whole
}

const count = (whole: boolean[]) => whole.filter(Boolean).length

describe("a feed of at most 1 MB in each format", () => {
  it.each([
    ["Latin", "The river rose in the night. ", 1500],
    ["Pashto, two bytes a character", "د سیند اوبه لوړې شوې. ", 1500],
    ["Chinese, three bytes a character", "河水一夜之间上涨。", 3000],
    ["emoji, four bytes", "🌧️", 4000],
    ["tags and references, escaped again in XML", "<b>&amp;</b>&lt;", 2000],
    ["quotes and line breaks, escaped in JSON", '<a href="https://a.example/">"</a>\n\t', 1500],
  ])("%s: the newest are whole, the others have their summaries", (_, text, times) => {
    const articles = articlesOf(text, times)
    const whole = wholeOf(articles)
    const first = whole.indexOf(false)
    expect(first).toBeGreaterThan(5)
    expect(whole.slice(first)).not.toContain(true)
    const rendered = renderFeed({ ...main, articles })
    const largest = Math.max(...FORMATS.map((format) => bytesOf(rendered[format])))
    // Another text would not have fitted into every format.
    const [item] = parseJson(rendered.json).items
    expect(largest).toBeGreaterThan(MB - 2.2 * bytesOf(JSON.stringify(item)))
    expect(parseJson(rendered.json).items.at(-1)).toMatchObject({
      title: articles[49]!.title,
      url: articles[49]!.url,
      summary: articles[49]!.summary,
      content_text: articles[49]!.summary,
    })
    expect(readRss(rendered.rss)[49]).toMatchObject({ title: articles[49]!.title, content: articles[49]!.summary })
    expect(renderFeed({ ...main, articles: structuredClone(articles) })).toEqual(rendered)
  })

  it("counts to the byte", () => {
    const [a, b] = [sampleArticle(0), sampleArticle(1, { contentHtml: "<p>b</p>" })]
    const sized = (characters: number) => [
      { ...a, image: undefined, contentHtml: `<p>${"x".repeat(characters)}</p>` },
      b,
    ]
    const json = bytesOf(renderFeed({ ...main, articles: sized(900_000) }).json)
    const rss = bytesOf(renderFeed({ ...main, articles: sized(900_000) }).rss)
    const atom = bytesOf(renderFeed({ ...main, articles: sized(900_000) }).atom)
    const fits = 900_000 + MB - Math.max(json, rss, atom)
    expect(wholeOf(sized(fits))).toEqual([true, true])
    expect(wholeOf(sized(fits + 1))).toEqual([true, false])
  })

  it("a text of more than the whole room is passed over, and the next ones still have theirs", () => {
    const articles = articlesOf("word ", 300)
    articles[3]!.contentHtml = `<p>${"é".repeat(MB)}</p>`
    const whole = wholeOf(articles)
    expect(whole.map((each, at) => (each ? -1 : at)).filter((at) => at >= 0)).toEqual([3])
  })

  it("is the same in every facet's feed", () => {
    const articles = articlesOf("The river rose in the night. ", 1500)
    const facet = wholeOf(articles, { key: { kind: "section", slug: "city" }, label: "City" })
    expect(count(facet)).toBe(count(wholeOf(articles)))
    const links = new Map(articles.map(({ id }) => [id, [sampleLink(1), sampleLink(2)]]))
    expect(count(wholeOf(articles, { key: { kind: "with-links" }, links }))).toBeGreaterThan(5)
  })

  it("twenty articles of 1 MB each have their summaries", () => {
    expect(count(wholeOf(articlesOf("é", MB, 20)))).toBe(0)
  })

  it("no picture stands in a short entry, and no full text in the place of a missing summary", () => {
    const articles = articlesOf("é", MB, 2).map((article) => ({ ...article, summary: "" }))
    const { rss, atom, json } = renderFeed({
      ...main,
      articles: articles.map((each) => ({ ...each, image: sampleArticle(0).image })),
    })
    for (const document of [rss, atom, json]) {
      expect(bytesOf(document)).toBeLessThan(10_000)
      expect(document).not.toContain("figure")
    }
    expect(readJson(json)[0]!.image).toBe(sampleArticle(0).image!.url)
    expect(readRss(rss)[0]!.content).toBe(articles[0]!.title)
  })

  it("with everything at its limit the oldest entries have only their first sentence", () => {
    const articles = sampleArticles(50).map((article) => ({
      ...article,
      summary: `First. ${"水 & ".repeat(2500)}`,
      tags: Array.from({ length: 40 }, (_, at) => `tag ${at} ${"水".repeat(100)}`),
      attachments: Array.from({ length: 20 }, (_, at) => ({
        url: `https://courier.example/${at}/${"a".repeat(1000)}`,
        mimeType: "audio/mpeg",
      })),
    }))
    expect(count(wholeOf(articles))).toBe(0)
    const { items } = parseJson(renderFeed({ ...main, articles }).json)
    const bare = items.map(({ summary }) => summary!.length < 1000)
    expect(bare[0]).toBe(false)
    expect(bare.slice(bare.indexOf(true))).not.toContain(false)
    expect(items[49]).toMatchObject({
      title: articles[49]!.title,
      url: articles[49]!.url,
      summary: expect.stringMatching(/^First\./),
    })
    expect(items[49]).not.toHaveProperty("attachments")
  })
})

it("an archive may have 4.5 MB", () => {
  const archive = { key: { kind: "archive", period: "2026-11" } as const }
  const articles = articlesOf("The river rose in the night. ", 1500, 200)
  const whole = wholeOf(articles, archive)
  expect(count(whole)).toBeGreaterThan(90)
  expect(count(whole)).toBeLessThan(200)
})

it("documents stay well-formed when they are cut down", () => {
  const { rss, atom } = renderFeed({ ...main, articles: articlesOf("<b>&amp;</b>", 5000) })
  expect(parseXml(rss).name).toBe("rss")
  expect(parseXml(atom).name).toBe("feed")
})
