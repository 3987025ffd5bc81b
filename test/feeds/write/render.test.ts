import { describe, expect, it } from "vitest"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { all, one, parseJson, parseXml, readAtom, readJson, readRss, textOf } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle, sampleArticles, sampleLink, sampleTombstone } from "../../support/samples.ts"

const main = { key: { kind: "main" } as const, publication: PUBLICATION, now: NOW }
const links = new Map([["story-0", [sampleLink(1), sampleLink(2, { sponsored: true })]]])
const GOLDEN = {
  main: {
    ...main,
    articles: [
      sampleArticle(0),
      sampleArticle(1, {
        title: `AT&T's "profit" <up>: std::vector<int>, a < b, <b>masts</b>, &amp; ]]> and \u0008 more`,
        image: { url: "https://courier.example/media/masts.jpg", alt: "Two masts", credit: "Farid Amin" },
        authors: [{ name: "Laila Noor", url: "https://courier.example/people/laila" }, { name: "Farid Amin" }],
        attachments: [
          {
            url: "https://courier.example/media/river.mp3",
            mimeType: "audio/mpeg",
            sizeInBytes: 4096,
            durationInSeconds: 62,
          },
        ],
        guid: "https://old.example/river",
      }),
      sampleArticle(2, {
        language: "ps",
        title: "د سیند اوبه لوړې شوې",
        authors: [],
        image: undefined,
        tags: [],
        section: undefined,
      }),
    ],
    links,
    tombstones: [sampleTombstone(1)],
    prevArchive: "2026-11-22",
  },
  "with-links": { ...main, key: { kind: "with-links" } as const, articles: [sampleArticle(0)], links },
  summary: { ...main, key: { kind: "summary" } as const, articles: [sampleArticle(0), sampleArticle(1)] },
  archive: {
    ...main,
    key: { kind: "archive", period: "2026-10" } as const,
    articles: [sampleArticle(800)],
    prevArchive: "2026-09",
    nextArchive: "2026-11",
  },
  empty: { ...main, articles: [] },
}

describe("golden files", () => {
  it.each(Object.entries(GOLDEN))("%s", async (name, input) => {
    const { rss, atom, json } = renderFeed(input)
    await expect(rss).toMatchFileSnapshot(`../golden/feeds/${name}.rss`)
    await expect(atom).toMatchFileSnapshot(`../golden/feeds/${name}.atom`)
    await expect(json).toMatchFileSnapshot(`../golden/feeds/${name}.json`)
  })
})

it("gives the same bytes for the same input, and leaves the input alone", () => {
  const input = { ...main, articles: sampleArticles(50), links, tombstones: [sampleTombstone(2)] }
  const before = JSON.stringify(input)
  expect(renderFeed(input)).toEqual(renderFeed(structuredClone(input)))
  expect(renderFeed({ ...input, now: NOW + 3600_000 })).toEqual(renderFeed(input))
  expect(JSON.stringify(input)).toBe(before)
})

