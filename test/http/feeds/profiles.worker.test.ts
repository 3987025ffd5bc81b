import { beforeEach, describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { PROFILES } from "../../../src/feeds/profiles/index.ts"
import { DAY, HOUR } from "../../../src/lib/text/time.ts"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { countingStores } from "../../support/price.ts"
import { freshStores } from "../../support/stores.ts"

const TITLE = "River gauges return to the Kabul"
const WORDS = `<p>${"Engineers counted the gauges again and wrote it down. ".repeat(20)}</p>`
const GOOD = {
  title: TITLE,
  content_html: WORDS,
  authors: [{ name: "Laila Noor" }],
  image: "https://courier.example/media/gauges.jpg",
  _check_also: { image: { width: 1600, height: 900, type: "image/jpeg" } },
}
const AUDIO = {
  url: "https://courier.example/a.mp3",
  mime_type: "audio/mpeg",
  size_in_bytes: 5,
  duration_in_seconds: 9,
}
const PATHS: Record<string, string> = { podcast: "/podcast.xml", google: "/news-sitemap.xml" }
const pathOf = (name: string) => PATHS[name] ?? `/for/${name}.xml`

interface Report {
  articles: { id: string; url: string; verdict: string; findings: { rule: string }[] }[]
}

beforeEach(freshStores)

function setUp() {
  const courier = newsroom({ fetch: async () => new Response(null, { status: 404 }) })
  const feed = async (path: string) => {
    courier.wait()
    return (await courier.request(path)).text()
  }
  const report = async (name: string, query = ""): Promise<Report> =>
    (await courier.request(`/for/${name}/report${query}`, { headers: EDITOR })).json()
  return { ...courier, feed, report }
}

describe("an aggregator's feed", () => {
  it.each(PROFILES.map(({ name }) => name))("%s is served, kept, and 304 to who has it", async (name) => {
    const { put, render, request, feed } = setUp()
    await put("gauges", { ...GOOD, attachments: [AUDIO] })
    await render()
    const first = await request(pathOf(name))
    expect(first.status).toBe(200)
    expect(first.headers.get("content-type")).toBe(
      name === "google" ? "application/xml; charset=utf-8" : "application/rss+xml; charset=utf-8",
    )
    expect(await first.text()).toContain("/articles/gauges</l")
    await render()
    expect(await feed(pathOf(name))).toContain("/articles/gauges</l")
    const etag = (await request(pathOf(name))).headers.get("etag")!
    expect((await request(pathOf(name), { headers: { "if-none-match": etag } })).status).toBe(304)
  })

  it("costs a request no more than the main feed, once it is kept", async () => {
    const courier = setUp()
    const stores = countingStores(courier.services)
    Object.assign(courier.services, { db: stores.db, articles: stores.articles })
    await courier.put("gauges", GOOD)
    await courier.render()
    await courier.request("/for/msn.xml")
    await courier.render()
    courier.wait()
    stores.take()
    await courier.request("/for/msn.xml")
    expect(stores.take()).toMatchObject({ kvReads: 1, kvWrites: 0, rowsRead: 0, rowsWritten: 0 })
  })

  it("follows a publication, an edit and a withdrawal", async () => {
    const { put, render, feed, withdraw } = setUp()
    await put("gauges", GOOD)
    await render()
    await feed("/for/msn.xml")
    await render()
    await put("bread", { ...GOOD, title: "Bread is cheaper in the bazaar" })
    await render()
    expect(await feed("/for/msn.xml")).toContain("Bread is cheaper")
    await put("bread", { ...GOOD, title: "Too short" })
    await render()
    expect(await feed("/for/msn.xml")).not.toContain("Too short")
    await withdraw("gauges")
    await render()
    expect(await feed("/for/msn.xml")).not.toContain("gauges<")
  })

  it("has one language, and ends with its last article", async () => {
    const { put, render, request, feed, withdraw } = setUp()
    await put("gauges", GOOD)
    expect((await request("/for/msn.ps.xml")).status).toBe(404)
    await put("spr", { ...GOOD, title: "د سیند اوبه لوړې شوې دي نن", language: "ps-AF" })
    await render()
    expect(await feed("/for/msn.xml")).not.toContain("/spr<")
    const pashto = await feed("/for/msn.ps.xml")
    expect(pashto).toContain("/spr<")
    expect(pashto).not.toContain("/gauges<")
    expect(await feed("/news-sitemap.ps.xml")).toContain("<news:language>ps</news:language>")
    await render()
    await withdraw("spr")
    await render()
    expect(await feed("/for/msn.ps.xml")).not.toContain("/spr<")
  })

  it("has one address", async () => {
    const { request } = setUp()
    const to = async (path: string) => (await request(path)).headers.get("location")
    expect(await to("/for/podcast.xml")).toBe("https://courier.example/podcast.xml")
    expect(await to("/for/google.xml")).toBe("https://courier.example/news-sitemap.xml")
    expect(await to("/For/MSN.xml")).toBe("https://courier.example/for/msn.xml")
    expect((await request("/for/none.xml")).status).toBe(404)
    expect((await request("/for/msn.en.xml")).status).toBe(404)
  })

  it("is read by scripts of other sites", async () => {
    const { request } = setUp()
    expect((await request("/for/msn.xml")).headers.get("access-control-allow-origin")).toBe("*")
    expect((await request("/podcast.xml", { method: "OPTIONS" })).status).toBe(204)
  })
})

describe("the news sitemap", () => {
  it("loses an article after two days, without any change", async () => {
    const { put, render, feed, services, clock } = setUp()
    await put("gauges", GOOD)
    await render()
    await feed("/news-sitemap.xml")
    await render()
    clock.now = START + 2 * DAY - HOUR
    await tick(services, clock.now)
    await render()
    expect(await feed("/news-sitemap.xml")).toContain("/gauges<")
    clock.now = START + 2 * DAY + HOUR
    await tick(services, clock.now)
    await render()
    expect(await feed("/news-sitemap.xml")).not.toContain("/gauges<")
  })
})

describe("the podcast", () => {
  it("has the transcript of an episode in its own language, and the item has it too", async () => {
    const { put, render, feed, request } = setUp()
    const transcript = { url: "https://courier.example/a.vtt", mime_type: "text/vtt" }
    const attachments = [AUDIO, { ...transcript, _check_also: { language: "PS-af" } }]
    await put("talk", { ...GOOD, attachments })
    await render()
    expect(await feed("/podcast.xml")).toContain(
      '<podcast:transcript url="https://courier.example/a.vtt" type="text/vtt" language="ps-AF" rel="captions"/>',
    )
    const item = await (await request("/articles/talk.json")).json()
    expect(item).toMatchObject({ attachments: [AUDIO, { ...transcript, _check_also: { language: "ps-AF" } }] })
    const wrong = await put("talk", { ...GOOD, attachments: [{ ...transcript, _check_also: { language: "pashto" } }] })
    expect(wrong.status).toBe(422)
    expect(await wrong.json()).toMatchObject({ errors: [{ pointer: "/attachments/0/_check_also/language" }] })
  })

  it("finds episodes behind many articles without audio", async () => {
    const { put, render, feed } = setUp()
    await put("talk", { ...GOOD, attachments: [AUDIO], date_published: "2026-01-02T00:00:00Z" })
    for (let n = 0; n < 110; n++) await put(`a${n}`, { date_published: "2026-11-01T00:00:00Z" })
    await render()
    const text = await feed("/podcast.xml")
    expect(text.match(/<item>/g)).toHaveLength(1)
    expect(text).toContain('<enclosure url="https://courier.example/a.mp3" length="5" type="audio/mpeg"/>')
    // Podcasting 2.0: UUID 5 of the address without its scheme.
    expect(text).toMatch(/<podcast:guid>[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</)
  })
})

describe("the report", () => {
  it.each(PROFILES.map(({ name }) => name))("%s agrees with the feed", async (name) => {
    const { put, render, feed, report } = setUp()
    await put("good", { ...GOOD, attachments: [AUDIO] })
    await put("short", {
      ...GOOD,
      title: "No",
      content_html: "<p>.</p>",
      attachments: [{ ...AUDIO, mime_type: "audio/ogg" }],
    })
    await put("away", { ...GOOD, url: "https://elsewhere.example/away", image: undefined })
    await put("old", { ...GOOD, date_published: "2024-01-01T00:00:00Z" })
    await render()
    const text = await feed(pathOf(name))
    const { articles } = await report(name)
    expect(articles.length).toBeGreaterThan(0)
    for (const { url, verdict, findings } of articles) {
      const isIn = text.includes(`<link>${url}<`) || text.includes(`<loc>${url}<`)
      expect(isIn, `${url} ${verdict}`).toBe(verdict.startsWith("out"))
      expect(verdict === "out").toBe(findings.length === 0)
    }
    const links = [...text.matchAll(/<(?:loc|item>\s*<title>[^<]*<\/title>\s*<link)>([^<]*)</g)].map(([, url]) => url)
    expect(links.sort()).toEqual(
      articles
        .filter(({ verdict }) => verdict.startsWith("out"))
        .map(({ url }) => url)
        .sort(),
    )
  })

  it("is a page in a browser, and asks for the token", async () => {
    const { put, request } = setUp()
    await put("short", { title: "No" })
    const page = await request("/for/msn/report", { headers: { ...EDITOR, accept: "text/html" } })
    expect(page.headers.get("content-type")).toContain("text/html")
    const text = await page.text()
    expect(text).toContain("Write a longer headline.")
    expect(text).toContain("Withheld: 1")
    expect((await request("/for/msn/report")).status).toBe(401)
    expect((await request("/for/none/report", { headers: EDITOR })).status).toBe(404)
    expect((await request("/for/msn/report?language=ps", { headers: EDITOR })).status).toBe(404)
    expect((await request("/for/msn/report?language=en", { headers: EDITOR })).status).toBe(200)
  })
})

describe("PUT /articles/:id", () => {
  const SHORT = { title: "No", content_html: "<p>.</p>" }
  const warningsOf = async (response: Response) => {
    const item = (await response.json()) as {
      _check_also?: { profiles?: { profile: string; verdict: string; findings: { rule: string }[] }[] }
    }
    return item._check_also?.profiles ?? []
  }
  const namesOf = async (response: Response) => (await warningsOf(response)).map(({ profile }) => profile)

  it("says at once what the aggregators will say whose feeds are asked for", async () => {
    const { put, render, request } = setUp()
    expect(await warningsOf(await put("short", SHORT))).toEqual([])
    await render()
    await request("/for/msn.xml")
    await request("/podcast.xml")
    await render()
    const [msn, ...others] = await warningsOf(await put("short", SHORT))
    expect(msn).toMatchObject({ profile: "msn", verdict: "withheld" })
    expect(msn!.findings.map(({ rule }) => rule)).toContain("title-short")
    expect(others).toEqual([])
  })

  it("says it in the language of the feed, and until nobody has asked for 30 days", async () => {
    const { put, render, request, services, clock } = setUp()
    await put("short", SHORT)
    await render()
    await request("/for/msn.xml")
    await render()
    expect(await namesOf(await put("spr", { ...SHORT, language: "ps" }))).toEqual([])
    await request("/for/msn.ps.xml")
    await render()
    expect(await namesOf(await put("spr", { ...SHORT, language: "ps" }))).toEqual(["msn"])
    clock.now = START + 32 * DAY
    await tick(services, clock.now)
    expect(await namesOf(await put("short", SHORT))).toEqual([])
  })

  it("says it of the aggregators in PROFILES, and of no others", async () => {
    const { put, render, request, services } = setUp()
    services.config = { ...services.config, profiles: ["google", "newsbreak"] }
    await put("away", { ...SHORT, url: "https://elsewhere.example/away" })
    await render()
    await request("/for/msn.xml")
    await render()
    const response = await put("away", { ...SHORT, url: "https://elsewhere.example/away" })
    expect(await namesOf(response)).toEqual(["google", "newsbreak"])
  })

  it("knows what was measured, as the report does", async () => {
    const { put, render, request, services } = setUp()
    const small = { ...GOOD, _check_also: {} }
    await put("gauges", small)
    await render()
    await request("/for/msn.xml")
    await render()
    await services.db.prepare("UPDATE images SET width = 300, height = 200, type = 'image/jpeg', bytes = 900").run()
    const [msn] = await warningsOf(await put("gauges", small))
    expect(msn!.findings.map(({ rule }) => rule)).toEqual(["image-side", "image-small"])
  })
})

describe("the feed menu", () => {
  it("has the main feeds and the sections", async () => {
    const { put, render, request } = setUp()
    await put("gauges", { ...GOOD, _check_also: { section: "Water" } })
    await render()
    const menu = (await (await request("/.well-known/feed-menu.json")).json()) as { items: object[] }
    expect(menu).toMatchObject({
      "feed-menu": "The Kabul Courier",
      items: [{ rss: "/rss.xml", atom: "/atom.xml" }, { rss: "/summary/rss.xml" }, { "feed-menu": "Sections" }],
    })
    expect(menu.items.at(-1)).toMatchObject({ items: [{ rss: "/sections/water/rss.xml" }] })
  })
})
