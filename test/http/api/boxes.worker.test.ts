import { beforeEach, describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { EDITOR, newsroom, START } from "../../support/newsroom.ts"
import { addPartner, DAY, jsonFeed, MINUTE } from "../../support/partners.ts"
import { countingStores } from "../../support/price.ts"

const STORY = {
  id: "s1",
  url: "https://herald.example/s1",
  title: "Twelve river gauges on the Kabul report again",
  content_html: "<p>Hydrologists in Maidan read the Kabul river by its gauges.</p>",
  date_published: "2026-11-22T08:00:00Z",
}
const ARTICLE = {
  title: "River gauges return to the Kabul after four silent years",
  content_html:
    "<p>Twelve gauges between Maidan and Sarobi report the Kabul river's level again, hydrologists said.</p>",
}
const PATHS = [
  "/",
  "/articles/gauges",
  "/articles/gauges/check-also",
  "/articles/gauges/check-also?limit=1&fill=0",
  "/check-also?url=https://courier.example/articles/gauges/?utm_source=x",
]

/** A newsroom whose boxes and pages are in KV, seen by an isolate that has nothing in memory. */
async function opened() {
  const courier = newsroom()
  await courier.send("POST", "/partners/herald/items", jsonFeed([STORY]))
  await courier.put("gauges", ARTICLE)
  await courier.render()
  return courier
}

const broken = (what: string) =>
  new Proxy({} as never, {
    get: () => () => {
      throw new Error(`${what} is away`)
    },
  })

beforeEach(() => addPartner())

describe("a box or a page that KV has", () => {
  it.each(PATHS)("costs one read of KV and nothing of D1: %s", async (path) => {
    const courier = await opened()
    const stores = countingStores(courier.services)
    Object.assign(courier.services, { db: stores.db, articles: stores.articles })
    courier.wait()
    expect(await (await courier.request(path)).text()).toContain(path === "/" ? ARTICLE.title : STORY.title)
    expect(stores.take()).toEqual({ rowsRead: 0, rowsWritten: 0, kvReads: 1, kvWrites: 0 })
    const again = await courier.request(path)
    const etag = again.headers.get("etag")!
    expect((await courier.request(path, { headers: { "if-none-match": etag } })).status).toBe(304)
    expect(stores.take()).toEqual({ rowsRead: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 })
  })

  it.each(PATHS)("is the same as D1 would make it: %s", async (path) => {
    const courier = await opened()
    courier.wait()
    const kept = await (await courier.request(path)).text()
    const { keys } = await courier.services.articles.list()
    for (const { name } of keys) if (/^(box|page)/.test(name)) await courier.services.articles.delete(name)
    courier.wait()
    expect(await (await courier.request(path)).text()).toBe(kept)
  })

  it.each(PATHS)("is answered while D1 is away, and from D1 while KV is: %s", async (path) => {
    const courier = await opened()
    const { db, articles } = courier.services
    const expected = await (await courier.request(path)).text()
    courier.wait()
    courier.services.db = broken("D1")
    expect(await (await courier.request(path)).text()).toBe(expected)
    courier.services.db = db
    courier.wait()
    courier.services.articles = broken("KV")
    expect(await (await courier.request(path)).text()).toBe(expected)
    courier.services.articles = articles
  })

  it("shows a change at once where it was made, before it is rendered", async () => {
    const courier = await opened()
    await courier.put("gauges", { ...ARTICLE, title: "Gauges, again" })
    expect(await (await courier.request("/articles/gauges")).text()).toContain("Gauges, again")
    expect(await (await courier.request("/")).text()).toContain("Gauges, again")
    await courier.withdraw("gauges")
    for (const path of PATHS.slice(1))
      expect((await courier.request(path)).status).toBe(path.includes("?url") ? 404 : 410)
    await courier.render()
    courier.wait()
    for (const path of PATHS.slice(1))
      expect((await courier.request(path)).status).toBe(path.includes("?url") ? 404 : 410)
  })

  it("moves with the article's URL", async () => {
    const courier = await opened()
    const at = (url: string) => courier.request(`/check-also?url=${encodeURIComponent(url)}`)
    await courier.put("gauges", { ...ARTICLE, url: "https://courier.example/2026/gauges" })
    await courier.render()
    courier.wait()
    expect((await at("https://courier.example/2026/gauges")).status).toBe(200)
    expect((await at("https://courier.example/articles/gauges")).status).toBe(404)
  })

  it("is renewed once when its list is stale, though a thousand ask, and is written then", async () => {
    const courier = await opened()
    const { services } = courier
    courier.clock.now = START + 2 * DAY
    let renewals = 0
    const { db } = services
    services.db = new Proxy(db, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== "prepare") return typeof member === "function" ? member.bind(target) : member
        return (sql: string) => {
          if (/^INSERT INTO check_also .* DO UPDATE /s.test(sql)) renewals++
          return target.prepare(sql)
        }
      },
    })
    const ask = (n: number) => courier.request(`/articles/gauges/check-also?limit=${1 + (n % 10)}`)
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => ask(n)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(renewals).toBe(1)
    expect(courier.queued).toEqual([{ kind: "boxes", articleIds: ["gauges"] }])
  })

  it("follows its list by the clock when the queue lost the job", async () => {
    const courier = await opened()
    await courier.send(
      "POST",
      "/partners/herald/items",
      jsonFeed([
        {
          ...STORY,
          id: "s2",
          url: "https://herald.example/s2",
          title: "Gauges on the Kabul between Maidan and Sarobi: how they report",
          content_html: "<p>Hydrologists explain the river's level.</p>",
        },
      ]),
    )
    courier.clock.now += MINUTE
    courier.queued.splice(0)
    await tick(courier.services, courier.clock.now)
    courier.queued.splice(0)
    courier.clock.now += MINUTE
    await tick(courier.services, courier.clock.now)
    await courier.render()
    courier.wait()
    const stores = countingStores(courier.services)
    Object.assign(courier.services, { db: stores.db, articles: stores.articles })
    expect(await (await courier.request("/articles/gauges/check-also")).text()).toContain("how they report")
    expect(stores.take()).toMatchObject({ rowsRead: 0 })
  })

  it("that is damaged is made from D1", async () => {
    const courier = await opened()
    for (const key of ["box/gauges", "page/gauges"]) await courier.services.articles.put(key, "{")
    courier.wait()
    for (const path of ["/articles/gauges/check-also", "/articles/gauges"]) {
      expect(await (await courier.request(path)).text()).toContain(STORY.title)
    }
  })

  it("is not given to whom a scheduled article is hidden from", async () => {
    const courier = newsroom()
    const later = new Date(START + DAY).toISOString()
    await courier.put("later", { ...ARTICLE, date_published: later })
    await courier.render()
    expect((await courier.request("/articles/later")).status).toBe(404)
    expect((await courier.request("/articles/later/check-also")).status).toBe(404)
    expect((await courier.request("/articles/later", { headers: EDITOR })).status).toBe(200)
    courier.wait()
    expect((await courier.request("/articles/later")).status).toBe(404)
  })
})