it("declares no namespace that nothing uses", () => {
  const plain = { image: undefined, attachments: [], contentHtml: "" }
  for (const key of [{ kind: "main" }, { kind: "archive", period: "2026-10" }] as const) {
    for (const articles of [[], [sampleArticle(0, plain)], [sampleArticle(0)]]) {
      const { rss, atom } = renderFeed({ ...main, key, articles })
      for (const document of [rss, atom]) {
        for (const [, prefix] of document.matchAll(/ xmlns:(\w+)="/g)) expect(document).toContain(`<${prefix}:`)
      }
    }
  }
})

describe("a feed's own facts", () => {
  const rendered = renderFeed({ ...main, articles: sampleArticles(3) })
  const channel = one(parseXml(rendered.rss), "channel")!
  const feed = parseXml(rendered.atom)
  const json = parseJson(rendered.json)

  it("RSS 2.0", () => {
    expect(textOf(channel, "title")).toBe("The Kabul Courier")
    expect(textOf(channel, "link")).toBe("https://courier.example/")
    expect(textOf(channel, "language")).toBe("en")
    expect(textOf(channel, "copyright")).toBe("© The Kabul Courier")
    expect(textOf(channel, "webMaster")).toBe("desk@courier.example (The Kabul Courier)")
    // What readers show for an entry without an author: a name, and no e-mail address.
    expect(textOf(channel, "dc:creator")).toBe("The Kabul Courier")
    expect(one(channel, "managingEditor")).toBeUndefined()
    expect(textOf(channel, "ttl")).toBe("15")
    expect(textOf(channel, "sy:updatePeriod")).toBe("hourly")
    expect(all(channel, "atom:link").map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ["self", "https://courier.example/rss.xml"],
      ["hub", "https://courier.example/websub"],
    ])
    expect(one(channel, "cloud")!.attributes).toEqual({
      domain: "courier.example",
      port: "443",
      path: "/rsscloud/pleaseNotify",
      registerProcedure: "",
      protocol: "http-post",
    })
    // The channel image is a GIF, JPEG or PNG. The icon is an SVG, so it is our own PNG.
    const image = one(channel, "image")!
    expect(image.children.map(({ name, text }) => [name, text])).toEqual([
      ["title", "The Kabul Courier"],
      ["url", "https://courier.example/icon.png"],
      ["link", "https://courier.example/"],
      ["width", "144"],
      ["height", "144"],
    ])
  })

  it.each(["i.png", "i.JPG?v=2", "i.gif"])("the channel image is ICON where that is a raster: %s", (file) => {
    const icon = `https://courier.example/${file}`
    const { rss, atom, json } = renderFeed({ ...main, articles: [], publication: { ...PUBLICATION, icon } })
    // We do not know its size.
    const image = one(one(parseXml(rss), "channel")!, "image")!
    expect(image.children.map(({ name }) => name)).toEqual(["title", "url", "link"])
    expect(textOf(image, "url")).toBe(icon)
    expect(textOf(parseXml(atom), "logo")).toBe(icon)
    expect(parseJson(json).icon).toBe(icon)
  })

  it("Atom", () => {
    expect(feed.attributes["xml:lang"]).toBe("en")
    expect(textOf(feed, "id")).toBe("https://courier.example/atom.xml")
    expect(textOf(feed, "rights")).toBe("© The Kabul Courier")
    expect(textOf(feed, "icon")).toBe("https://courier.example/icon.svg")
    expect(textOf(feed, "logo")).toBe("https://courier.example/icon.png")
    expect(textOf(one(feed, "author")!, "name")).toBe("The Kabul Courier")
    expect(all(feed, "link").map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ["alternate", "https://courier.example/"],
      ["self", "https://courier.example/atom.xml"],
      ["hub", "https://courier.example/websub"],
    ])
  })

  it("JSON Feed 1.1", () => {
    const { items, ...facts } = json
    expect(items).toHaveLength(3)
    expect(facts).toEqual({
      version: "https://jsonfeed.org/version/1.1",
      title: "The Kabul Courier",
      home_page_url: "https://courier.example/",
      feed_url: "https://courier.example/feed.json",
      description: "Independent reporting from Kabul and the provinces.",
      icon: "https://courier.example/icon.png",
      favicon: "https://courier.example/icon.svg",
      authors: [{ name: "The Kabul Courier", url: "https://courier.example/" }],
      language: "en",
      hubs: [{ type: "WebSub", url: "https://courier.example/websub" }],
    })
  })

  it("names no hub in an archive, which hardly changes", () => {
    const key = { kind: "archive", period: "2026-10" } as const
    const { rss, atom, json } = renderFeed({ ...main, key, articles: sampleArticles(1) })
    for (const document of [rss, atom, json]) expect(document).not.toMatch(/hub|<cloud/)
  })
})

