import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { stories, withStories } from "../pages/stories.ts"
import { select, shown } from "../pages/support.ts"

type Courier = ReturnType<typeof newsroom>

/** Follows the links to older stories from this page to the end. */
async function readThrough(courier: Courier, path: string): Promise<string[]> {
  const found: string[] = []
  for (let next: string | undefined = path; next; ) {
    const answer = await courier.request(next)
    expect([next, answer.status]).toEqual([next, 200])
    const html = await answer.text()
    found.push(...(await stories(html)))
    next = shown((await select(html, "a[rel=next]"))[0]?.attributes.href ?? "")
  }
  return found
}

describe("a page that lists stories", () => {
  it("leads from the newest story to the oldest, each once", async () => {
    const courier = await withStories(70)
    const all = Array.from({ length: 70 }, (_, n) => `s${n}`)
    for (const path of ["/sections/environment", "/tags/clean-water", "/authors/laila-sahar"])
      expect(await readThrough(courier, path)).toEqual(all)
    const html = await (await courier.request("/archive")).text()
    const months = (await select(html, "main .chip")).map(({ attributes }) => attributes.href!)
    expect(months).toEqual(["/archive/2026-11", "/archive/2026-10", "/archive/2026-09"])
    const read: string[] = []
    for (const month of months) read.push(...(await readThrough(courier, month)))
    expect(read).toEqual(all)
  })

  it("keeps its place among stories of the same second", async () => {
    const courier = newsroom()
    for (let n = 100; n < 165; n++) await courier.put(`s${n}`, { tags: ["x"], date_published: "2026-11-20T10:00:00Z" })
    expect(await readThrough(courier, "/tags/x")).toEqual(Array.from({ length: 65 }, (_, n) => `s${n + 100}`))
  })

  it("says what it is, offers its feeds, and leads back", async () => {
    const courier = await withStories(2)
    for (const [path, kicker, title] of [
      ["/sections/environment", "Section", "Environment"],
      ["/tags/clean-water", "Topic", "Clean Water"],
      ["/authors/laila-sahar", "Author", "Laila Sahar"],
    ]) {
      const html = await (await courier.request(path!)).text()
      expect((await select(html, "main .kicker"))[0]!.text).toBe(kicker)
      expect((await select(html, "h1"))[0]!.text).toBe(title)
      expect((await select(html, "link[rel=canonical]"))[0]!.attributes.href).toBe(`https://courier.example${path}`)
      const feeds = (await select(html, "link[rel=alternate]")).map(({ attributes }) => attributes.href)
      expect(feeds[0]).toBe(`https://courier.example${path}/rss.xml`)
      expect(feeds).toContain("https://courier.example/rss.xml")
      const links = (await select(html, ".follow .formats a")).map(({ attributes, text }) => [attributes.href, text])
      expect(links).toEqual([
        [`${path}/rss.xml`, "RSS"],
        [`${path}/atom.xml`, "Atom"],
        [`${path}/feed.json`, "JSON Feed"],
      ])
      const [way] = await select(html, `script[type="application/ld+json"]`)
      expect(JSON.parse(way!.text)).toMatchObject({
        "@type": "BreadcrumbList",
        itemListElement: [{ position: 1 }, { name: title }],
      })
    }
  })

  it("keeps older pages out of search engines, and leads from them to the first", async () => {
    const courier = await withStories(35)
    const html = await (await courier.request("/tags/clean-water")).text()
    const next = (await select(html, "a[rel=next]"))[0]!.attributes.href!
    const older = await (await courier.request(next)).text()
    expect(await select(older, "meta[name=robots][content=noindex]")).toHaveLength(1)
    expect((await select(older, "a[rel=first]"))[0]!.attributes.href).toBe("/tags/clean-water")
    expect(await stories(older)).toEqual(["s30", "s31", "s32", "s33", "s34"])
  })

  it("has months and days of the paper's zone", async () => {
    const courier = newsroom({}, { timeZone: "Asia/Kabul" })
    await courier.put("late", { date_published: "2026-10-31T19:30:00Z" })
    await courier.put("early", { date_published: "2026-10-31T19:29:00Z" })
    const page = async (path: string) => (await courier.request(path)).text()
    expect(await stories(await page("/archive/2026-11"))).toEqual(["late"])
    expect(await stories(await page("/archive/2026-10"))).toEqual(["early"])
    expect((await select(await page("/archive/2026-11"), "h2.rubric"))[0]!.text).toBe("1 November 2026")
    expect((await select(await page("/archive"), "main .chip")).map(({ text }) => text)).toEqual([
      "November 2026",
      "October 2026",
    ])
  })

  it("is there for every label that ever had a story, and for no other", async () => {
    const courier = await withStories(1)
    await courier.withdraw("s0")
    await courier.render()
    courier.wait()
    const empty = await courier.request("/tags/clean-water")
    expect([empty.status, await select(await empty.text(), ".empty").then(({ length }) => length)]).toEqual([200, 1])
    for (const path of ["/tags/none", "/archive/2020-01", "/archive/2026-11-23", "/archive/x", "/sections/%zz"])
      expect([path, (await courier.request(path)).status]).toEqual([path, 404])
  })

  it("answers at one address: other spellings lead there in one step", async () => {
    const courier = await withStories(1)
    const ask = async (path: string) => {
      const { status, headers } = await courier.request(path, { redirect: "manual" })
      return [status, headers.get("location")]
    }
    for (const path of ["/tags/clean-water/", "/Tags/Clean-Water", "/tags/Clean%20Water"])
      expect([path, ...(await ask(path))]).toEqual([path, 301, "https://courier.example/tags/clean-water"])
    // A label of another script that is not there is 404 in each spelling of its address.
    expect(await ask("/tags/%D8%A2%D8%A8")).toEqual([404, null])
    expect(await ask("/tags/%D8%A2%D8%A8/rss.xml")).toEqual([404, null])
  })
})

