import { describe, expect, it } from "vitest"
import { STYLE_PATH } from "../../../src/http/site/assets/style.ts"
import { newsroom } from "../../support/newsroom.ts"

async function withStory() {
  const courier = newsroom()
  await courier.put("gauges", { tags: ["water"] })
  await courier.render()
  await courier.request("/articles/gauges/check-also")
  courier.wait()
  return courier
}

const LISTS = [
  "/tags/water",
  "/archive",
  "/archive/2026-11",
  "/search?q=gauges",
  "/sitemap.xml",
  "/sitemaps/2026-11.xml",
]
const PAGES = [
  "/",
  ...LISTS,
  "/feeds",
  "/feeds.opml",
  "/articles/gauges",
  "/articles/gauges/check-also",
  "/openapi.json",
]
const FILES = [
  STYLE_PATH,
  "/icon.svg",
  "/favicon.ico",
  "/check-also.js",
  "/count.js",
  "/robots.txt",
  "/site.webmanifest",
  "/social-card.png",
]

describe.each([...PAGES, ...FILES])("%s", (path) => {
  it("has an ETag, and is 304 for who has it", async () => {
    const courier = await withStory()
    const ask = (headers: Record<string, string>, method = "GET") => courier.request(path, { method, headers })
    const first = await ask({})
    const etag = first.headers.get("etag")!
    expect(etag).toMatch(/^(?:W\/)?"[\w-]+"$/)
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(0)
    for (const from of ["memory", "the stores"]) {
      for (const method of ["GET", "HEAD"]) {
        const again = await ask({ "if-none-match": etag }, method)
        expect([from, method, again.status, again.headers.get("etag")]).toEqual([from, method, 304, etag])
        expect(await again.text()).toBe("")
      }
      expect((await ask({ "if-none-match": '"other"' })).status).toBe(200)
      courier.wait()
    }
  })
})

it.each(["/", "/feeds.opml", "/articles/gauges", "/archive/2026-11", "/tags/water", "/sitemaps/pages.xml"])(
  "%s has another ETag when it has changed",
  async (path) => {
    const courier = await withStory()
    const etag = (await courier.request(path)).headers.get("etag")!
    await courier.put("gauges", { title: "Gauges again", tags: ["bread"] })
    await courier.render()
    courier.wait()
    const answer = await courier.request(path, { headers: { "if-none-match": etag } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get("etag")).not.toBe(etag)
  },
)

it("/favicon.ico is an ICO that holds a PNG", async () => {
  const courier = newsroom()
  const answer = await courier.request("/favicon.ico")
  expect(answer.headers.get("content-type")).toBe("image/x-icon")
  const view = new DataView(await answer.arrayBuffer())
  const [type, count, length, offset] = [view.getUint16(2, true), view.getUint16(4, true), view.getUint32(14, true), 22]
  expect([type, count, view.getUint32(18, true), offset + length]).toEqual([1, 1, offset, view.byteLength])
  expect(view.getUint32(offset)).toBe(0x89504e47)
})

describe("readers in the browser", () => {
  const PREFLIGHT = {
    origin: "https://reader.example",
    "access-control-request-method": "GET",
    "access-control-request-headers": "a-im,if-none-match",
  }

  it.each(["/rss.xml", "/tags/water/feed.json", "/feeds.opml", "/articles/gauges/check-also", "/check-also"])(
    "may ask %s with validators",
    async (path) => {
      const courier = await withStory()
      const answer = await courier.request(path, { method: "OPTIONS", headers: PREFLIGHT })
      expect(answer.status).toBe(204)
      expect(answer.headers.get("access-control-allow-origin")).toBe("*")
      expect(answer.headers.get("access-control-allow-methods")).toContain("GET")
      const allowed = answer.headers.get("access-control-allow-headers")!.toLowerCase()
      for (const name of ["a-im", "if-none-match", "if-modified-since"]) expect(allowed).toContain(name)
      expect(Number(answer.headers.get("access-control-max-age"))).toBeGreaterThan(0)
    },
  )

  it.each(["/rss.xml", "/feeds.opml", "/articles/gauges.json", "/articles/gauges/check-also"])(
    "see the validators of %s",
    async (path) => {
      const courier = await withStory()
      const answer = await courier.request(path, { headers: { origin: "https://reader.example" } })
      expect(answer.headers.get("access-control-allow-origin")).toBe("*")
      expect(answer.headers.get("access-control-expose-headers")).toBe("ETag, Last-Modified, Link")
    },
  )

  it.each(["/articles", "/partners", "/status", "/nothing"])("may not ask %s", async (path) => {
    const answer = await newsroom().request(path, { method: "OPTIONS", headers: PREFLIGHT })
    expect(answer.headers.get("access-control-allow-origin")).toBeNull()
    expect(answer.status).toBeGreaterThanOrEqual(404)
  })
})
