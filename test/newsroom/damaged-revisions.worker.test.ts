import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { mendFaults } from "../../src/newsroom/mend.ts"
import { getSnapshot, textOf } from "../../src/store/snapshots.ts"
import { type Courier, damage, FORMATS, health, keyOf, titles, withStories } from "../support/damage.ts"
import { EDITOR, newsroom } from "../support/newsroom.ts"
import { addPartner } from "../support/partners.ts"

const HOUR = 3600_000

describe("a revision that KV has lost", () => {
  it.each(["missing", "not JSON", "another form"] as const)("is read from its copy (%s)", async (how) => {
    const courier = await withStories()
    const before = (await courier.feed()).items
    await damage(courier, "gauges", how)
    courier.wait()

    expect((await courier.request("/")).status).toBe(200)
    expect((await courier.request("/articles/gauges")).status).toBe(200)
    const list = (await (await courier.request("/articles", { headers: EDITOR })).json()) as { items: unknown[] }
    expect(list.items).toHaveLength(3)
    expect(await health(courier)).toMatchObject({
      status: "degraded",
      damaged: [{ place: "revision", id: "gauges", kind: "copied" }],
    })
    const status = await (await courier.request("/status", { headers: EDITOR })).text()
    expect(status).toContain("POST /rebuild")

    await courier.put("lentils")
    await courier.render()
    await courier.withdraw("lentils")
    await courier.render()
    courier.wait()
    expect((await courier.feed()).items).toEqual(before)
  })

  it("is written again by the same PUT, and by the clock after an hour", async () => {
    for (const mend of [
      (courier: Courier) => courier.put("gauges", { tags: ["kabul"] }),
      async (courier: Courier) => {
        await courier.request("/articles/gauges")
        courier.wait(HOUR + 60_000)
        await courier.services.db.prepare("UPDATE faults SET found_at = 0").run()
        await tick(courier.services, courier.clock.now)
      },
    ]) {
      const courier = await withStories()
      const key = await keyOf(courier, "gauges")
      await damage(courier, "gauges", "missing")
      await mend(courier)
      expect(await courier.services.articles.get(key)).toContain("All about gauges")
      expect(await health(courier)).toMatchObject({ status: "ok", damaged: [] })
      await courier.withdraw("gauges")
      for (const id of ["bread", "saffron"]) await courier.withdraw(id)
    }
  })
})

describe("a revision that is lost altogether", () => {
  it("is left out of lists and pages, and all else goes on", async () => {
    const courier = await withStories()
    await damage(courier, "gauges", "not JSON", true)
    courier.wait()
    expect(await (await courier.request("/")).text()).not.toContain("About gauges")
    expect((await courier.request("/articles/gauges")).status).toBe(503)
    expect((await courier.request("/articles/gauges.json")).status).toBe(503)
    expect((await courier.request("/articles/gauges/check-also")).status).toBe(200)
    expect((await courier.request("/articles/bread")).status).toBe(200)
    const list = (await (await courier.request("/articles", { headers: EDITOR })).json()) as { items: unknown[] }
    expect(list.items).toHaveLength(2)
    expect(await health(courier)).toMatchObject({ damaged: [{ place: "revision", id: "gauges", kind: "lost" }] })
    expect(await (await courier.request("/status", { headers: EDITOR })).text()).toContain("PUT /articles/:id")
  })

  it("keeps its page and box while KV has them", async () => {
    const courier = await withStories()
    const paths = ["/", "/articles/gauges", "/articles/gauges/check-also"]
    const read = () => Promise.all(paths.map(async (path) => (await courier.request(path)).text()))
    const before = await read()
    await courier.services.articles.delete(await keyOf(courier, "gauges"))
    await courier.services.db.prepare("DELETE FROM revisions").run()
    courier.wait()
    expect(await read()).toEqual(before)
  })

  it("keeps its last form in the feeds that had it, in its place", async () => {
    const courier = await withStories()
    const entry = ((await courier.feed()).items as { title: string }[]).find(({ title }) => title === "About gauges")
    await damage(courier, "gauges", "missing", true)
    await courier.put("lentils")
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toEqual(["About lentils", "About saffron", "About gauges", "About bread"])
    expect((await courier.feed()).items).toContainEqual(entry)
    for (const path of ["/rss.xml", "/atom.xml"]) {
      const text = await (await courier.request(path)).text()
      const places = ["lentils", "saffron", "gauges", "bread"].map((id) => text.indexOf(`About ${id}`))
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(Math.min(...places)).toBeGreaterThan(0)
    }
    // A feed that never had it goes without.
    expect(await titles(courier, "/tags/kabul/feed.json")).toEqual(["About saffron", "About bread"])
  })

  it("lets new articles reach the feeds, and does not stay in the outbox", async () => {
    const courier = await withStories()
    await courier.put("lentils")
    await damage(courier, "lentils", "missing", true)
    await courier.put("carpets")
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toContain("About carpets")
    await tick(courier.services, courier.clock.now)
    expect(courier.queued.filter((job) => job.kind === "article")).toEqual([])
  })

  it("comes back with the same PUT", async () => {
    const courier = await withStories()
    await damage(courier, "gauges", "not JSON", true)
    await courier.request("/articles/gauges")
    const again = await courier.put("gauges", { tags: ["kabul"] })
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ title: "About gauges", date_modified: expect.any(String) })
    expect((await courier.request("/articles/gauges")).status).toBe(200)
    expect(await health(courier)).toMatchObject({ status: "ok" })
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toEqual(["About saffron", "About gauges", "About bread"])
  })

  it("can be withdrawn", async () => {
    const courier = await withStories()
    await damage(courier, "gauges", "missing", true)
    await courier.request("/articles/gauges")
    expect((await courier.withdraw("gauges")).status).toBe(204)
    await courier.render()
    courier.wait()
    expect((await courier.request("/articles/gauges")).status).toBe(410)
    expect(await titles(courier)).toEqual(["About saffron", "About bread"])
    expect(await health(courier)).toMatchObject({ status: "ok" })
  })

  it("does not keep a scheduled article's neighbours from coming out", async () => {
    const courier = newsroom()
    const at = new Date(courier.clock.now + HOUR).toISOString()
    await courier.put("later", { date_published: at })
    await courier.put("also", { date_published: at })
    await damage(courier, "later", "missing", true)
    courier.wait(HOUR + 60_000)
    await tick(courier.services, courier.clock.now)
    await courier.render()
    expect(await titles(courier)).toEqual(["About also"])
    // Its id is nobody's business yet.
    expect(await health(courier)).toMatchObject({ status: "degraded", damaged: [{ place: "revision", kind: "lost" }] })
    expect(JSON.stringify(await health(courier))).not.toContain("later")
  })
})

