import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { newsroom, START } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"

const DAY = 86_400_000
const iso = (time: number) => new Date(time).toISOString()

/** A newsroom with these articles out and rendered. */
async function published(...ids: string[]) {
  const courier = newsroom()
  for (const [n, id] of ids.entries()) {
    await courier.put(id, {
      date_published: iso(START - n * 60_000),
      tags: ["water"],
      authors: [{ name: "Laila Sahar" }],
      _check_also: { section: "Environment" },
    })
  }
  await courier.render()
  return courier
}

describe("feeds over HTTP", () => {
  it.each([
    ["/rss.xml", "application/rss+xml"],
    ["/atom.xml", "application/atom+xml"],
    ["/feed.json", "application/feed+json"],
    ["/summary/rss.xml", "application/rss+xml"],
    ["/with-links/atom.xml", "application/atom+xml"],
    ["/sections/environment/feed.json", "application/feed+json"],
    ["/tags/water/rss.xml", "application/rss+xml"],
    ["/authors/laila-sahar/atom.xml", "application/atom+xml"],
    ["/archive/2026-11/rss.xml", "application/rss+xml"],
  ])("%s comes as %s with its validators, again after it was kept", async (path, type) => {
    const courier = await published("one", "two")
    const check = async () => {
      const answer = await courier.request(path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get("content-type")).toBe(`${type}; charset=utf-8`)
      expect(answer.headers.get("etag")).toMatch(/^"[\w-]+"$/)
      expect(Date.parse(answer.headers.get("last-modified")!)).toBeLessThanOrEqual(courier.clock.now)
      expect(answer.headers.get("cache-control")).toMatch(
        /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
      )
      const hub = path.startsWith("/archive/") ? "" : ', <https://courier.example/websub>; rel="hub"'
      expect(answer.headers.get("link")).toBe(`<https://courier.example${path}>; rel="self"${hub}`)
      expect(answer.headers.get("access-control-allow-origin")).toBe("*")
      return answer
    }
    const first = await check()
    await courier.render()
    courier.wait()
    const kept = await check()
    expect(kept.headers.get("etag")).toBe(first.headers.get("etag"))
    expect(await kept.text()).toBe(await first.text())
  })

  it.each([
    "/sections/nothing/rss.xml",
    "/tags/nothing/rss.xml",
    "/authors/nothing/feed.json",
    "/archive/2020-01/atom.xml",
    "/archive/2026-13/rss.xml",
    "/sections/%zz/rss.xml",
    "/sections/environment/other.xml",
    "/main/rss.xml",
  ])("%s is 404 without validators", async (path) => {
    const answer = await (await published("one")).request(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    for (const name of ["etag", "last-modified", "link"]) expect(answer.headers.get(name)).toBeNull()
  })

  it("answers HEAD as GET, without the body", async () => {
    const courier = await published("one")
    const get = await courier.request("/atom.xml")
    const head = await courier.request("/atom.xml", { method: "HEAD" })
    expect(await head.text()).toBe("")
    expect([...head.headers]).toEqual([...get.headers])
  })

  it("answers conditional requests by RFC 9110 §13", async () => {
    const courier = await published("one")
    const { headers } = await courier.request("/rss.xml")
    const etag = headers.get("etag")!
    const modified = headers.get("last-modified")!
    const status = async (conditions: Record<string, string>, method = "GET") =>
      (await courier.request("/rss.xml", { method, headers: conditions })).status
    const earlier = new Date(Date.parse(modified) - 1000).toUTCString()
    expect(await status({ "if-none-match": etag })).toBe(304)
    expect(await status({ "if-none-match": etag }, "HEAD")).toBe(304)
    expect(await status({ "if-none-match": `W/${etag}` })).toBe(304)
    expect(await status({ "if-none-match": `"a,b", ${etag}` })).toBe(304)
    expect(await status({ "if-none-match": "*" })).toBe(304)
    expect(await status({ "if-none-match": '"other"' })).toBe(200)
    expect(await status({ "if-none-match": '"other"', "if-modified-since": modified })).toBe(200)
    expect(await status({ "if-modified-since": modified })).toBe(304)
    expect(await status({ "if-modified-since": earlier })).toBe(200)
    expect(await status({ "if-modified-since": "not a date" })).toBe(200)
    expect(await status({ "if-match": '"other"' })).toBe(412)
    expect(await status({ "if-unmodified-since": earlier })).toBe(412)
    const notModified = await courier.request("/rss.xml", { headers: { "if-none-match": etag } })
    for (const name of ["etag", "cache-control", "vary"]) expect(notModified.headers.get(name)).toBe(headers.get(name))
  })

  it("takes GET and HEAD, and says so to others", async () => {
    const courier = await published("one")
    const answer = await courier.request("/rss.xml", { method: "POST", body: "" })
    expect(answer.status).toBe(405)
    expect(answer.headers.get("allow")).toBe("GET, HEAD")
  })

  it("reads the store once in five seconds, whatever the query, and never D1", async () => {
    const courier = await published("one")
    let reads = 0
    const { articles } = courier.services
    courier.services.articles = new Proxy(articles, {
      get(target, name) {
        reads++
        return Reflect.get(target, name).bind(target)
      },
    })
    courier.services.db = new Proxy(courier.services.db, {
      get() {
        throw new Error("a feed was looked up in D1")
      },
    })
    const etag = (await courier.request("/rss.xml")).headers.get("etag")!
    for (const query of ["", "?utm_source=a", "?x=1", "?x=2"]) {
      const answer = await courier.request(`/rss.xml${query}`, { headers: { "if-none-match": etag } })
      expect(answer.status).toBe(304)
    }
    expect(reads).toBe(1)
    courier.clock.now += 5000
    const headers = { "if-none-match": etag, "a-im": "feed", "user-agent": "newsboat/2.21" }
    const answers = await Promise.all([1, 2, 3].map(() => courier.request("/rss.xml", { headers })))
    expect(answers.map(({ status }) => status)).toEqual([304, 304, 304])
    expect(reads).toBe(2)
  })

  it("serves what it has when the store fails, and 503 with Retry-After when it has nothing", async () => {
    const courier = await published("one")
    const before = await (await courier.request("/rss.xml")).text()
    courier.services.articles = failingStores().articles
    courier.wait(3_600_000)
    const stale = await courier.request("/rss.xml")
    expect([stale.status, await stale.text()]).toEqual([200, before])
    const none = await courier.request("/atom.xml")
    expect([none.status, none.headers.get("retry-after"), none.headers.get("etag")]).toEqual([503, "5", null])
  })

  it("shows the newest fifty by first publication", async () => {
    const courier = newsroom()
    for (let n = 0; n < 53; n++) await courier.put(`a${n}`, { date_published: iso(START - n * 60_000) })
    await courier.render()
    const { items } = await courier.feed()
    expect(items.map(({ title }) => title)).toEqual(Array.from({ length: 50 }, (_, n) => `About a${n}`))
  })
})

describe("what changes with an article", () => {
  it("is every feed it is in, and no other", async () => {
    const courier = newsroom()
    await courier.put("water", { _check_also: { section: "Environment" }, tags: ["rivers"] })
    await courier.put("bread", { _check_also: { section: "Economy" }, tags: ["prices"] })
    await courier.render()
    const paths = ["/rss.xml", "/sections/environment/rss.xml", "/sections/economy/rss.xml", "/tags/rivers/rss.xml"]
    const etags = async () => Promise.all(paths.map(async (path) => (await courier.request(path)).headers.get("etag")))
    await etags()
    await courier.render()
    courier.wait()
    const before = await etags()
    await courier.put("bread", { title: "Bread again", _check_also: { section: "Economy" }, tags: ["prices"] })
    await courier.render()
    courier.wait()
    const after = await etags()
    expect(after.map((etag, at) => etag !== before[at])).toEqual([true, false, true, false])
  })

  it("is both sections when it moves from one to the other", async () => {
    const courier = newsroom()
    await courier.put("water", { _check_also: { section: "Environment" } })
    await courier.render()
    await courier.put("water", { _check_also: { section: "Economy" } })
    await courier.render()
    courier.wait()
    expect((await courier.feed("/sections/economy/feed.json")).items).toHaveLength(1)
    // Whoever subscribed to it keeps a feed that works.
    expect((await courier.feed("/sections/environment/feed.json")).items).toEqual([])
  })

  it("reaches a reader that asks by date alone when an article that is not the newest is withdrawn", async () => {
    const courier = await published("newest", "older")
    const { headers } = await courier.request("/rss.xml")
    courier.wait()
    await courier.withdraw("older")
    await courier.render()
    const answer = await courier.request("/rss.xml", {
      headers: { "if-modified-since": headers.get("last-modified")! },
    })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain("About older")
  })

  it("leaves a tombstone in Atom for thirty days", async () => {
    const courier = await published("one", "two")
    courier.wait()
    await courier.withdraw("two")
    await courier.render()
    courier.wait()
    const atom = async (path = "/atom.xml") => (await courier.request(path)).text()
    expect(await atom()).toContain('<at:deleted-entry ref="https://courier.example/articles/two"')
    expect(await atom("/sections/environment/atom.xml")).toContain("<at:deleted-entry")
    courier.clock.now += 31 * DAY
    await tick(courier.services, courier.clock.now)
    await courier.render()
    expect(await atom()).not.toContain("deleted-entry")
  })
})

describe("identity over time", () => {
  it("keeps ids and publication dates through edits, moves, withdrawal and return", async () => {
    const courier = await published("story", "other")
    const seen = async () => {
      await courier.render()
      courier.wait()
      const { items } = await courier.feed()
      return items.find(({ id }) => id === "https://courier.example/articles/story")
    }
    const first = await seen()
    await courier.put("story", { title: "Edited", url: "https://courier.example/moved" })
    const edited = await seen()
    await courier.put("story", { title: "Edited", _check_also: { section: "Elsewhere" } })
    const moved = await seen()
    await courier.withdraw("story")
    expect(await seen()).toBeUndefined()
    await courier.put("story", { title: "Back", date_published: iso(START + 1) })
    const back = await seen()
    for (const later of [edited, moved, back]) expect(later?.date_published).toBe(first?.date_published)
    const modified = [first, edited, moved, back].map((item) => String(item?.date_modified))
    expect(modified).toEqual([...modified].sort())
    expect(new Set(modified).size).toBe(4)
    const { items } = await courier.feed()
    expect(items).toHaveLength(2)
  })
})
