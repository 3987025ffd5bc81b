import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { FORMATS, health, titles, withStories } from "../support/damage.ts"
import { EDITOR, newsroom } from "../support/newsroom.ts"
import { addPartner } from "../support/partners.ts"

describe("a damaged JSON cell", () => {
  const CELLS = [
    ["articles", "announced_feeds"],
    ["snapshots", "versions"],
    ["partners", "history"],
    ["partners", "offered"],
    ["partners", "last_error"],
    ["partner_hubs", "hubs"],
    ["items", "tags"],
    ["items", "authors"],
    ["check_also", "links"],
    ["check_also_edits", "pins"],
    ["check_also_edits", "excludes"],
  ] as const

  it.each(CELLS.flatMap(([table, column]) => ["{broken", "7", ""].map((text) => [table, column, text] as const)))(
    "%s.%s = %j harms its own row alone",
    async (table, column, text) => {
      const courier = await withStories()
      await addPartner({ id: "herald" })
      await courier.services.db
        .prepare("INSERT INTO partner_hubs VALUES ('herald', 'x', '[]', 0, 0, 0, NULL, NULL)")
        .run()
      await courier.send("PUT", "/articles/gauges/check-also", { pin: [], exclude: ["x"] })
      await courier.request("/articles/bread/check-also")
      await courier.services.db.prepare(`UPDATE ${table} SET ${column} = ?1`).bind(text).run()
      await courier.services.db.prepare("UPDATE articles SET announced_hash = NULL").run()
      courier.wait()

      for (const path of ["/", "/feeds", "/articles/bread", "/articles/bread/check-also", ...FORMATS]) {
        expect([path, (await courier.request(path)).status]).toEqual([path, 200])
      }
      for (const path of ["/articles", "/partners", "/partners/herald", "/partners/herald/items", "/status"]) {
        expect([path, (await courier.request(path, { headers: EDITOR })).status]).toEqual([path, 200])
      }
      expect((await courier.send("POST", "/check-also", { title: "About bread", content_text: "bread" })).status).toBe(
        200,
      )
      expect((await courier.put("lentils")).status).toBe(201)
      await tick(courier.services, courier.clock.now)
      await courier.render()
      courier.wait()
      expect(await titles(courier)).toContain("About lentils")
      expect((await courier.withdraw("bread")).status).toBe(204)
      expect((await courier.send("PUT", "/articles/gauges/check-also", { pin: [], exclude: [] })).status).toBe(200)
    },
  )

  it("is named by /health until it is whole again", async () => {
    const courier = await withStories()
    await addPartner({ id: "herald" })
    const set = (text: string) => courier.services.db.prepare("UPDATE partners SET history = ?1").bind(text).run()
    await set("{broken")
    expect((await courier.request("/partners/herald", { headers: EDITOR })).status).toBe(200)
    const found = { status: "degraded", damaged: [{ place: "partners.history", kind: "unreadable" }] }
    expect(await health(courier)).toMatchObject(found)
    expect(await (await courier.request("/status", { headers: EDITOR })).text()).toContain("herald")
    await tick(courier.services, courier.clock.now)
    expect(await health(courier)).toMatchObject(found)
    await set('{"arrivals":[]}')
    await tick(courier.services, courier.clock.now)
    expect(await health(courier)).toMatchObject({ status: "ok", damaged: [] })
  })

  it("is emptied by the clock after an hour where that loses nothing that is known", async () => {
    const courier = await withStories()
    await courier.services.db.prepare("UPDATE articles SET announced_feeds = '?'").run()
    await courier.request("/articles", { headers: EDITOR })
    await courier.services.db.prepare("UPDATE faults SET found_at = 0").run()
    await tick(courier.services, courier.clock.now)
    await tick(courier.services, courier.clock.now + 60_000)
    expect(await health(courier)).toMatchObject({ status: "ok" })
    await courier.render()
    await courier.withdraw("gauges")
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toEqual(["About saffron", "About bread"])
  })
})

describe("a list whose members are no links", () => {
  it.each(['["x"]', "[null]", "[[]]", '"abc"', "7", "{}"])("%s is made anew, and stops no feed", async (links) => {
    const courier = await withStories()
    await courier.request("/articles/bread/check-also")
    await courier.services.db.prepare("UPDATE check_also SET links = ?1").bind(links).run()
    courier.wait()
    expect((await courier.request("/articles/bread/check-also")).status).toBe(200)
    await courier.put("lentils")
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toContain("About lentils")
  })
})

describe("a number that is no time", () => {
  it.each(["created_at", "last_polled_at", "last_success_at", "next_poll_at"])(
    "in partners.%s breaks no list",
    async (column) => {
      const courier = newsroom()
      await addPartner({ id: "herald" })
      await courier.services.db.prepare(`UPDATE partners SET ${column} = 9000000000000000`).run()
      for (const path of ["/partners", "/partners/herald", "/status"]) {
        expect([path, (await courier.request(path, { headers: EDITOR })).status]).toEqual([path, 200])
      }
    },
  )

  it("in articles, items and faults breaks no page and no feed", async () => {
    const courier = await withStories()
    const { db } = courier.services
    await db.prepare("INSERT INTO faults VALUES ('partners.history', 'x', 'unreadable', 9000000000000000)").run()
    await db.prepare("UPDATE items SET published_at = 9000000000000000").run()
    await db.prepare("UPDATE articles SET modified_at = 9000000000000000 WHERE id = 'bread'").run()
    courier.wait()
    expect((await courier.request("/status", { headers: EDITOR })).status).toBe(200)
    expect((await courier.put("bread", { title: "Changed" })).status).toBe(200)
    await courier.put("lentils")
    await courier.render()
    courier.wait()
    expect(await titles(courier)).toContain("About lentils")
  })
})
