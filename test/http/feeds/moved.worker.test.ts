import { describe, expect, it } from "vitest"
import { newsroom } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"

/** A newsroom with a story, and redirects of its own. */
async function withStory(redirects: Record<string, string> = {}) {
  const { config } = newsroom().services
  const courier = newsroom({ config: { ...config, redirects } })
  await courier.put("gauges", {
    tags: ["Clean Water"],
    authors: [{ name: "Laila Sahar" }],
    _check_also: { section: "Environment" },
  })
  await courier.render()
  const ask = async (path: string, init: RequestInit = {}) => {
    const { status, headers } = await courier.request(path, { redirect: "manual", ...init })
    return [status, headers.get("location")]
  }
  return { courier, ask }
}

const to = (path: string) => [301, `https://courier.example${path}`]

describe("a feed's usual address elsewhere", () => {
  it("leads to ours in one step", async () => {
    const { ask } = await withStory()
    for (const [path, target] of Object.entries({
      "/feed": "/rss.xml",
      "/feed/": "/rss.xml",
      "/Feed/": "/rss.xml",
      "/feed/atom/": "/atom.xml",
      "/feed/rss2/": "/rss.xml",
      "/rss": "/rss.xml",
      "/rss/": "/rss.xml",
      "/atom": "/atom.xml",
      "/index.xml": "/rss.xml",
      "/?feed=rss2": "/rss.xml",
      "/?feed=atom": "/atom.xml",
      "/category/environment/feed/": "/sections/environment/rss.xml",
      "/category/world/environment/feed/": "/sections/environment/rss.xml",
      "/category/clean-water/feed": "/tags/clean-water/rss.xml",
      "/tag/clean-water/feed/atom/": "/tags/clean-water/atom.xml",
      "/tag/environment/rss/": "/sections/environment/rss.xml",
      "/author/laila-sahar/feed/": "/authors/laila-sahar/rss.xml",
      "/?feed=rss2&tag=clean-water": "/tags/clean-water/rss.xml",
    })) {
      expect([path, ...(await ask(path))]).toEqual([path, ...to(target)])
      expect([path, ...(await ask(path, { method: "HEAD" }))]).toEqual([path, ...to(target)])
    }
  })

  it("is 404 where no feed of ours is meant", async () => {
    const { ask } = await withStory()
    for (const path of [
      "/category/none/feed/",
      "/tag/none/rss",
      "/author/environment/feed/",
      "/feed/none/",
      "/gauges/feed/",
      "/?feed=rss2&tag=none",
    ]) {
      expect([path, ...(await ask(path))]).toEqual([path, 404, null])
    }
    // A number of WordPress means nothing here, and the home page is for people.
    expect(await ask("/?feed=rss2&cat=12")).toEqual([200, null])
  })

  it("does not tell of a scheduled article's section", async () => {
    const { courier, ask } = await withStory()
    await courier.put("later", { date_published: "2030-01-01T00:00:00Z", _check_also: { section: "Secret" } })
    expect(await ask("/category/secret/feed/")).toEqual([404, null])
  })

  it("stays where the last story with a label was withdrawn", async () => {
    const { courier, ask } = await withStory()
    await courier.withdraw("gauges")
    await courier.render()
    expect(await ask("/category/environment/feed/")).toEqual(to("/sections/environment/rss.xml"))
  })
})

describe("our own address in another spelling", () => {
  it("leads to the one form, with its query", async () => {
    const { ask } = await withStory()
    for (const [path, target] of Object.entries({
      "/rss.xml/": "/rss.xml",
      "/RSS.xml?x=1": "/rss.xml?x=1",
      "/Sections/Environment/Atom.XML": "/sections/environment/atom.xml",
      "/sections/Environment/rss.xml": "/sections/environment/rss.xml",
      "/tags/Clean%20Water/feed.json//": "/tags/clean-water/feed.json",
      "/archive/2026-11/rss.xml/": "/archive/2026-11/rss.xml",
      "/feeds/?a=b": "/feeds?a=b",
      "/FEEDS.OPML": "/feeds.opml",
      "/articles/Gauges/": "/articles/gauges",
      "/articles/GAUGES.json": "/articles/gauges.json",
      "/articles/Gauges/check-also?limit=2": "/articles/gauges/check-also?limit=2",
    })) {
      expect([path, ...(await ask(path))]).toEqual([path, ...to(target)])
      const [status] = await ask(target)
      expect([target, status]).toEqual([target, 200])
    }
  })

  it("stays 404 where there is nothing, and is not for writing", async () => {
    const { ask } = await withStory()
    for (const path of [
      "/nothing/",
      "/Main/rss.xml",
      "/tags/none/rss.xml",
      "/articles/none",
      "//evil.example/",
      "/%zz/",
    ])
      expect([path, ...(await ask(path))]).toEqual([path, 404, null])
    expect((await ask("/rss.xml/", { method: "POST", body: "" }))[1]).toBeNull()
  })
})

describe("REDIRECTS", () => {
  it("come before the usual addresses, with a query where they have one", async () => {
    const { ask } = await withStory({
      "/feed/": "/summary/rss.xml",
      "/news.php?type=100": "/sections/environment/rss.xml",
      "/news.php": "/feeds",
      "/?q=rss": "/atom.xml",
    })
    expect(await ask("/feed")).toEqual(to("/summary/rss.xml"))
    expect(await ask("/feed/")).toEqual(to("/summary/rss.xml"))
    expect(await ask("/news.php?type=100")).toEqual(to("/sections/environment/rss.xml"))
    expect(await ask("/news.php?type=7")).toEqual(to("/feeds"))
    expect(await ask("/?q=rss")).toEqual(to("/atom.xml"))
    expect(await ask("/?q=other")).toEqual([200, null])
  })

  it("move nothing that is here", async () => {
    const { ask } = await withStory({ "/rss.xml": "/atom.xml" })
    expect(await ask("/rss.xml")).toEqual([200, null])
  })
})

it("a redirect may be kept for a day, is open to scripts, and needs no store without a label", async () => {
  const { courier } = await withStory()
  Object.assign(courier.services, failingStores())
  const { status, headers } = await courier.request("/feed/", { redirect: "manual" })
  expect(status).toBe(301)
  expect(headers.get("cache-control")).toBe("public, max-age=86400")
  expect(headers.get("access-control-allow-origin")).toBe("*")
  expect((await courier.request("/category/environment/feed/")).status).toBe(503)
})