describe("an entry's parts", () => {
  const article = sampleArticle(1, {
    guid: "https://old.example/a",
    authors: [{ name: "A" }, { name: "B & C" }],
    attachments: [
      { url: "https://courier.example/unknown.mp3", mimeType: "audio/mpeg" },
      { url: "https://courier.example/empty.mp3", mimeType: "audio/mpeg", sizeInBytes: 0 },
      { url: "https://courier.example/known.mp3", mimeType: "AUDIO/MPEG", sizeInBytes: 5, title: "Take" },
      { url: "https://courier.example/other.mp4", mimeType: "video/mp4", sizeInBytes: 6, durationInSeconds: 61.5 },
    ],
    image: {
      url: "https://courier.example/p.jpg",
      type: "image/jpg",
      width: 3,
      height: 2,
      alt: "A <b> pier",
      credit: "L & F",
    },
    datePublished: "2026-11-01T10:00:00.000Z",
    dateModified: "2026-11-02T11:00:00.000Z",
  })
  const FIGURE = `<figure><img src="https://courier.example/p.jpg" alt="A &lt;b&gt; pier" width="3" height="2"><figcaption>L &amp; F</figcaption></figure>\n`
  const rendered = renderFeed({ ...main, articles: [article], links: new Map([[article.id, [sampleLink(7)]]]) })
  const item = one(one(parseXml(rendered.rss), "channel")!, "item")!
  const entry = one(parseXml(rendered.atom), "entry")!
  const json = parseJson(rendered.json).items[0]!

  it("one enclosure with a known length in RSS and the others as media, all in Atom and JSON", () => {
    expect(all(item, "enclosure").map(({ attributes }) => attributes)).toEqual([
      { url: "https://courier.example/known.mp3", length: "5", type: "audio/mpeg" },
    ])
    const [picture, ...files] = all(item, "media:content").map(({ attributes }) => attributes)
    expect(picture).toMatchObject({ url: "https://courier.example/p.jpg" })
    expect(files).toEqual([
      { url: "https://courier.example/unknown.mp3", type: "audio/mpeg", medium: "audio" },
      { url: "https://courier.example/empty.mp3", type: "audio/mpeg", medium: "audio" },
      { url: "https://courier.example/other.mp4", type: "video/mp4", medium: "video", fileSize: "6", duration: "62" },
    ])
    const enclosures = all(entry, "link").filter(({ attributes }) => attributes.rel === "enclosure")
    expect(enclosures.map(({ attributes }) => attributes.length)).toEqual([undefined, undefined, "5", "6"])
    expect(json.attachments!.map(({ size_in_bytes }) => size_in_bytes)).toEqual([undefined, undefined, 5, 6])
  })

  it("an image with its type, size, alternative text and credit", () => {
    for (const media of [item, entry]) {
      const content = one(media, "media:content")!
      expect(content.attributes).toEqual({
        url: "https://courier.example/p.jpg",
        medium: "image",
        type: "image/jpeg",
        width: "3",
        height: "2",
      })
      expect(one(content, "media:description")).toMatchObject({
        attributes: { type: "html" },
        text: "A &lt;b&gt; pier",
      })
      expect(textOf(content, "media:credit")).toBe("L & F")
      expect(one(media, "media:thumbnail")!.attributes).toEqual({
        url: "https://courier.example/p.jpg",
        width: "3",
        height: "2",
      })
    }
    expect(json.image).toBe("https://courier.example/p.jpg")
    expect(json._check_also!.image).toEqual({
      width: 3,
      height: 2,
      type: "image/jpeg",
      alt: "A <b> pier",
      credit: "L & F",
    })
  })

  it("no description of the image where a reader would take it for the entry's", () => {
    const short = renderFeed({ ...main, key: { kind: "summary" }, articles: [article] })
    expect(short.rss + short.atom).not.toContain("media:description")
  })

  it("a guid that says whether it is the address", () => {
    expect(one(item, "guid")).toMatchObject({ text: "https://old.example/a", attributes: { isPermaLink: "false" } })
    const same = renderFeed({ ...main, articles: [sampleArticle(1)] })
    expect(one(one(one(parseXml(same.rss), "channel")!, "item")!, "guid")!.attributes.isPermaLink).toBe("true")
  })

  it("all authors, no e-mail address, never RSS's own author element", () => {
    expect(all(item, "dc:creator").map(({ text }) => text)).toEqual(["A", "B & C"])
    expect(one(item, "author")).toBeUndefined()
    expect(all(entry, "author").map((author) => textOf(author, "name"))).toEqual(["A", "B & C"])
    expect(json.authors).toEqual([{ name: "A" }, { name: "B & C" }])
  })

  it("summary before content, and both", () => {
    const names = item.children.map(({ name }) => name)
    expect(names.indexOf("description")).toBeLessThan(names.indexOf("content:encoded"))
    expect(json.summary).toBe(article.summary)
    expect(json.content_html).toBe(FIGURE + article.contentHtml)
  })

  it("related links, and no list in the text of a feed but with-links", () => {
    for (const read of [readRss(rendered.rss), readAtom(rendered.atom), readJson(rendered.json)]) {
      expect(read[0]!.related).toEqual([sampleLink(7).url])
      expect(read[0]!.content).toBe(FIGURE + article.contentHtml)
    }
    const listed = renderFeed({
      ...main,
      key: { kind: "with-links" },
      articles: [article],
      links: new Map([[article.id, [sampleLink(7)]]]),
    })
    for (const read of [readRss(listed.rss), readAtom(listed.atom), readJson(listed.json)]) {
      expect(read[0]!.content).toContain(
        '<li><a href="https://hilltop.example/stories/7?from=feed&amp;lang=en">What the hills say, part 7</a> (Hilltop Herald)</li>',
      )
    }
  })

  it.each([
    [
      "with the site's name",
      `<figure><iframe src="https://www.youtube.com/embed/1?a=1&amp;b=2" title="A &quot;film&quot;" allowfullscreen></iframe></figure><p>b</p>`,
      `<figure><a href="https://www.youtube.com/watch?v=1">A "film"</a><figcaption>YouTube</figcaption></figure><p>b</p>`,
    ],
    [
      "with the author's caption",
      `<figure><div><iframe src="https://www.youtube.com/embed/1"></iframe></div><figcaption>Ours</figcaption></figure>`,
      `<figure><div><a href="https://www.youtube.com/watch?v=1">www.youtube.com/watch?v=1</a></div><figcaption>Ours</figcaption></figure>`,
    ],
    [
      "of a host that only the newsroom knows",
      `<figure><iframe src="https://player.example/1?a=1&amp;b=2"></iframe></figure>`,
      `<figure><a href="https://player.example/1?a=1&amp;b=2">player.example/1?a=1&amp;b=2</a><figcaption>player.example</figcaption></figure>`,
    ],
    [
      "stored without a figure",
      `<p>See:</p><iframe src="https://player.vimeo.com/video/1" title="A film"></iframe><iframe src="javascript:x"></iframe>c`,
      `<p>See:</p><figure><a href="https://vimeo.com/1">A film</a><figcaption>Vimeo</figcaption></figure>c`,
    ],
  ])("a link where the content has a player %s", (_, contentHtml, expected) => {
    const framed = renderFeed({ ...main, articles: [sampleArticle(1, { contentHtml, image: undefined })] })
    expect(readJson(framed.json)[0]!.content).toBe(expected)
  })

  it("links to footnotes by the article's page, which many readers need", () => {
    const contentHtml = `<p>a<sup id="fnref1-x"><a title="b" href="#fn1-x">1</a></sup> href="#n"</p><p id="fn1-x">c</p>`
    const noted = renderFeed({
      ...main,
      articles: [sampleArticle(1, { contentHtml, image: undefined, url: "https://a.example/1?b&c#d" })],
    })
    expect(readJson(noted.json)[0]!.content).toBe(
      contentHtml.replace('<a title="b" href="#fn1-x">', '<a title="b" href="https://a.example/1?b&amp;c#fn1-x">'),
    )
  })

  it("characters that override the direction where the content has bdo", () => {
    const contentHtml = `<p><bdo dir="rtl">abc</bdo> <bdo dir="ltr">d</bdo></p>`
    const overridden = renderFeed({ ...main, articles: [sampleArticle(1, { contentHtml, image: undefined })] })
    expect(readJson(overridden.json)[0]!.content).toBe("<p>\u202eabc\u202c \u202dd\u202c</p>")
  })

  it("summaries only in the summary feed", () => {
    const { rss, atom, json } = renderFeed({ ...main, key: { kind: "summary" }, articles: [article] })
    expect(rss).not.toContain("content:encoded>")
    expect(atom).not.toContain("<content")
    expect(parseJson(json).items[0]).toMatchObject({ content_text: article.summary })
    expect(parseJson(json).items[0]).not.toHaveProperty("content_html")
  })
})

