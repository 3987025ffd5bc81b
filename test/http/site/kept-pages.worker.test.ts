import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { STYLE } from "../../../src/http/site/assets/style.ts"
import { newsroom } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"
import { DAY, stories, withStories } from "../pages/stories.ts"

describe("a kept page", () => {
  it("is in KV from the first request on, and follows every change", async () => {
    const courier = await withStories(2)
    const kept = () => courier.services.articles.get("page-at/tags/clean-water")
    expect(await kept()).toBeNull()
    await courier.request("/tags/clean-water")
    await courier.render()
    expect(await stories((await kept())!)).toEqual(["s0", "s1"])
    await courier.put("s0", { title: "Another title", tags: ["Clean Water"] })
    await courier.render()
    expect(await kept()).toContain("Another title")
    // It leaves the page with the tag.
    await courier.put("s1", { title: "Story 1", tags: ["bread"] })
    await courier.render()
    expect(await stories((await kept())!)).toEqual(["s0"])
    await courier.withdraw("s0")
    await courier.render()
    expect(await stories((await kept())!)).toEqual([])
  })

  it("loses what is withdrawn at once, before the queue has come to it", async () => {
    const courier = await withStories(2)
    const PAGES = ["/tags/clean-water", "/archive/2026-11", "/sitemaps/2026-11.xml"]
    for (const path of PAGES) await courier.request(path)
    await courier.render()
    await courier.withdraw("s1")
    for (const path of PAGES) {
      const text = await (await courier.request(path)).text()
      expect([path, text.includes("/s0"), text.includes("/s1")]).toEqual([path, true, false])
    }
  })

  it("is not written when nothing in it has changed", async () => {
    const courier = await withStories(1)
    await courier.request("/tags/clean-water")
    await courier.render()
    const put = courier.services.articles.put.bind(courier.services.articles)
    const written: string[] = []
    courier.services.articles.put = (async (key: string, ...rest: [string]) => {
      written.push(key)
      return put(key, ...rest)
    }) as typeof put
    const { results } = await courier.services.db.prepare("SELECT id FROM articles").all()
    for (const { id } of results) courier.queued.push({ kind: "article", articleId: String(id) })
    await courier.render()
    expect(written.filter((key) => key.startsWith("page-at/"))).toEqual([])
  })

  it("that a crowd asks for at once, all over the world, is written once", async () => {
    const courier = await withStories(1)
    const { put } = courier.services.articles
    let writes = 0
    courier.services.articles.put = ((...args: Parameters<typeof put>) => {
      writes++
      return put.apply(courier.services.articles, args)
    }) as typeof put
    const ask = async () => {
      courier.queued.push({ kind: "page", page: "tags/clean-water" })
      await courier.render()
      courier.wait(1000)
    }
    for (let n = 0; n < 5; n++) await ask()
    expect(writes).toBe(1)
    // Later it is asked for again, because KV has lost it.
    courier.wait(120_000)
    await ask()
    expect(writes).toBe(2)
  })

  it("that KV has lost comes back with a rebuild, and one that is never asked for is forgotten", async () => {
    const courier = await withStories(1)
    await courier.request("/tags/clean-water")
    await courier.render()
    const { articles, db } = courier.services
    await articles.delete("page-at/tags/clean-water")
    courier.wait(120_000)
    await courier.send("POST", "/rebuild", "")
    await courier.render()
    expect(await articles.get("page-at/tags/clean-water")).toContain("Story 0")
    const rows = () => db.prepare("SELECT name FROM pages").all()
    expect((await rows()).results).toEqual([{ name: "tags/clean-water" }])
    courier.wait(31 * DAY)
    await tick(courier.services, courier.clock.now)
    expect((await rows()).results).toEqual([])
  })

  it("of another look is served, and written anew behind the answer", async () => {
    const courier = await withStories(1)
    for (const [key, path] of [
      ["page-at/tags/clean-water", "/tags/clean-water"],
      ["page", "/"],
      ["page/s0", "/articles/s0"],
    ] as const) {
      await courier.services.articles.put(key, "<html>old</html>")
      courier.wait()
      expect(await (await courier.request(path)).text()).toBe("<html>old</html>")
      await courier.render()
      expect([key, await courier.services.articles.get(key)]).toEqual([key, expect.stringContaining("Story 0")])
      courier.wait()
      await courier.request(path)
      expect([key, courier.queued]).toEqual([key, []])
    }
  })

  it("is made from D1 while KV fails", async () => {
    const courier = await withStories(1)
    courier.services.articles = failingStores().articles
    expect(await stories(await (await courier.request("/tags/clean-water")).text())).toEqual(["s0"])
  })
})

it("the style of another release is this one's, and kept for a minute", async () => {
  const courier = newsroom()
  const answer = await courier.request("/style-0ld.css")
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "public, max-age=60"])
  expect(await answer.text()).toBe(STYLE)
})
