import { describe, expect, test } from "vitest"
import { articlePage } from "../../../../src/http/site/pages/article.tsx"
import { article, link, paper, select, shown } from "../../pages/support.ts"

const page = (changes = {}, links = [link()]) => articlePage({ paper, article: article(changes), links })

const HOSTILE = [
  `</title><script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</script><script>alert(1)</script>`,
  `<!-- AT&T & <b>bold</b>`,
  `' onmouseover='alert(1)`,
  `{{constructor}} \${1} ]]> \u2028`,
]

describe("an article's page", () => {
  test.each(HOSTILE)("shows the text %j wherever it comes from, and runs none of it", async (text) => {
    const html = page({ title: text, summary: text, section: text, tags: [text], authors: [{ name: text }] }, [
      link({ title: text, summary: text, partnerName: text }),
    ])
    expect(shown((await select(html, "article.full h1"))[0]!.text)).toBe(text)
    expect(shown((await select(html, ".check-also h3 a"))[0]!.text)).toBe(text)
    const scripts = await select(html, "script")
    expect(scripts.map(({ attributes }) => attributes.type)).toEqual(["application/ld+json", "application/ld+json"])
    expect(JSON.parse(scripts[0]!.text).headline).toBe(text)
    expect(JSON.parse(scripts[1]!.text).itemListElement.at(-1).name).toBe(text)
    expect(await select(html, "[onerror], [onmouseover], img[src=x]")).toEqual([])
  })

  test("runs no script but the one that counts, where the operator wants it and there is a box", async () => {
    const scripts = async (countLinks: boolean, links = [link()]) => {
      const html = articlePage({ paper: { ...paper, countLinks }, article: article(), links })
      return (await select(html, "script[src]")).map(({ attributes }) => attributes.src)
    }
    expect([await scripts(false), await scripts(true), await scripts(true, [])]).toEqual([[], ["/count.js"], []])
  })

  test("tells machines what the article is: JSON-LD NewsArticle", async () => {
    const image = { url: "https://harbour.example/pier.jpg", width: 1280, height: 720, credit: "A. Moss" }
    const [script] = await select(page({ image }), `script[type="application/ld+json"]`)
    expect(JSON.parse(script!.text)).toMatchObject({
      "@type": "NewsArticle",
      headline: "The new pier opens",
      datePublished: "2026-11-23T05:00:00.000Z",
      author: [{ "@type": "Person", name: "Ada Moss" }],
      image: [{ url: "https://harbour.example/pier.jpg", width: 1280, height: 720 }],
      publisher: { name: "The Harbour Post", logo: { url: "https://harbour.example/icon-512.png" } },
      inLanguage: "en",
    })
  })

  // Google's guides to Article and BreadcrumbList: what must be there, and in which form.
  test.each([
    ["all that an article can have", { image: { url: "https://harbour.example/pier.jpg" } }],
    ["as little as it may have", { authors: [], tags: [], section: undefined, summary: "" }],
    ["a picture that search engines do not show", { image: { url: "https://harbour.example/pier.svg" } }],
  ])("has valid structured data with %s", async (_, changes) => {
    const scripts = await select(page(changes), `script[type="application/ld+json"]`)
    const [news, way] = scripts.map(({ text }) => JSON.parse(text))
    const web = expect.stringMatching(/^https:\/\/harbour\.example\//)
    expect(news).toMatchObject({ "@context": "https://schema.org", "@type": "NewsArticle", url: web })
    expect(news.image).toEqual([
      expect.objectContaining({ "@type": "ImageObject", url: expect.stringMatching(/(jpg|png)$/) }),
    ])
    expect(news.author.length).toBeGreaterThan(0)
    for (const author of news.author)
      expect(author).toMatchObject({ "@type": expect.any(String), name: expect.stringMatching(/./) })
    expect(Object.values(news)).not.toContain("")
    expect(way).toMatchObject({ "@context": "https://schema.org", "@type": "BreadcrumbList" })
    const items: Record<string, unknown>[] = way.itemListElement
    expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index + 1))
    for (const item of items)
      expect(item).toMatchObject({ "@type": "ListItem", name: expect.stringMatching(/./), item: web })
  })

  test("names its section and the way to it in its own language", async () => {
    const translated = { ...paper, sections: { harbour: { ps: "بندر" } } }
    const html = (language: string) => articlePage({ paper: translated, article: article({ language }), links: [] })
    const crumb = async (language: string) => (await select(html(language), ".breadcrumb a"))[1]!
    expect(await crumb("ps-AF")).toMatchObject({ text: "بندر", attributes: { href: "/sections/harbour", dir: "rtl" } })
    expect(await crumb("en")).toMatchObject({ text: "Harbour", attributes: { href: "/sections/harbour" } })
    expect((await select(html("ps"), ".breadcrumb"))[0]!.attributes["aria-label"]).toBe("تاسو دلته یاست")
  })

  test("leads from topics and names to their pages", async () => {
    const html = page()
    expect((await select(html, ".topics a"))[0]!.attributes.href).toBe("/tags/pier")
    expect((await select(html, ".authors a.chip"))[0]!.attributes.href).toBe("/authors/ada-moss")
  })

  test("has its dates in the paper's zone", async () => {
    const html = articlePage({ paper: { ...paper, timeZone: "Asia/Kabul" }, article: article(), links: [] })
    expect((await select(html, ".byline time bdi"))[0]!.text).toBe("23 November 2026, 09:30 GMT+4:30")
  })

  test("is under 50 kB with a thousand words", () => {
    const contentHtml = "<p>The boats of the harbour came and went all day.</p>".repeat(100)
    const long = page({ contentHtml, tags: Array.from({ length: 20 }, (_, n) => `pier ${n}`) }, [
      link(),
      link(),
      link(),
    ])
    expect(new TextEncoder().encode(long).length).toBeLessThan(50_000)
  })

  test("offers the main feed and the section's in three formats, and names its canonical address", async () => {
    const alternates = await select(page(), "link[rel=alternate]")
    expect(alternates.map(({ attributes }) => attributes.href)).toEqual([
      "https://harbour.example/rss.xml",
      "https://harbour.example/atom.xml",
      "https://harbour.example/feed.json",
      "https://harbour.example/sections/harbour/rss.xml",
      "https://harbour.example/sections/harbour/atom.xml",
      "https://harbour.example/sections/harbour/feed.json",
    ])
    const elsewhere = page({ url: "https://cms.example/pier?a=1&b=2" })
    expect((await select(elsewhere, "link[rel=canonical]"))[0]!.attributes.href).toMatch(
      /^https:\/\/cms\.example\/pier\?a=1&(amp;)?b=2$/,
    )
  })

  test("says what social sites ask for: Open Graph", async () => {
    const metas = await select(page(), "meta[property]")
    const said = Object.fromEntries(metas.map(({ attributes }) => [attributes.property, attributes.content]))
    expect(said).toMatchObject({
      "og:type": "article",
      "og:title": "The new pier opens",
      "og:url": "https://harbour.example/articles/new-pier",
      "og:image": "https://harbour.example/social-card.png",
      "og:image:width": "1200",
      "article:published_time": "2026-11-23T05:00:00.000Z",
      "article:section": "Harbour",
    })
  })

  test("is written in the direction of its language, and each link in that of its own", async () => {
    const html = page({ language: "ps", title: "نوی بندر" }, [
      link(),
      link({ language: "fa-AF", title: "بندر نو" }),
      link({ language: undefined }),
    ])
    expect((await select(html, "html"))[0]!.attributes).toMatchObject({ lang: "ps", dir: "rtl" })
    const lines = await select(html, ".check-also li")
    expect(lines.map(({ attributes }) => attributes.dir)).toEqual(["ltr", "rtl", "auto"])
    expect((await select(page(), "html"))[0]!.attributes).toMatchObject({ lang: "en", dir: "ltr" })
  })

  test("shows each partner's story with its partner and date, and marks what is paid for", async () => {
    const html = page({}, [link(), link({ sponsored: true, title: "Moor with us" })])
    expect((await select(html, ".check-also h3 a")).map(({ attributes }) => attributes)).toEqual([
      { href: "https://tide.example/1", rel: "noopener" },
      { href: "https://tide.example/1", rel: "sponsored noopener" },
    ])
    expect((await select(html, ".check-also time")).map(({ attributes }) => attributes.datetime)).toEqual([
      "2026-11-22T05:00:00.000Z",
      "2026-11-22T05:00:00.000Z",
    ])
    expect((await select(html, ".partner bdi"))[0]!.text).toBe("Tide Weekly")
    expect((await select(html, ".sponsored")).map(({ text }) => text)).toEqual(["Sponsored"])
    // The label comes first, and what is paid for has a list of its own, without the note on partners.
    expect(html.indexOf(">Sponsored<")).toBeLessThan(html.indexOf("Moor with us"))
    expect(await select(html, ".check-also ul")).toHaveLength(2)
    expect(await select(page({}, [link({ sponsored: true })]), ".check-also .note")).toEqual([])
  })

  test("has no box when there is nothing to check also", async () => {
    expect(await select(page({}, []), ".check-also")).toEqual([])
    expect(await select(page({}, [link({ url: "javascript:alert(1)" })]), ".check-also")).toEqual([])
  })

  test("follows no address that is not of the web", async () => {
    const html = page({
      authors: [{ name: "Ada Moss", url: "javascript:alert(1)", avatar: "javascript:alert(1)" }],
      image: { url: "javascript:alert(1)" },
      attachments: [{ url: "javascript:alert(1)", mimeType: "audio/mpeg" }],
    })
    expect(await select(html, `[href^="javascript:"], [src^="javascript:"]`)).toEqual([])
  })

  test.each([
    ["what the editor wrote", "<p>Boats of every colour came.</p>", 1],
    [
      "nothing, when the summary was made from the text",
      "<p>It took four&nbsp;<em>winters</em>. Then it was done.</p>",
      0,
    ],
  ])("has under its headline %s", async (_, contentHtml, count) => {
    expect(await select(page({ contentHtml }), ".standfirst")).toHaveLength(count)
  })

  test("shows the lead image once, also when the text begins with it", async () => {
    const image = { url: "https://harbour.example/pier.jpg?w=1&h=2", alt: "A pier" }
    expect((await select(page({ image }), ".lead-image img"))[0]!.attributes.alt).toBe("A pier")
    const contentHtml = `<p><img src="https://harbour.example/pier.jpg?w=1&amp;h=2"></p>`
    expect(await select(page({ image, contentHtml }), "main img")).toHaveLength(1)
  })

  test("says when it was updated, if it was", async () => {
    expect(await select(page(), ".updated")).toEqual([])
    expect(await select(page({ dateModified: "2026-11-23T09:00:00.000Z" }), ".updated time")).toHaveLength(1)
  })
})