describe("sitemaps", () => {
  it("lead to every page and every live story once", async () => {
    const courier = await withStories(40)
    await courier.put("elsewhere", { url: "https://cms.example/elsewhere" })
    await courier.withdraw("s1")
    await courier.render()
    const text = async (path: string) => (await courier.request(path)).text()
    const located = (xml: string) =>
      [...xml.matchAll(/<loc>https:\/\/courier\.example(.*?)<\/loc>/g)].map(([, path]) => path!)
    expect(await text("/robots.txt")).toContain("Sitemap: https://courier.example/sitemap.xml")
    const maps = located(await text("/sitemap.xml"))
    expect(maps).toEqual(["/sitemaps/pages.xml", "/sitemaps/2026-11.xml", "/sitemaps/2026-10.xml"])
    const pages: string[] = []
    for (const map of maps) pages.push(...located(await text(map)))
    for (const page of pages) expect([page, (await courier.request(page)).status]).toEqual([page, 200])
    const expected = ["/", "/archive", "/feeds", "/authors/laila-sahar", "/sections/environment", "/tags/clean-water"]
    const live = Array.from({ length: 40 }, (_, n) => `/articles/s${n}`).filter((path) => path !== "/articles/s1")
    expect(pages.sort()).toEqual([...expected, ...live].sort())
    expect(await text("/sitemaps/2026-11.xml")).toMatch(/<lastmod>2026-11-23T09:30:00\.000Z<\/lastmod>/)
  })

  it("follow changes", async () => {
    const courier = await withStories(1)
    const map = async () => (await courier.request("/sitemaps/2026-11.xml")).text()
    expect(await map()).toContain("/s0<")
    await courier.render()
    await courier.put("new")
    await courier.render()
    courier.wait()
    expect(await map()).toContain("/new<")
  })
})