describe("times", () => {
  it("the feed's is its newest change's, or its newest withdrawal's", () => {
    const articles = [sampleArticle(5), sampleArticle(9, { dateModified: new Date(NOW - 1000).toISOString() })]
    expect(renderFeed({ ...main, articles }).updated).toBe(NOW - 1000)
    const late = { guid: "https://courier.example/gone", withdrawnAt: new Date(NOW - 500).toISOString() }
    const { updated, atom, rss } = renderFeed({ ...main, articles, tombstones: [late] })
    expect(updated).toBe(NOW - 500)
    expect(textOf(parseXml(atom), "updated")).toBe(late.withdrawnAt)
    expect(textOf(one(parseXml(rss), "channel")!, "lastBuildDate")).toBe("Mon, 23 Nov 2026 07:29:59 GMT")
  })

  it("an empty feed has a fixed one", () => {
    expect(renderFeed({ ...main, articles: [] })).toEqual(renderFeed({ ...main, articles: [], now: NOW + 1e9 }))
  })

  it("an article does not appear before its time, and a change dated ahead counts as none", () => {
    const ahead = sampleArticle(1, { datePublished: new Date(NOW + 1000).toISOString() })
    const changed = sampleArticle(2, { dateModified: new Date(NOW + 1e9).toISOString() })
    const { json } = renderFeed({ ...main, articles: [ahead, changed] })
    expect(readJson(json).map(({ id, changed }) => [id, changed])).toEqual([
      [changed.guid, Date.parse(changed.datePublished)],
    ])
  })

  it("entries of one instant are told apart in Atom, each by the same fraction for ever", () => {
    const time = sampleArticle(3).dateModified
    const articles = sampleArticles(50).map((article) => ({ ...article, dateModified: time }))
    const updates = (document: string) => all(parseXml(document), "entry").map((entry) => textOf(entry, "updated"))
    const { atom } = renderFeed({ ...main, articles })
    expect(new Set(updates(atom)).size).toBe(50)
    expect(readAtom(atom).every(({ changed }) => changed === Date.parse(time))).toBe(true)
    expect(updates(renderFeed({ ...main, articles: articles.slice(10) }).atom)).toEqual(updates(atom).slice(10))
    expect(updates(renderFeed({ ...main, articles: [articles[0]!] }).atom)).toEqual([time.replace(".000Z", "Z")])
  })
})

describe("tombstones (RFC 6721)", () => {
  const deleted = (atom: string) => all(parseXml(atom), "at:deleted-entry").map(({ attributes }) => attributes.ref)

  it("stand in Atom for thirty days", () => {
    const tombstones = [1, 29, 31].map(sampleTombstone)
    const { atom, rss, json } = renderFeed({ ...main, articles: [sampleArticle(1)], tombstones })
    expect(deleted(atom)).toEqual([
      "https://courier.example/articles/gone-1",
      "https://courier.example/articles/gone-29",
    ])
    expect(rss + json).not.toContain("gone-1")
  })

  it("give way to the entry itself when it is back", () => {
    const article = sampleArticle(1)
    const tombstones = [{ guid: article.guid, withdrawnAt: new Date(NOW - 60_000).toISOString() }]
    expect(deleted(renderFeed({ ...main, articles: [article], tombstones }).atom)).toEqual([])
  })
})