describe("a feed that is damaged in KV", () => {
  it.each(FORMATS)("%s answers as before, and is whole again once it is asked for", async (path) => {
    const courier = await withStories()
    const answer = async () => {
      courier.wait()
      const response = await courier.request(path)
      return [
        response.status,
        response.headers.get("etag"),
        response.headers.get("last-modified"),
        await response.text(),
      ]
    }
    const before = await answer()
    const key = `feed/main${path}`
    const { metadata } = await courier.services.articles.getWithMetadata(key)
    await courier.services.articles.put(key, "<broken", { metadata })
    expect(await answer()).toEqual(before)
    await courier.render()
    const kept = await getSnapshot(courier.services.articles, "main", path.slice(1))
    expect(await textOf(kept!)).toBe(before[3])
    await courier.services.articles.put(key, String(before[3]), { metadata: { not: "versions" } })
    expect(await answer()).toEqual(before)
  })
})

it("reads revisions in the form that the first release wrote", async () => {
  const courier = await withStories()
  const key = await keyOf(courier, "gauges")
  const { article } = JSON.parse((await courier.services.articles.get(key))!)
  await courier.services.articles.put(key, JSON.stringify(article))
  await courier.services.db.prepare("DELETE FROM revisions WHERE article_id = 'gauges'").run()
  expect((await courier.request("/articles/gauges")).status).toBe(200)
  expect(await health(courier)).toMatchObject({ status: "ok" })
  // The clock makes the copy that was not made then.
  await tick(courier.services, courier.clock.now)
  await courier.services.articles.delete(key)
  courier.wait()
  expect((await courier.request("/articles/gauges")).status).toBe(200)
})

