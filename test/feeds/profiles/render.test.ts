import { describe, expect, it } from "vitest"
import { findProfile } from "../../../src/feeds/profiles/index.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import { parseXml } from "../../support/read-feed.ts"
import { HOSTILE, HOSTILE_HTML, sampleArticle, sampleArticles } from "../../support/samples.ts"
import { factsFor, goodArticle, NAMED } from "./cases.ts"

const GOLDEN = [
  goodArticle({ shortTitle: "Gauges return" }),
  sampleArticle(2, {
    title: `AT&T's "profit" <up>: std::vector<int>, a < b, <b>masts</b>, &amp; ]]> and \u0008 more`,
    attachments: [{ url: "https://courier.example/media/a.mp3?x=1&y=2", mimeType: "audio/mpeg", sizeInBytes: 4096 }],
  }),
]
const hostile = [
  ...HOSTILE.map(([, part], at) => sampleArticle(at, part)),
  ...HOSTILE_HTML.map(([, html], at) => {
    const article = sampleArticle(at + 100)
    return { ...article, contentHtml: sanitiseHtml(html, { baseUrl: article.url, iframeHosts: ["www.youtube.com"] }) }
  }),
]

describe.each(NAMED)("%s", (name, profile) => {
  it("has a golden file", async () => {
    await expect(renderProfile(profile, GOLDEN, factsFor(name)).text).toMatchFileSnapshot(
      `../golden/profiles/${name}.xml`,
    )
  })

  it("is well-formed, whatever an article holds, and twice the same", () => {
    for (const articles of [hostile, sampleArticles(60), []]) {
      const { text } = renderProfile(profile, articles, factsFor(name))
      expect(["rss", "urlset"]).toContain(parseXml(text).name)
      expect(renderProfile(profile, structuredClone(articles), factsFor(name)).text).toBe(text)
      expect(text.isWellFormed()).toBe(true)
    }
  })

  it("is well-formed with each odd article alone", () => {
    for (const article of hostile) expect(parseXml(renderProfile(profile, [article], factsFor(name)).text)).toBeTruthy()
  })

  it("declares a namespace only where it is used", () => {
    for (const articles of [GOLDEN, []]) {
      const { text } = renderProfile(profile, articles, factsFor(name))
      for (const [, prefix] of text.matchAll(/ xmlns:(\w+)="/g)) {
        if (prefix === "news") continue
        expect(text).toContain(`<${prefix}:`)
      }
    }
  })

  it("stays within its bytes", () => {
    const large = sampleArticles(60).map((article) => ({ ...article, contentHtml: article.contentHtml.repeat(60) }))
    const { text } = renderProfile(profile, large, factsFor(name))
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(profile.maxBytes)
  })
})

const one = (name: string, more: Parameters<typeof goodArticle>[0] = {}) =>
  renderProfile(findProfile(name)!, [goodArticle(more)], factsFor(name)).text

describe("what an aggregator gets", () => {
  it("a body without what it drops", () => {
    const contentHtml = `<p>Before.</p><audio src="https://a.example/b.mp3"><p>No player.</p></audio><h6>Small</h6>${"<p>word </p>".repeat(160)}`
    expect(one("yahoo", { contentHtml })).not.toContain("audio src")
    expect(one("msn", { contentHtml })).not.toContain("h6")
    expect(one("msn", { contentHtml })).toContain("Small")
  })

  it("the image first, even when it stands further down", () => {
    const { image, contentHtml } = goodArticle()
    const below = `${contentHtml}<figure><img src="${image!.url}" alt=""></figure>`
    for (const name of ["flipboard", "newsbreak", "yahoo", "newsletter"]) {
      expect(one(name, { contentHtml: below })).toMatch(/<content:encoded>&lt;figure>&lt;img src="[^"]*gauges\.jpg"/)
    }
  })

  it("one picture in a newsletter", () => {
    const pictures = '<figure><img src="https://courier.example/2.jpg" alt=""><figcaption>Two</figcaption></figure>'
    const text = one("newsletter", { contentHtml: `<p>Text.</p>${pictures}` })
    expect(text.match(/&lt;img/g)).toHaveLength(1)
    expect(text).not.toContain("Two")
  })

  it("all text around the pictures that a newsletter loses", () => {
    const figure = (inside: string) => `<figure><figcaption>A</figcaption>${inside}</figure>`
    const contentHtml = `${figure('<img src="https://courier.example/1.jpg" alt="">')}<p>Stays.</p>${figure("")}<p>Too.</p>`
    const text = one("newsletter", { contentHtml, image: undefined })
    expect(text).toContain("Stays.")
    expect(text).toContain("Too.")
    expect(text.match(/figcaption>A/g)).toHaveLength(1)
  })

  it("Yahoo gets no image that is too small, but the article", () => {
    const text = one("yahoo", { image: { url: "https://courier.example/small.jpg", width: 640, height: 360 } })
    expect(text).toContain("<item>")
    expect(text).not.toContain("small.jpg")
  })

  it("an enclosure with a length, where the length is known", () => {
    expect(one("flipboard")).toContain(
      '<enclosure url="https://courier.example/media/gauges.jpg" length="400000" type="image/jpeg"/>',
    )
    expect(one("podcast")).toContain(
      '<enclosure url="https://courier.example/media/talk.mp3" length="1843200" type="audio/mpeg"/>',
    )
    expect(one("podcast")).toContain("<itunes:duration>754</itunes:duration>")
  })

  it("only two days in the news sitemap, and only audio in the podcast", () => {
    const old = goodArticle({ datePublished: "2026-11-20T00:00:00.000Z" })
    expect(renderProfile(findProfile("google")!, [old], factsFor("google")).judged).toEqual([])
    expect(
      renderProfile(findProfile("podcast")!, [goodArticle({ attachments: [] })], factsFor("podcast")).judged,
    ).toEqual([])
  })
})
