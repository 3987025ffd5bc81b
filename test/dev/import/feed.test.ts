import { expect, it } from "vitest"
import { type Document, readFeedWithArchives } from "../../../src/dev/import/feed.ts"

const NOW = Date.UTC(2026, 10, 23)
const bytes = (text: string) => new TextEncoder().encode(text)

/** A site with these documents. `asked` has the addresses in order. */
function site(documents: Record<string, string>) {
  const asked: string[] = []
  const get = async (url: string): Promise<Document | null> => {
    asked.push(url)
    return documents[url] === undefined ? null : { url, bytes: bytes(documents[url]) }
  }
  return { asked, get, first: (url: string): Document => ({ url, bytes: bytes(documents[url]!) }) }
}

const entry = (n: number, text = `<p>Text ${n}.</p>`) =>
  `<item><title>Story ${n}</title><link>https://old.example/2025/story-${n}.html</link><guid>g${n}</guid>
   <pubDate>Mon, 0${n} Sep 2025 08:00:00 GMT</pubDate><category>river</category>
   <description><![CDATA[${text}]]></description></item>`
const rss = (head: string, ...entries: string[]) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Old</title><language>en</language>${head}
   ${entries.join("")}</channel></rss>`
const link = (rel: string, href: string) => `<atom:link rel="${rel}" href="${href}"/>`

it("RFC 5005: archives are followed to the first, and the newer form of an entry counts", async () => {
  const { first, get, asked } = site({
    "https://old.example/feed": rss(link("prev-archive", "/feed/2"), entry(3), entry(2, "<p>Corrected.</p>")),
    "https://old.example/feed/2": rss(link("prev-archive", "/feed/1") + link("next-archive", "/feed"), entry(2)),
    "https://old.example/feed/1": rss(link("next-archive", "/feed/2"), entry(1)),
  })
  const found = await readFeedWithArchives(first("https://old.example/feed"), get, NOW)
  expect(asked).toEqual(["https://old.example/feed/2", "https://old.example/feed/1"])
  expect(found!.what).toBe("a feed of 3 documents (rss-2.0)")
  expect(found!.posts.map(({ slug }) => slug)).toEqual(["story-3", "story-2", "story-1"])
  expect(found!.posts[1]!.item).toMatchObject({
    title: "Story 2",
    url: "https://old.example/2025/story-2.html",
    content_html: "<p>Corrected.</p>",
    date_published: "2025-09-02T08:00:00.000Z",
    tags: ["river"],
    language: "en",
  })
})

it("WordPress: its pages are read until one is missing or has nothing new", async () => {
  const head = "<generator>https://wordpress.org/?v=6.5</generator>"
  const { first, get, asked } = site({
    "https://old.example/feed/": rss(head, entry(3)),
    "https://old.example/feed/?paged=2": rss(head, entry(2)),
    "https://old.example/feed/?paged=3": rss(head, entry(2)),
  })
  const found = await readFeedWithArchives(first("https://old.example/feed/"), get, NOW)
  expect(found!.posts).toHaveLength(2)
  expect(asked).toEqual(["https://old.example/feed/?paged=2", "https://old.example/feed/?paged=3"])
})

it("JSON Feed: next_url is followed", async () => {
  const json = (n: number, next?: string) =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "Old",
      ...(next ? { next_url: next } : {}),
      items: [{ id: `${n}`, url: `https://old.example/s/${n}`, title: `S${n}`, content_html: "<p>x</p>" }],
    })
  const { first, get } = site({
    "https://old.example/feed.json": json(2, "https://old.example/feed2.json"),
    "https://old.example/feed2.json": json(1, "https://old.example/feed.json"),
  })
  const found = await readFeedWithArchives(first("https://old.example/feed.json"), get, NOW)
  expect(found!.posts.map(({ slug }) => slug)).toEqual(["2", "1"])
})

it("Atom: paged feeds are followed by next, and entries without a text or title are counted", async () => {
  const atom = (more: string, id: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>f</id>
    <updated>2025-09-01T00:00:00Z</updated>${more}<entry><id>${id}</id><title>T</title><updated>2025-09-01T00:00:00Z</updated>
    <link href="https://old.example/${id}"/><content type="html">x</content></entry>
    <entry><id>${id}b</id><title>Empty</title><updated>2025-09-01T00:00:00Z</updated></entry></feed>`
  const { first, get } = site({
    "https://old.example/atom": atom('<link rel="next" href="/atom/2"/>', "a"),
    "https://old.example/atom/2": atom("", "c"),
  })
  const found = await readFeedWithArchives(first("https://old.example/atom"), get, NOW)
  expect(found!.posts.map(({ slug }) => slug)).toEqual(["a", "c"])
  expect(Object.fromEntries(found!.leftOut)).toEqual({ "entries without a text": 2 })
})

it("an archive that is a page ends it and is told; a page alone is no feed", async () => {
  const { first, get } = site({
    "https://old.example/feed": rss(link("prev-archive", "/gone"), entry(1)),
    "https://old.example/gone": "<!doctype html><html></html>",
  })
  const found = await readFeedWithArchives(first("https://old.example/feed"), get, NOW)
  expect([found!.posts.length, found!.notes]).toEqual([1, [expect.stringContaining("/gone is no feed")]])
  expect(await readFeedWithArchives(first("https://old.example/gone"), get, NOW)).toBeNull()
})
