import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { rebuild } from "../../src/newsroom/rebuild.ts"
import { countWords } from "../../src/store/word-counts.ts"
import { heldItem, hold } from "../support/held.ts"
import { EDITOR, newsroom } from "../support/newsroom.ts"
import { addPartner } from "../support/partners.ts"

type Courier = ReturnType<typeof newsroom>

const PATHS = [
  ...["", "/summary", "/with-links", "/sections/news", "/tags/kabul", "/archive/2026-11"].flatMap((folder) =>
    ["rss.xml", "atom.xml", "feed.json"].map((file) => `${folder}/${file}`),
  ),
  ...["/", "/feeds", "/feeds.opml", "/articles/a1", "/articles/a1.json", "/articles/a1/check-also"],
]

const answers = async (courier: Courier) =>
  Object.fromEntries(
    await Promise.all(
      PATHS.map(async (path) => {
        const response = await courier.request(path)
        const { headers } = response
        return [path, [response.status, headers.get("etag"), headers.get("last-modified"), await response.text()]]
      }),
    ),
  )

async function emptyKv({ services: { articles } }: Courier) {
  const { keys } = await articles.list()
  expect(keys.length).toBeGreaterThan(10)
  await Promise.all(keys.map(({ name }) => articles.delete(name)))
}

async function withStories(): Promise<Courier> {
  const courier = newsroom()
  await addPartner({ id: "herald" }, Number.MAX_SAFE_INTEGER)
  await hold(courier.services.db, [heldItem("h1", { title: "All about a1 and gauges", summary: "All about a1" })])
  for (const id of ["a1", "a2", "a3"]) {
    await courier.put(id, { tags: ["Kabul"], _check_also: { section: "News" } })
    courier.wait(60_000)
  }
  await courier.render()
  // Asked for once, the others are kept too.
  for (const path of PATHS) await courier.request(path)
  await courier.render()
  courier.wait()
  return courier
}

describe("after KV is emptied", () => {
  it("one rebuild and three ticks bring every feed and page back, byte for byte", async () => {
    const courier = await withStories()
    const before = await answers(courier)
    await emptyKv(courier)
    const started = await courier.send("POST", "/rebuild", "")
    expect([200, 202]).toContain(started.status)
    for (let n = 0; n < 3; n++) {
      courier.wait(60_000)
      await tick(courier.services, courier.clock.now)
      await courier.render()
    }
    courier.wait()
    expect(await answers(courier)).toEqual(before)
    const { keys } = await courier.services.articles.list({ prefix: "article/" })
    expect(keys).toHaveLength(3)
    expect(await (await courier.request("/health")).json()).toMatchObject({ status: "ok" })
  })

  it("feeds and pages answer as before already, and are kept again once they are asked for", async () => {
    const courier = await withStories()
    const before = await answers(courier)
    await emptyKv(courier)
    courier.wait()
    expect(await answers(courier)).toEqual(before)
    await courier.render()
    const { keys } = await courier.services.articles.list({ prefix: "feed/" })
    expect(keys.length).toBeGreaterThanOrEqual(18)
    courier.wait()
    expect(await answers(courier)).toEqual(before)
  })
})

describe("POST /rebuild", () => {
  it("makes the search index and its word counts anew", async () => {
    const courier = await withStories()
    const { db } = courier.services
    await db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    await db.prepare("DELETE FROM directory").run()
    const response = await courier.send("POST", "/rebuild", "")
    expect([response.status, await response.json()]).toEqual([
      200,
      { finished: true, done: { revisions: 3, search: 4, words: 1, directory: 1, feeds: expect.any(Number) } },
    ])
    expect((await countWords(db, ["gaug"])).counts.get("gaug")).toBe(1)
    expect(await db.prepare("SELECT count(*) AS n FROM directory").first("n")).toBe(2)
  })

  it("goes on where it was stopped, by the clock too, and is done by one at a time", async () => {
    const courier = await withStories()
    const { services } = courier
    const items = Array.from({ length: 2500 }, (_, n) => heldItem(`i${n}`, { title: `Story number${n}` }))
    await hold(services.db, items)
    await services.db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    const [first, second] = await Promise.all([
      rebuild(services, courier.clock.now),
      rebuild(services, courier.clock.now),
    ])
    expect([first.finished, second.finished]).toEqual([false, false])
    expect((await courier.send("POST", "/rebuild", "")).status).toBe(200)
    expect(await services.db.prepare("SELECT count(*) AS n FROM search").first("n")).toBe(2504)
    await services.db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    expect((await courier.send("POST", "/rebuild", "")).status).toBe(202)
    await tick(services, courier.clock.now)
    expect(await services.db.prepare("SELECT count(*) AS n FROM search").first("n")).toBe(2504)
  })

  it("is for editors", async () => {
    expect((await newsroom().request("/rebuild", { method: "POST" })).status).toBe(401)
    expect((await newsroom().request("/rebuild", { method: "POST", headers: EDITOR })).status).toBe(200)
  })
})

