import type { FeedFormat, FeedKey } from "../../src/feeds/catalogue/feed-key.ts"
import { FORMATS, feedPath } from "../../src/feeds/catalogue/feed-key.ts"
import { PROFILES } from "../../src/feeds/profiles/index.ts"
import { renderProfile } from "../../src/feeds/profiles/kit/render.ts"
import { type FeedInput, type RenderedFeed, renderFeed } from "../../src/feeds/write/render.ts"
import type { Article } from "../../src/model/article.ts"
import {
  HOSTILE,
  HOSTILE_HTML,
  NOW,
  PUBLICATION,
  sampleArticle,
  sampleArticles,
  sampleLink,
  sampleTombstone,
} from "./samples.ts"

/** One rendered document and the address it would be served at. */
export interface SampleDocument {
  name: string
  format: FeedFormat
  url: string
  text: string
}

/** Every kind of feed, ordinary and hostile, in the three formats. `sanitise` is what ingestion does to HTML. */
export function* sampleDocuments(sanitise: (html: string, baseUrl: string) => string): Generator<SampleDocument> {
  for (const [name, input] of sampleInputs(sanitise)) {
    const rendered: RenderedFeed = renderFeed(input)
    for (const format of FORMATS) {
      const url = input.publication.siteUrl + feedPath(input.key, format)
      yield { name, format, url, text: rendered[format] }
    }
  }
  yield* profileDocuments(sanitise)
}

/** What aggregators get of ordinary and of odd articles. A sitemap is no feed, so it is not among them. */
function* profileDocuments(sanitise: (html: string, baseUrl: string) => string): Generator<SampleDocument> {
  const odd = [
    ...HOSTILE.map(([, part], at) => sampleArticle(at, part)),
    ...HOSTILE_HTML.map(([, html], at) => {
      const article = sampleArticle(at + 100)
      return { ...article, contentHtml: sanitise(html, article.url) }
    }),
  ]
  for (const profile of PROFILES.filter(({ document }) => !document)) {
    const url = PUBLICATION.siteUrl + feedPath({ kind: "profile", name: profile.name, language: "" }, "rss")
    const facts = {
      publication: PUBLICATION,
      language: "en",
      settings: profile.settings ?? {},
      pictures: new Map(),
      showId: SHOW,
      selfUrl: url,
      now: NOW,
    }
    const groups: [string, Article[]][] = [
      ["ordinary", sampleArticles(60).map((article) => ({ ...article, attachments: [AUDIO] }))],
      ["empty", []],
      ...odd.map((article, at): [string, Article[]] => [`odd ${at}`, [article]]),
    ]
    for (const [name, articles] of groups) {
      // Each rule aside, so that what it withholds is validated too.
      const { text } = renderProfile({ ...profile, rules: [] }, articles, facts)
      yield { name: `${profile.name}: ${name}`, format: "rss", url, text }
    }
  }
}

const SHOW = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
const AUDIO = {
  url: "https://courier.example/media/talk.mp3",
  mimeType: "audio/mpeg",
  sizeInBytes: 1_843_200,
  durationInSeconds: 754,
}

function* sampleInputs(sanitise: (html: string, baseUrl: string) => string): Generator<[string, FeedInput]> {
  const input = (key: FeedKey, articles: Article[], more: Partial<FeedInput> = {}): FeedInput => ({
    key,
    publication: PUBLICATION,
    articles,
    now: NOW,
    ...more,
  })
  const fifty = sampleArticles(50)
  const links = new Map(
    fifty.map(({ id }, at) => [id, [sampleLink(at), sampleLink(at + 1, { title: "<b>A</b> & B" })]]),
  )
  const tombstones = [1, 2, 29, 31].map(sampleTombstone)
  const main: FeedKey = { kind: "main" }
  yield ["fifty", input(main, fifty, { prevArchive: "2026-11-20", links, tombstones })]
  yield ["summaries", input({ kind: "summary" }, fifty)]
  yield ["with-links", input({ kind: "with-links" }, fifty, { links })]
  yield ["section", input({ kind: "section", slug: "economy" }, fifty)]
  yield ["tag", input({ kind: "tag", slug: "خبر-روز" }, fifty, { label: "خبر روز", tombstones })]
  yield ["author", input({ kind: "author", slug: "laila-noor" }, fifty, { label: "<b>Laila</b> & Noor" })]
  yield [
    "month",
    input({ kind: "archive", period: "2026-10" }, fifty, { prevArchive: "2026-09", nextArchive: "2026-11" }),
  ]
  yield ["open month", input({ kind: "archive", period: "2026-11" }, fifty, { prevArchive: "2026-10" })]
  yield ["day", input({ kind: "archive", period: "2026-11-20" }, fifty, { prevArchive: "2026-11-19" })]
  yield ["empty", input(main, [])]
  yield ["empty section", input({ kind: "section", slug: "empty" }, [], { tombstones })]
  const instant = sampleArticles(50).map((article) => ({ ...article, dateModified: fifty[0]!.dateModified }))
  yield ["fifty at one instant", input(main, instant)]
  const odd = {
    ...PUBLICATION,
    title: "News & <b>Views</b> (Kabul)",
    description: "A ]]> B & <i>C</i>\u0008",
    icon: "https://courier.example/icon.png",
  }
  yield ["an odd publication", input(main, fifty, { publication: odd })]
  const hostile = HOSTILE.map(([, part], at) => sampleArticle(at, part))
  yield [
    "everything hostile",
    input(
      main,
      hostile.filter(({ contentHtml }) => contentHtml.length < 100_000),
    ),
  ]
  yield ["hostile summaries", input({ kind: "summary" }, hostile)]
  for (const [name, part] of HOSTILE) {
    const article = sampleArticle(1, part)
    const publication = { ...PUBLICATION, language: article.language }
    yield [name, input(main, [article, sampleArticle(2)], { publication })]
    yield [
      `${name}, with links`,
      input({ kind: "with-links" }, [article], {
        links: new Map([[article.id, [sampleLink(1, { title: article.title })]]]),
      }),
    ]
  }
  for (const [name, html] of HOSTILE_HTML) {
    const article = sampleArticle(1)
    yield [`HTML: ${name}`, input(main, [{ ...article, contentHtml: sanitise(html, article.url) }])]
  }
}
