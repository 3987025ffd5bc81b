import { describe, expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const pageUrl = "https://paper.example/news/dam"
const clean = (html: string) =>
  sanitiseHtml(html, { baseUrl: "https://paper.example/rss.xml", pageUrl, idSuffix: "dam" })

describe("footnotes", () => {
  it.each([
    [
      "keep their ids and links",
      '<p>High<sup id="fnref:1"><a href="#fn:1" class="footnote">1</a></sup></p><ol><li id="fn:1">Gauge 7. <a href="#fnref:1">↩</a></li></ol>',
      '<p>High<sup id="fnref:1-dam"><a href="#fn:1-dam">1</a></sup></p><ol><li id="fn:1-dam">Gauge 7. <a href="#fnref:1-dam">↩</a></li></ol>',
    ],
    [
      "are found by the page's address",
      `<a href="${pageUrl}#n">1</a><p id="n">a</p>`,
      '<a href="#n-dam">1</a><p id="n-dam">a</p>',
    ],
    ["are found by the old name", '<a href="#n">1</a><a name="n">a</a>', '<a href="#n-dam">1</a><a id="n-dam">a</a>'],
    [
      "are found in other scripts",
      '<a href="#%D9%86">1</a><p id="ن">a</p>',
      '<a href="#%D9%86-dam">1</a><p id="ن-dam">a</p>',
    ],
    [
      "keep an id once",
      '<a href="#n">1</a><p id="n">a</p><p id="n">b</p>',
      '<a href="#n-dam">1</a><p id="n-dam">a</p><p>b</p>',
    ],
    ["lose an id that nothing links to", '<h2 id="intro">a</h2>', "<h2>a</h2>"],
    [
      "lose an id that is none",
      '<a href="#a b">1</a><p id="a b">a</p>',
      '<a href="https://paper.example/rss.xml#a%20b">1</a><p>a</p>',
    ],
    [
      "leave links to other pages alone",
      '<a href="/other#n">1</a><p id="n">a</p>',
      '<a href="https://paper.example/other#n">1</a><p>a</p>',
    ],
    [
      "leave links to what is dropped alone",
      '<a href="#n">1</a><template><b id="n"></b></template>',
      '<a href="https://paper.example/rss.xml#n">1</a>',
    ],
    [
      "leave links to nothing alone",
      '<a href="#top">1</a><p id="n">a</p>',
      '<a href="https://paper.example/rss.xml#top">1</a><p>a</p>',
    ],
  ])("%s", (_, html, expected) => {
    expect(clean(html)).toBe(expected)
    expect(clean(expected)).toBe(expected)
  })
})
