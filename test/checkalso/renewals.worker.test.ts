import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { renewList, renewStaleLists } from "../../src/checkalso/renew.ts"
import type { Services } from "../../src/model/services.ts"
import { dueLists } from "../../src/store/due-lists.ts"
import { readRevision } from "../../src/store/revisions.ts"
import { countedDatabase } from "../support/counting.ts"
import { heldItem, hold } from "../support/held.ts"
import { newsroom } from "../support/newsroom.ts"
import { addPartner, DAY, HOUR, MINUTE, NOW } from "../support/partners.ts"

const db = (env as unknown as { DB: D1Database }).DB

const WORDS = Array.from({ length: 16 }, (_, n) => `topic${n}`)
const FRESH = NOW + HOUR

/** Lists of live articles that all share their sixteen words. The higher its number, the older an article and its list. */
async function addLists(from: number, to: number, renewAt = FRESH) {
  const numbers = JSON.stringify(Array.from({ length: to - from }, (_, n) => from + n))
  await db.batch([
    db
      .prepare(
        `INSERT INTO articles (id, guid, hash, state, url, url_key, title, language, published_at, modified_at, bytes)
         SELECT 'a' || value, 'a' || value, 'h', 'live', '', '', '', 'en', ?2 - value, 0, 0 FROM json_each(?1)`,
      )
      .bind(numbers, NOW),
    db
      .prepare(
        `INSERT INTO check_also (article_id, links, revised, computed_at, renew_at)
         SELECT 'a' || value, '[]', 'r', ?2 - value * 1000, ?3 FROM json_each(?1)`,
      )
      .bind(numbers, NOW, renewAt),
    db
      .prepare(
        `INSERT INTO check_also_words (word, article_id, weight)
         SELECT word.value, 'a' || list.value, 0.0625 + list.value / 1e6 FROM json_each(?1) AS list, json_each(?2) AS word
         WHERE 1 ON CONFLICT DO NOTHING`,
      )
      .bind(numbers, JSON.stringify(WORDS)),
  ])
}

/** Holds so many new items about the same, and gives what it cost. */
async function arrive(count: number, name: string) {
  const counted = countedDatabase(db)
  await hold(
    counted.db,
    Array.from({ length: count }, (_, n) => heldItem(`${name}${n}`, { title: WORDS.slice(0, 4).join(" ") })),
  )
  return counted.take()
}

const staleCount = () =>
  db.prepare("SELECT count(*) AS n FROM check_also WHERE renew_at <= ?1").bind(NOW).first<number>("n")

beforeEach(() => addPartner({ id: "herald" }))

describe("items that arrive", () => {
  it("cost the same rows however many lists share their words", async () => {
    await addLists(0, 200)
    const few = await arrive(20, "first")
    await addLists(200, 2000)
    const many = await arrive(20, "second")
    expect(many.rowsRead).toBeLessThanOrEqual(few.rowsRead * 1.1)
    // Of each of the four words, an item looks at a hundred lists.
    expect(many.rowsRead / 20).toBeLessThan(4 * 100 * 5)
    expect(await staleCount()).toBeGreaterThanOrEqual(100)
  })

  it("make a list stale once, until it is renewed", async () => {
    await addLists(0, 50)
    const first = await arrive(5, "first")
    expect(await staleCount()).toBe(50)
    const second = await arrive(5, "second")
    // Each list, and its place in the index of those that are due.
    expect(first.rowsWritten - second.rowsWritten).toBeGreaterThanOrEqual(50)
  })
})

