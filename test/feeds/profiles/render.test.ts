import { describe, expect, it } from "vitest"
import { findProfile } from "../../../src/feeds/profiles/index.ts"
import { renderProfile } from "../../../src/feeds/profiles/kit/render.ts"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import { parseXml } from "../../support/read-feed.ts"
import { HOSTILE, HOSTILE_HTML, sampleArticle, sampleArticles } from "../../support/samples.ts"
import { factsFor, goodArticle, NAMED } from "./cases.ts"

const GOLDEN = [
  goodArticle({
    shortTitle: "Gauges return",
    attachments: [
      ...goodArticle().attachments,
      { url: "https://courier.example/media/talk.vtt", mimeType: "text/vtt" },
      { url: "https://courier.example/media/talk.ps.html", mimeType: "text/html", language: "ps" },
    ],
  }),
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

  it("Yahoo gets no picture in the text that is known to be too small, and no lead that it refuses", () => {
    const picture = (name: string) =>
      `<figure><img src="https://courier.example/${name}.jpg?a=1&amp;b=2" alt=""></figure>`
    const contentHtml = `<p>Text.</p>${["small", "large", "unknown"].map(picture).join("")}`
    const pictures = new Map([
      ["https://courier.example/small.jpg?a=1&b=2", { width: 640, height: 360 }],
      ["https://courier.example/large.jpg?a=1&b=2", { width: 1280, height: 720 }],
    ])
    const render = (article: Parameters<typeof goodArticle>[0]) =>
      renderProfile({ ...findProfile("yahoo")!, rules: [] }, [goodArticle(article)], factsFor("yahoo", { pictures }))
        .text
    expect(render({ contentHtml })).not.toContain("small.jpg")
    expect(render({ contentHtml })).toContain("large.jpg")
    expect(render({ contentHtml })).toContain("unknown.jpg")
    const lead = { url: "https://courier.example/small.jpg?a=1&b=2", width: 640, height: 360 }
    expect(render({ contentHtml, image: lead })).not.toContain("small.jpg")
  })

  it("the first picture of the text as the image of an article without one, but not as the cover of an episode", () => {
    const picture = '<img src="https://courier.example/first.jpg" alt="A gauge" width="90" height="60">'
    const article = {
      image: undefined,
      contentHtml: `<p>Text.</p><img src="https://a.example/pixel/1.gif" alt="">${picture}`,
    }
    const pictures = new Map([["https://courier.example/first.jpg", { width: 1600, height: 900, type: "image/jpeg" }]])
    const { text, judged } = renderProfile(
      findProfile("newsbreak")!,
      [goodArticle(article)],
      factsFor("newsbreak", { pictures }),
    )
    expect(judged).toMatchObject([{ verdict: "out" }])
    expect(text).toContain(
      '<media:content url="https://courier.example/first.jpg" medium="image" type="image/jpeg" width="1600" height="900">',
    )
    expect(one("podcast", article)).not.toContain("<media:content")
  })

  it("a newsletter gets no date twice, in order, and others get dates as they are", () => {
    const at = (id: string, datePublished: string) => goodArticle({ id, guid: `urn:${id}`, datePublished })
    const articles = [
      at("a", "2026-11-23T07:00:00.900Z"),
      at("b", "2026-11-23T07:00:00.000Z"),
      at("c", "2026-11-23T07:00:00.000Z"),
      at("d", "2026-11-23T06:59:59.000Z"),
      at("e", "2026-11-23T06:00:00.000Z"),
    ]
    const dates = (name: string) => {
      const { text } = renderProfile(findProfile(name)!, articles, factsFor(name))
      return [...text.matchAll(/<pubDate>[^<]*?(\d\d:\d\d:\d\d) GMT/g)].slice(1).map(([, time]) => time)
    }
    expect(dates("newsletter")).toEqual(["07:00:00", "06:59:59", "06:59:58", "06:59:57", "06:00:00"])
    expect(dates("flipboard")).toEqual(["07:00:00", "07:00:00", "07:00:00", "06:59:59", "06:00:00"])
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

  it.each([
    ["text/vtt", 'type="text/vtt" language="en" rel="captions"'],
    ["application/srt", 'type="application/x-subrip" language="en" rel="captions"'],
    ["application/x-subrip", 'type="application/x-subrip" language="en" rel="captions"'],
    ["Text/HTML; charset=utf-8", 'type="text/html" language="en"'],
    ["text/plain", 'type="text/plain" language="en"'],
    ["application/json", 'type="application/json" language="en"'],
  ])("an attached %s as the transcript of its episode", (mimeType, rest) => {
    const url = "https://courier.example/talk?part=1&of=2"
    const { attachments } = goodArticle()
    const text = one("podcast", { attachments: [{ url, mimeType }, ...attachments] })
    const address = 'url="https://courier.example/talk?part=1&amp;of=2"'
    expect(text).toContain(`<podcast:transcript ${address} ${rest}/>`)
    expect(text.match(/<enclosure /g)).toHaveLength(1)
  })

  it("a transcript in its own language, and none of other files", () => {
    const { attachments } = goodArticle()
    const file = (mimeType: string, language?: string) => ({ url: "https://courier.example/talk", mimeType, language })
    const all = [...attachments, file("text/vtt", "ps"), file("application/json+chapters"), file("application/pdf")]
    const found = one("podcast", { attachments: all }).match(/<podcast:transcript .*/g)
    expect(found).toEqual([
      '<podcast:transcript url="https://courier.example/talk" type="text/vtt" language="ps" rel="captions"/>',
    ])
  })

  it("only two days in the news sitemap, and only audio in the podcast", () => {
    const old = goodArticle({ datePublished: "2026-11-20T00:00:00.000Z" })
    expect(renderProfile(findProfile("google")!, [old], factsFor("google")).judged).toEqual([])
    expect(
      renderProfile(findProfile("podcast")!, [goodArticle({ attachments: [] })], factsFor("podcast")).judged,
    ).toEqual([])
  })
})
