import { describe, expect, test } from "vitest"
import { articlePage } from "../../../../src/http/site/pages/article.tsx"
import { article, link, publication, select, shown } from "../../pages/support.ts"

const page = (changes = {}, links = [link()]) => articlePage({ publication, article: article(changes), links })

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
    expect(scripts.map(({ attributes }) => attributes.type)).toEqual(["application/ld+json"])
    expect(JSON.parse(scripts[0]!.text).headline).toBe(text)
    expect(await select(html, "[onerror], [onmouseover], img[src=x]")).toEqual([])
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
      publisher: { name: "The Harbour Post" },
      inLanguage: "en",
    })
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
      "og:image": "https://harbour.example/icon.svg",
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