describe("the lists that are renewed next", () => {
  const due = async (limit: number) => (await dueLists(db, NOW, limit)).map(({ id }) => id)

  it("are those of the newest articles, those marked longest ago, and those past their age, in turn", async () => {
    await addLists(0, 90)
    await arrive(1, "new")
    expect(await staleCount()).toBe(90)
    await addLists(300, 400, NOW - MINUTE)
    expect(await due(6)).toEqual(["a0", "a89", "a300", "a1", "a88", "a301"])
  })

  it("are first those whose partners have changed", async () => {
    await addLists(0, 10)
    await arrive(1, "new")
    await db.prepare("UPDATE check_also SET renew_at = 0 WHERE article_id = 'a5'").run()
    expect(await due(2)).toEqual(["a0", "a5"])
  })

  it("leave no place empty", async () => {
    await addLists(300, 310, NOW - MINUTE)
    expect(await due(40)).toHaveLength(10)
  })

  it("are found with a bounded number of rows", async () => {
    const counted = countedDatabase(db)
    await addLists(0, 500, NOW - MINUTE)
    await dueLists(counted.db, NOW, 40)
    const few = counted.take()
    await addLists(500, 2000, NOW - MINUTE)
    await dueLists(counted.db, NOW, 40)
    expect(counted.take().rowsRead).toBeLessThanOrEqual(few.rowsRead + 10)
    expect(few.rowsRead).toBeLessThan(1000)
  })

  it("come to every list, also while a flood makes all stale again each minute", async () => {
    const { services, put, clock } = newsroom()
    const ids = Array.from({ length: 60 }, (_, n) => `flooded-${n}`)
    for (const id of ids) {
      await put(id, { title: WORDS.slice(0, 6).join(" ") })
      clock.now += 1000
      await makeList(services, id, clock.now)
    }
    const begin = clock.now
    const waiting = () =>
      db.prepare("SELECT count(*) AS n FROM check_also WHERE computed_at <= ?1").bind(begin).first<number>("n")
    expect(await waiting()).toBe(60)
    let ticks = 0
    for (; (await waiting())! > 0 && ticks < 10; ticks++) {
      clock.now += MINUTE
      await arrive(5, `tick${ticks}-`)
      await db.prepare("UPDATE check_also SET renew_at = computed_at / 1000").run()
      await renewStaleLists(services, clock.now)
    }
    expect(ticks).toBeLessThanOrEqual(3)
  })
})

async function makeList(services: Services, id: string, now: number) {
  const hash = await db.prepare("SELECT hash FROM articles WHERE id = ?1").bind(id).first<string>("hash")
  await renewList(services, (await readRevision(services, { id, hash: hash! }))!, now)
}

describe("a list that is renewed", () => {
  it("writes only what has changed, with few statements", async () => {
    const { services, put, clock } = newsroom()
    await put("gauges", {
      title: "River gauges return to the Kabul River at Bagrami",
      content_html: "<p>Engineers mounted eleven gauges to warn villages downstream before a flood.</p>",
    })
    await hold(db, [
      heldItem("floods", {
        title: "Floods at Bagrami: no gauges on the Kabul River",
        summary: "Villages downstream had no warning, engineers say.",
      }),
    ])
    await makeList(services, "gauges", clock.now)
    const counted = countedDatabase(db)
    await makeList({ ...services, db: counted.db }, "gauges", clock.now + MINUTE)
    const again = counted.take()
    expect(again.rowsWritten).toBeLessThanOrEqual(4)
    expect(again.statements).toBeLessThanOrEqual(20)
    const listed = await db.prepare("SELECT item_id FROM list_items WHERE article_id = 'gauges'").all()
    expect(listed.results).toEqual([{ item_id: "floods" }])
  })

  it("follows the words of a changed article, and forgets them when it is old", async () => {
    const { services, put, clock } = newsroom()
    const words = async () =>
      (await db.prepare("SELECT word FROM check_also_words ORDER BY word").all<{ word: string }>()).results.map(
        ({ word }) => word,
      )
    await put("a", { title: "Saffron harvest", content_html: "<p>Saffron.</p>" })
    await makeList(services, "a", clock.now)
    expect(await words()).toEqual(["harvest", "saffron"])
    await put("a", { title: "Saffron market", content_html: "<p>Saffron.</p>" })
    await makeList(services, "a", clock.now)
    expect(await words()).toEqual(["market", "saffron"])
    expect(await db.prepare("SELECT sum(weight) AS sum FROM check_also_words").first("sum")).toBeCloseTo(1, 1)
    await makeList(services, "a", clock.now + 30 * DAY)
    expect(await words()).toEqual([])
  })
})
