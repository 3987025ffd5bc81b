import { describe, expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"

const options = { baseUrl: "https://paper.example/news/", iframeHosts: ["www.youtube.com"] }
const clean = (html: string) => sanitiseHtml(html, options)

const GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
const SVG = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E"
const DAM = "https://paper.example/media/dam.jpg"
const IMG = `<img src="${DAM}" alt="The dam">`

describe("pictures that wait for a script", () => {
  it.each([
    [
      "WordPress itself",
      `<img loading="lazy" decoding="async" src="${DAM}" alt="The dam">`,
      `<img loading="lazy" src="${DAM}" alt="The dam">`,
    ],
    ["lazysizes", `<img class="lazyload" data-src="${DAM}" alt="The dam">`, IMG],
    [
      "lazysizes with a small copy and sizes",
      `<img class="lazyload" src="/media/tiny.jpg" data-sizes="auto" data-src="${DAM}" data-srcset="/media/dam.jpg 800w, /media/dam-2.jpg 1600w" alt="The dam">`,
      `<img src="${DAM}" srcset="${DAM} 800w, https://paper.example/media/dam-2.jpg 1600w" alt="The dam">`,
    ],
    [
      "a3 Lazy Load",
      `<img class="lazy lazy-hidden" data-lazy-type="image" src="/wp-content/plugins/a3-lazy-load/assets/images/lazy_placeholder.gif" data-src="${DAM}" alt="The dam"><noscript><img src="${DAM}" alt="The dam"></noscript>`,
      IMG,
    ],
    [
      "WP Rocket",
      `<img width="800" src="${SVG}" data-lazy-srcset="${DAM} 800w" data-lazy-sizes="100vw" data-lazy-src="${DAM}"><noscript><img width="800" src="${DAM}" srcset="${DAM} 800w" sizes="100vw" alt="The dam"></noscript>`,
      `<img src="${DAM}" srcset="${DAM} 800w" sizes="100vw" width="800" alt="The dam">`,
    ],
    [
      "Jetpack",
      `<img src="${DAM}" alt="The dam" data-orig-file="/media/whole.jpg" data-lazy-src="${DAM}?is-pending-load=1" srcset="${GIF}" class="jetpack-lazy-image"><noscript><img src="${DAM}" alt="The dam"></noscript>`,
      IMG,
    ],
    [
      "Smush",
      `<img data-src="${DAM}" src="${GIF}" class="lazyload" alt="The dam"><noscript><img src="${DAM}" alt="The dam"></noscript>`,
      IMG,
    ],
    [
      "Autoptimize, original first",
      `<noscript><img src="${DAM}" alt="The dam"></noscript><img class="lazyload" src="${SVG}" data-src="${DAM}" alt="The dam">`,
      IMG,
    ],
    [
      "LiteSpeed",
      `<img data-lazyloaded="1" src="${GIF}" data-src="${DAM}" alt="The dam"><noscript><img src="${DAM}" alt="The dam"></noscript>`,
      IMG,
    ],
    ["jQuery Lazy Load", `<img src="/img/grey.gif" data-original="/media/dam.jpg" alt="The dam">`, IMG],
    [
      "Cloudflare Mirage",
      `<img data-cfsrc="${DAM}" alt="The dam" style="display:none;visibility:hidden"><noscript><img src="${DAM}" alt="The dam"></noscript>`,
      IMG,
    ],
    [
      "Medium, preview and canvas",
      `<div><img class="progressiveMedia-thumbnail" src="https://cdn.example/max/60/1*dam.jpeg?q=20"><canvas></canvas><img class="progressiveMedia-image" data-src="https://cdn.example/max/1600/1*dam.jpeg"><noscript><img src="https://cdn.example/max/1600/1*dam.jpeg"></noscript></div>`,
      `<div><img src="https://cdn.example/max/1600/1*dam.jpeg"></div>`,
    ],
    [
      "Medium, the small copy alone beside noscript",
      `<div><img src="https://cdn.example/max/60/1*dam.png?q=20" width="600"></div><noscript><img src="https://cdn.example/max/1400/1*dam.png" alt="The dam"></noscript>`,
      `<div><img src="https://cdn.example/max/1400/1*dam.png" alt="The dam" width="600"></div>`,
    ],
    [
      "Gatsby and Next",
      `<img src="${GIF}"><noscript><img srcset="/media/dam.jpg 1x" src="${DAM}" alt="The dam"></noscript>`,
      `<img srcset="${DAM} 1x" src="${DAM}" alt="The dam">`,
    ],
    [
      "a resizing service",
      `<img src="/_next/image?url=%2Fmedia%2Fdam.jpg&w=16"><noscript><img src="/_next/image?url=%2Fmedia%2Fdam.jpg&w=1920"></noscript>`,
      `<img src="https://paper.example/_next/image?url=%2Fmedia%2Fdam.jpg&amp;w=1920">`,
    ],
    ["a noscript alone", `<noscript><figure><img src="/media/dam.jpg" alt="The dam"></figure></noscript>`, IMG],
    [
      "picture",
      `<picture><source data-srcset="/media/dam.webp" type="image/webp"><img data-src="/media/dam.jpg" alt="The dam"></picture>`,
      `<picture><source srcset="https://paper.example/media/dam.webp" type="image/webp">${IMG}</picture>`,
    ],
    [
      "candidates alone",
      `<img srcset="/media/s.jpg 300w, /media/dam.jpg 900w">`,
      `<img src="${DAM}" srcset="https://paper.example/media/s.jpg 300w, ${DAM} 900w">`,
    ],
    ["a larger file beside a placeholder", `<img src="${GIF}" data-orig-file="${DAM}" alt="The dam">`, IMG],
    [
      "video",
      `<video data-src="/media/dam.mp4" data-poster="/media/dam.jpg" controls></video>`,
      `<video src="https://paper.example/media/dam.mp4" poster="${DAM}" controls=""></video>`,
    ],
    [
      "a player that waits, with its original",
      `<iframe src="about:blank" data-lazy-src="https://www.youtube.com/embed/aB3"></iframe><noscript><iframe src="https://www.youtube.com/embed/aB3?feature=oembed"></iframe></noscript>`,
      `<figure><iframe src="https://www.youtube.com/embed/aB3"></iframe></figure>`,
    ],
  ])("%s", (_, html, expected) => {
    expect(clean(html)).toBe(expected)
    expect(clean(expected)).toBe(expected)
  })

  it.each([
    ["a picture without a copy", `<img src="${DAM}" alt="The dam" data-id="7">`, IMG],
    ["a larger file beside a picture", `<img src="${DAM}" alt="The dam" data-orig-file="/media/whole.jpg">`, IMG],
    ["an address that runs a script", `<img src="${DAM}" alt="The dam" data-src="javascript:alert(1)">`, IMG],
    ["an address of data", `<img src="${DAM}" alt="The dam" data-src="${GIF}">`, IMG],
    ["the same picture twice in a text", `${IMG}<p>Later:</p>${IMG}`, `${IMG}<p>Later:</p>${IMG}`],
  ])("keeps %s", (_, html, expected) => {
    expect(clean(html)).toBe(expected)
  })

  it("keeps two pictures with one file name", () => {
    const html = ["a", "b"]
      .map((each) => `<img src="${GIF}" data-src="/${each}/500.jpg"><noscript><img src="/${each}/500.jpg"></noscript>`)
      .join("")
    expect(clean(html)).toBe('<img src="https://paper.example/a/500.jpg"><img src="https://paper.example/b/500.jpg">')
  })

  it("keeps a picture beside the original of another one with its name", () => {
    const html = `<img src="/a/500.jpg"><img src="${GIF}"><noscript><img src="/b/500.jpg"></noscript>`
    expect(clean(html)).toBe('<img src="https://paper.example/a/500.jpg"><img src="https://paper.example/b/500.jpg">')
  })

  it.each([
    [
      "Facebook's pixel",
      '<noscript><img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1"></noscript>',
    ],
    [
      "a hidden picture",
      '<noscript><div><img src="https://count.example/watch/1" style="position:absolute; left:-9999px;"></div></noscript>',
    ],
    [
      "a tag manager",
      '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=1" height="0" width="0"></iframe></noscript>',
    ],
    ["words to people without scripts", "<noscript><p>Please enable JavaScript</p></noscript>"],
    ["what only waits", `<img src="${GIF}">`],
    ["scripts", "<noscript><script>alert(1)</script><img src=javascript:alert(1)></noscript>"],
  ])("drops %s", (_, html) => {
    expect(clean(`a${html}b`)).toBe("ab")
  })
})