describe("what JSON and dates cannot say", () => {
  const house = async (courier: Courier, item: string) => {
    await addPartner({ id: "cms", role: "house", feedUrl: undefined })
    return courier.send("POST", "/partners/cms/items", item)
  }

  it.each([
    [
      "an endless duration",
      `"attachments":[{"url":"https://a.example/x.mp3","mime_type":"audio/mpeg","duration_in_seconds":1e999}]`,
    ],
    ["a date before the year 0", `"date_published":"0000-01-01T00:00:00+01:00"`],
    ["an endless width", `"image":"https://a.example/x.jpg","_check_also":{"image":{"width":1e999}}`],
  ])("%s makes an article that can be read", async (_, member) => {
    const courier = newsroom()
    const pushed = await house(
      courier,
      `{"id":"1","url":"https://cms.example/1","title":"One","content_html":"<p>x</p>",${member}}`,
    )
    expect(await pushed.json()).toMatchObject({ created: 1 })
    expect((await courier.request("/articles/one.json")).status).toBe(200)
    await courier.render()
    expect(await titles(courier)).toEqual(["One"])
    expect(await health(courier)).toMatchObject({ status: "ok" })
  })

  it("keeps the order of an article's members, and so the bytes of its feeds", async () => {
    const courier = await withStories()
    const image = { credit: "A", alt: "B", width: 7, type: "image/png", height: 9 }
    await courier.put("gauges", { image: "https://a.example/x.png", _check_also: { image } })
    const written = await (await courier.request("/articles/gauges.json")).text()
    const key = (await courier.services.articles.list({ prefix: "article/gauges/" })).keys.map(({ name }) => name)
    for (const name of key) {
      const text = (await courier.services.articles.get(name))!
      const { article } = JSON.parse(text)
      if (article.image)
        article.image = { alt: "B", url: article.image.url, height: 9, width: 7, credit: "A", type: "image/png" }
      await courier.services.articles.put(name, JSON.stringify({ v: 1, article }))
    }
    courier.wait()
    const read = await (await courier.request("/articles/gauges.json")).text()
    expect(JSON.parse(read)).toEqual(JSON.parse(written))
    expect(read).toContain('"image":{"alt":"B","height":9,"width":7,"credit":"A","type":"image/png"}')
  })

  it("reads the null and the year that an earlier release wrote", async () => {
    const courier = await withStories()
    const key = await keyOf(courier, "gauges")
    const { article } = JSON.parse((await courier.services.articles.get(key))!)
    const attachments = [{ url: "https://a.example/x.mp3", mimeType: "audio/mpeg", durationInSeconds: null }]
    const old = { ...article, attachments, image: null, section: null, datePublished: "-000001-12-31T23:00:00.000Z" }
    await courier.services.articles.put(key, JSON.stringify(old))
    courier.wait()
    expect((await courier.request("/articles/gauges.json")).status).toBe(200)
    expect(await health(courier)).toMatchObject({ status: "ok" })
  })
})

describe("a fault", () => {
  it("is forgotten with the article's withdrawal, also when it is noted late", async () => {
    const courier = await withStories()
    await courier.withdraw("gauges")
    const { db } = courier.services
    await db
      .prepare("INSERT INTO faults VALUES ('revision', 'gauges', 'lost', 0), ('revision', 'nobody', 'lost', 0)")
      .run()
    await tick(courier.services, courier.clock.now)
    expect(await health(courier)).toMatchObject({ status: "ok", damaged: [] })
  })

  it("is forgotten by the next tick where the value is whole again, or came late", async () => {
    const courier = await withStories()
    const key = await keyOf(courier, "gauges")
    const text = (await courier.services.articles.get(key))!
    await courier.services.articles.delete(key)
    courier.wait()
    await courier.request("/articles/gauges.json")
    expect(await health(courier)).toMatchObject({ status: "degraded" })
    await courier.services.articles.put(key, text)
    await tick(courier.services, courier.clock.now)
    expect(await health(courier)).toMatchObject({ status: "ok" })
  })

  it("that no copy can repair keeps no newer damage from being repaired", async () => {
    const courier = await withStories()
    const { db, articles } = courier.services
    const lost = JSON.stringify(Array.from({ length: 120 }, (_, n) => `lost-${n}`))
    await db.batch([
      db
        .prepare(
          `INSERT INTO articles (id, guid, hash, state, url, url_key, title, language, published_at, modified_at, bytes)
           SELECT value, value, 'x', 'live', value, value, value, 'en', 0, 0, 0 FROM json_each(?1)`,
        )
        .bind(lost),
      db.prepare("INSERT INTO faults SELECT 'revision', value, 'lost', 0 FROM json_each(?1)").bind(lost),
    ])
    const key = await keyOf(courier, "gauges")
    await articles.delete(key)
    await db.prepare("INSERT INTO faults VALUES ('revision', 'gauges', 'copied', 1)").run()
    for (let minute = 0; minute < 3; minute++) {
      courier.wait(60_000)
      await mendFaults(courier.services, courier.clock.now)
    }
    expect(await articles.get(key)).toContain("All about gauges")
    const left = await db.prepare("SELECT count(*) AS n FROM faults WHERE kind = 'lost'").first<number>("n")
    expect(left).toBe(120)
  })

  it("of many articles keeps no other article's list from being renewed", async () => {
    const courier = newsroom()
    for (let n = 0; n < 22; n++) await courier.put(`lost-${n}`)
    await courier.put("good")
    await courier.render()
    const { db, articles } = courier.services
    const { keys } = await articles.list({ prefix: "article/lost-" })
    await Promise.all(keys.map(({ name }) => articles.delete(name)))
    await db.prepare("DELETE FROM revisions WHERE article_id LIKE 'lost-%'").run()
    await db.prepare("UPDATE check_also SET renew_at = iif(article_id = 'good', 1, 0)").run()
    for (let n = 0; n < 3; n++) {
      courier.wait(60_000)
      await tick(courier.services, courier.clock.now)
    }
    const renewed = await db
      .prepare("SELECT renew_at FROM check_also WHERE article_id = 'good'")
      .first<number>("renew_at")
    expect(renewed).toBeGreaterThan(courier.clock.now - 200_000)
  })
})
