import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type FeedFormat, FORMATS, MEDIA_TYPES } from "../../../src/feeds/catalogue/feed-key.ts"
import { readFeed } from "../../../src/feeds/read/read.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import type { Article } from "../../../src/model/article.ts"
import type { ParsedFeed } from "../../../src/model/parsed-feed.ts"
import { anyArticles } from "../../support/arbitraries.ts"
import { parseJson } from "../../support/read-feed.ts"
import { HOSTILE, NOW, PUBLICATION, sampleArticle, sampleArticles } from "../../support/samples.ts"

const render = (articles: Article[]) =>
  renderFeed({ key: { kind: "main" }, publication: PUBLICATION, articles, now: NOW })

function readBack(document: string, format: FeedFormat): ParsedFeed {
  const read = readFeed(new TextEncoder().encode(document), {
    contentType: `${MEDIA_TYPES[format]}; charset=utf-8`,
    now: NOW,
  })
  if (read.outcome !== "feed") throw new Error(`read as ${read.outcome}`)
  return read.feed
}

/** What is said of each article, by our JSON Feed: the other formats must come back as the same. */
const said = (json: string) =>
  parseJson(json).items.map((item) => ({
    guid: item.id,
    url: item.url,
    title: item.title,
    authors: (item.authors ?? []).map(({ name }) => name),
    language: item.language,
    image: item.image,
    published: Math.floor(Date.parse(item.date_published) / 1000),
  }))

// RSS has no way to say whether a title is text that shows tags and references or HTML that was escaped once too often,
// and in the wild it is nearly always the latter: such a title comes back without them.
const isAmbiguous = (title: string) => /<\/?[a-z]|&#?\w+;/i.test(title)

/** Where an entry has no image of its own the reader takes one from its text, which is another test's matter. */
function expectSaid(feed: ParsedFeed, json: string, format: FeedFormat): void {
  const expected = said(json)
  const items = heard(feed).map((item, at) => {
    const sent = expected[at]
    return {
      ...item,
      ...(sent?.image === undefined ? { image: undefined } : {}),
      ...(format === "rss" && sent && isAmbiguous(sent.title) ? { title: sent.title } : {}),
    }
  })
  expect(items).toEqual(expected)
}

const heard = (feed: ParsedFeed) =>
  feed.items.map((item) => ({
    guid: item.guid,
    url: item.url,
    title: item.title,
    authors: item.authors.map(({ name }) => name),
    language: item.language ?? feed.language,
    image: item.image?.url,
    published: Math.floor(Date.parse(item.datePublished!) / 1000),
  }))

describe.each(FORMATS)("our own reader of %s reads back what went in", (format) => {
  it("the feed", () => {
    const feed = readBack(render(sampleArticles(3))[format], format)
    expect(feed).toMatchObject({
      title: "The Kabul Courier",
      homePageUrl: "https://courier.example/",
      selfUrl: `https://courier.example/${{ rss: "rss.xml", atom: "atom.xml", json: "feed.json" }[format]}`,
      language: "en",
      encoding: "utf-8",
      diagnostics: [],
    })
  })

  it("ordinary articles, whole", () => {
    const articles = sampleArticles(10)
    const { items } = readBack(render(articles)[format], format)
    expect(
      items.map(({ guid, summary, contentHtml, dateModified, tags }) => ({
        guid,
        summary,
        contentHtml,
        dateModified,
        tags,
      })),
    ).toEqual(
      articles.map(({ guid, summary, contentHtml, dateModified, tags, section }) => ({
        guid,
        summary,
        contentHtml,
        dateModified,
        tags: format === "json" ? tags : [section, ...tags],
      })),
    )
  })

  it.each(HOSTILE)("%s", (_, part) => {
    const rendered = render([sampleArticle(1, part), sampleArticle(2)])
    const feed = readBack(rendered[format], format)
    expectSaid(feed, rendered.json, format)
    expect(feed.diagnostics).toEqual([])
  })

  it("anything", { tags: "property" }, () => {
    const articles = anyArticles((html) => sanitiseHtml(html, { baseUrl: "https://courier.example/a" }))
    fc.assert(
      fc.property(articles, (chosen) => {
        const rendered = render(chosen)
        expectSaid(readBack(rendered[format], format), rendered.json, format)
      }),
    )
  })
})