describe("after an upgrade with other words", () => {
  const found = (courier: Courier) => countWords(courier.services.db, ["gaug"]).then(({ counts }) => counts.get("gaug"))

  it("the clock indexes all items again, once", async () => {
    const courier = await withStories()
    const { services } = courier
    await tick(services, courier.clock.now)
    await tick(services, courier.clock.now)
    // As if the release before had made other words.
    await services.db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    await services.db.prepare("UPDATE chores SET period = '1' WHERE name = 'words'").run()
    for (let n = 0; n < 3; n++) await tick(services, courier.clock.now)
    expect(await found(courier)).toBe(1)
    await services.db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    for (let n = 0; n < 3; n++) await tick(services, courier.clock.now)
    expect(await found(courier)).toBe(0)
  })

  it("waits for a rebuild that runs", async () => {
    const { services, clock } = await withStories()
    const { db } = services
    const until = clock.now + 60_000
    await db.prepare("INSERT INTO chores VALUES ('words', '1')").run()
    await db.prepare("INSERT INTO rebuild VALUES (1, 'feeds', '', '{}', ?1)").bind(until).run()
    await tick(services, clock.now)
    const period = () => db.prepare("SELECT period FROM chores WHERE name = 'words'").first("period")
    expect(await period()).toBe("1")
    await db.prepare("DELETE FROM rebuild").run()
    await tick(services, clock.now)
    expect(await period()).not.toBe("1")
  })

  it("a new newsroom has nothing to index anew", async () => {
    const { services, clock } = await withStories()
    await tick(services, clock.now)
    expect(await services.db.prepare("SELECT * FROM rebuild").first()).toBeNull()
  })
})

describe("a rebuild in parts", () => {
  it("leaves the lists as they are", async () => {
    const courier = await withStories()
    const { services } = courier
    await courier.put("river", {
      title: "River gauges return to the Kabul after four silent years",
      content_html: "<p>Twelve gauges between Maidan and Sarobi report the Kabul river's level again.</p>",
    })
    const story = { title: "Twelve gauges report the Kabul river again", summary: "Gauges between Maidan and Sarobi." }
    await hold(services.db, [heldItem("h2", story)])
    const links = async () => (await courier.feed("/articles/river/check-also")).items.map(({ id }) => id)
    const before = await links()
    expect(before).toContain("h2")
    const fillers = Array.from({ length: 2600 }, (_, n) => heldItem(`i${n}`, { title: `Filler number${n}` }))
    await hold(services.db, fillers)
    await services.db.prepare("UPDATE check_also SET renew_at = 0").run()
    expect((await courier.send("POST", "/rebuild", "")).status).toBe(202)
    courier.wait()
    await courier.request("/articles/river")
    courier.wait()
    expect(await links()).toEqual(before)
  })

  it.each(["constructor", "of another release"])("begins anew after the step %j", async (step) => {
    const courier = await withStories()
    await courier.services.db.prepare("INSERT INTO rebuild VALUES (1, ?1, 'abc', '{', 0)").bind(step).run()
    const response = await courier.send("POST", "/rebuild", "")
    expect([response.status, await response.json()]).toMatchObject([200, { finished: true, done: { search: 4 } }])
  })

  it("takes out of the index what is no live item", async () => {
    const courier = await withStories()
    await courier.services.db.prepare("UPDATE items SET state = 'dead' WHERE id = 'h1'").run()
    await courier.send("POST", "/rebuild", "")
    expect((await countWords(courier.services.db, ["gaug"])).counts.get("gaug")).toBe(0)
  })
})
