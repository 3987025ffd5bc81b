import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import type { HeldItem } from "../../src/model/held-item.ts"
import { findCandidates, findNewest } from "../../src/store/candidates.ts"
import { deletePartnerStatements } from "../../src/store/partners.ts"
import { countedDatabase } from "../support/counting.ts"
import { heldItem, hold } from "../support/held.ts"
import { addPartner, DAY, MINUTE, NOW } from "../support/partners.ts"

const db = (env as unknown as { DB: D1Database }).DB

/** What the call gives, and the rows that it reads. */
async function counted<T>(call: (db: D1Database) => Promise<T>): Promise<[result: T, rowsRead: number]> {
  const counted = countedDatabase(db)
  const result = await call(counted.db)
  return [result, counted.take().rowsRead]
}

describe("candidates of a search", () => {
  const about = (partnerId: string, count: number, changes: Partial<HeldItem> = {}) =>
    Array.from({ length: count }, (_, n) =>
      heldItem(`${partnerId}-${n}`, { partnerId, title: `Saffron harvest ${n}`, ...changes }),
    )
  const search = (limit = 40) =>
    counted((counting) =>
      findCandidates(
        counting,
        ["saffron", "harvest"].map((word) => ({ word, weight: 1 })),
        limit,
      ),
    )

  it("are still found when a disabled partner has more and better ones", async () => {
    await addPartner({ id: "herald" })
    await addPartner({ id: "asleep", enabled: false })
    await hold(db, [...about("asleep", 300), ...about("herald", 3, { title: "Harvest", summary: "Saffron" })])
    const [found] = await search()
    expect(found.map(({ id }) => id).sort()).toEqual(["herald-0", "herald-1", "herald-2"])
  })

  it("are still found when many better ones are dead", async () => {
    await addPartner({ id: "herald" })
    await hold(db, [...about("herald", 100), ...about("", 1, { title: "Harvest", summary: "Saffron" })])
    await db.prepare("UPDATE items SET state = 'dead' WHERE partner_id = 'herald'").run()
    const [found] = await search()
    expect(found.map(({ id }) => id)).toEqual(["-0"])
  })

  it("are the best ones", async () => {
    await addPartner({ id: "herald" })
    await hold(db, [...about("herald", 50, { title: "Saffron" }), heldItem("best", { title: "Saffron harvest" })])
    const [found] = await search(1)
    expect(found.map(({ id }) => id)).toEqual(["best"])
  })

  it("cost no more rows of items than they are, while nothing is left out", async () => {
    await addPartner({ id: "herald" })
    await hold(db, about("herald", 40))
    const [, few] = await search(20)
    await hold(db, about("herald", 400))
    const [found, many] = await search(20)
    expect(found).toHaveLength(20)
    // The index has 360 items more with two words each. Rows of items and partners are not among what is added.
    expect(many - few).toBeLessThanOrEqual(360 * 5)
  })
})

describe("partners' newest stories", () => {
  const bounds = { languages: ["en"], since: NOW - 30 * DAY, perPartner: 10, limit: 100 }
  const newest = (changes: Partial<typeof bounds> = {}) =>
    counted((counting) => findNewest(counting, { ...bounds, ...changes }))
  const partnersOf = (found: { partnerId: string }[]) => [...new Set(found.map(({ partnerId }) => partnerId))].sort()

  /** Partners with a story each, written with few statements. */
  async function fill(count: number, changes: Partial<HeldItem> = {}, from = 0) {
    const add = db.prepare(
      `INSERT INTO partners (id, name, home_url, created_at)
       SELECT 'p' || value, 'p', 'https://p.example/', 0 FROM json_each(?1)`,
    )
    const all = Array.from({ length: count }, (_, n) => from + n)
    await add.bind(JSON.stringify(all)).run()
    const items = all.map((n) =>
      heldItem(`i${n}`, { partnerId: `p${n}`, publishedAt: NOW - (n + 1) * MINUTE, ...changes }),
    )
    for (let at = 0; at < count; at += 1000) await hold(db, items.slice(at, at + 1000))
  }

  it("cost the same with ten, a thousand and ten thousand partners", async () => {
    await fill(10)
    const [, ten] = await newest()
    await fill(990, {}, 10)
    const [, thousand] = await newest()
    await fill(9000, {}, 1000)
    const [found, tenThousand] = await newest()
    expect(found).toHaveLength(50)
    expect(partnersOf(found)).toEqual(Array.from({ length: 50 }, (_, n) => `p${n}`).sort())
    expect(ten).toBeLessThan(150)
    expect(thousand).toBeLessThan(600)
    expect(tenThousand).toBe(thousand)
  })

  it("are found in a language of few, behind a thousand partners of another", async () => {
    await fill(1000)
    await addPartner({ id: "pashto", language: "ps-AF" })
    await hold(db, [
      heldItem("own", { partnerId: "pashto", language: null, publishedAt: NOW - 2 * DAY }),
      heldItem("other", { partnerId: "pashto", language: "fa", publishedAt: NOW - DAY }),
    ])
    const [found, rows] = await newest({ languages: ["ps"] })
    expect(found.map(({ id }) => id)).toEqual(["own"])
    expect(rows).toBeLessThan(50)
  })

  it("are of all partners, also beside one that floods", async () => {
    await addPartner({ id: "herald" })
    await addPartner({ id: "flood" })
    await hold(db, [
      heldItem("quiet", { publishedAt: NOW - DAY }),
      ...Array.from({ length: 500 }, (_, n) => heldItem(`f${n}`, { partnerId: "flood" })),
    ])
    const [found, rows] = await newest()
    expect(partnersOf(found)).toEqual(["flood", "herald"])
    expect(found).toHaveLength(11)
    expect(rows).toBeLessThan(100)
  })

  it.each([
    ["is disabled", { enabled: false }],
    ["becomes a sponsor", { sponsored: true }],
    ["becomes the newsroom's own CMS", { role: "house" as const }],
    ["is in another language", { language: "de" }],
  ])("are without a partner that %s, and with it when it is as before", async (_, changes) => {
    await addPartner({ id: "herald" })
    await hold(db, [heldItem("a", { language: null })])
    const ids = async () => (await newest())[0].map(({ id }) => id)
    expect(await ids()).toEqual(["a"])
    await addPartner({ id: "herald", ...changes })
    expect(await ids()).toEqual([])
    await addPartner({ id: "herald" })
    expect(await ids()).toEqual(["a"])
  })

  it("cost no rows of partners that are disabled", async () => {
    await fill(1000)
    for (let n = 0; n < 200; n++) await addPartner({ id: `p${n}`, enabled: false })
    const [found, rows] = await newest()
    expect(partnersOf(found)).toEqual(Array.from({ length: 50 }, (_, n) => `p${200 + n}`).sort())
    expect(rows).toBeLessThan(600)
  })

  it("are gone with the partner", async () => {
    await addPartner({ id: "herald" })
    await hold(db, [heldItem("a")])
    await db.prepare("DELETE FROM items").run()
    await db.batch(deletePartnerStatements(db, "herald"))
    expect((await newest())[0]).toEqual([])
    expect(await db.prepare("SELECT count(*) AS n FROM partner_languages").first("n")).toBe(0)
  })
})
