import { describe, expect, it } from "vitest"
import { showsPicture, withLead } from "../../../src/feeds/write/lead-figure.ts"
import { renderFeed } from "../../../src/feeds/write/render.ts"
import { readAtom, readJson, readRss } from "../../support/read-feed.ts"
import { NOW, PUBLICATION, sampleArticle, sampleLink } from "../../support/samples.ts"

const url = "https://courier.example/media/river.jpg?a=1&b=2"
const main = { key: { kind: "main" } as const, publication: PUBLICATION, now: NOW }

describe("the lead picture", () => {
  const contentHtml = `<p>Text.</p><img src="https://courier.example/other.png" alt="">`
  const image = { url, alt: `"A" & <B>`, width: 1200, height: 800, credit: "L & F" }
  const article = sampleArticle(1, { contentHtml, image })
  const links = new Map([[article.id, [sampleLink(1)]]])

  it.each(["main", "with-links"] as const)("is the first figure of the full content in every format: %s", (kind) => {
    const { rss, atom, json } = renderFeed({ ...main, key: { kind }, articles: [article], links })
    for (const [entry] of [readRss(rss), readAtom(atom), readJson(json)]) {
      expect(entry!.content).toMatch(
        /^<figure><img src="https:\/\/courier\.example\/media\/river\.jpg\?a=1&amp;b=2" alt="&quot;A&quot; &amp; &lt;B&gt;" width="1200" height="800"><figcaption>L &amp; F<\/figcaption><\/figure>\n<p>Text/,
      )
      expect(entry!.content.includes("Check also")).toBe(kind === "with-links")
      expect(entry!.image).toBe(url)
    }
  })

  it("has an empty alternative text where none is known", () => {
    expect(withLead("<p>x</p>", { url: "https://a.example/a.jpg" })).toBe(
      `<figure><img src="https://a.example/a.jpg" alt=""></figure>\n<p>x</p>`,
    )
  })

  it("leaves a summary plain text, and an entry without a text alone", () => {
    const summary = renderFeed({ ...main, key: { kind: "summary" }, articles: [article] })
    expect(summary.rss + summary.atom + summary.json).not.toContain("figure")
    const { json } = renderFeed({ ...main, articles: [{ ...article, contentHtml: "" }] })
    expect(json).not.toContain("figure")
  })
})

describe("a picture stands in the text already", () => {
  it.each([
    ["as it is", `<img src="https://courier.example/media/river.jpg?a=1&amp;b=2">`],
    ["without its scheme's s", `<img alt="x" src="http://www.courier.example/media/river.jpg?b=2&amp;a=1">`],
    ["in another size", `<IMG SRC="https://courier.example/media/river-300x200.jpg?a=1&amp;b=2">`],
    ["by a parameter", `<img src="https://courier.example/media/river.jpg?w=300&amp;a=1&amp;b=2">`],
    [
      "in a srcset",
      `<img src="https://a.example/x.png" srcset="https://a.example/y.png 1x, https://courier.example/media/river.jpg?a=1&amp;b=2 2x">`,
    ],
    [
      "in a picture",
      `<picture><source srcset="https://courier.example/media/river-640x400.jpg?a=1&amp;b=2"><img src="https://a.example/x.png"></picture>`,
    ],
  ])("%s", (_, html) => {
    expect(showsPicture(`<p>a</p>${html}`, url)).toBe(true)
    expect(withLead(html, { url })).toBe(html)
  })

  it.each([
    ["another picture", `<img src="https://courier.example/media/road.jpg">`],
    ["a link to it", `<a href="https://courier.example/media/river.jpg?a=1&amp;b=2">x</a>`],
    [
      "its address as text",
      `<p>https://courier.example/media/river.jpg?a=1&amp;b=2</p><img src="https://a.example/a.jpg">`,
    ],
    ["nothing", ""],
  ])("not: %s", (_, html) => {
    expect(showsPicture(html, url)).toBe(false)
  })
})
