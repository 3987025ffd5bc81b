import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import type { Article } from "../../src/model/article.ts"
import { findCandidates } from "../../src/store/candidates.ts"
import { updateItemStatements } from "../../src/store/item-writes.ts"
import {
  indexOwnStoryStatements,
  indexPage,
  indexStatements,
  removeOwnStoryStatements,
  unindexStatements,
} from "../../src/store/search-index.ts"
import { countWords, recountPieces, recountWords } from "../../src/store/word-counts.ts"
import { countedDatabase } from "../support/counting.ts"
import { heldItem, hold } from "../support/held.ts"
import { addPartner, NOW } from "../support/partners.ts"

const db = (env as unknown as { DB: D1Database }).DB
const found = async (...words: string[]) =>
  (
    await findCandidates(
      db,
      words.map((word) => ({ word, weight: 1 })),
      50,
    )
  )
    .map(({ id }) => id)
    .sort()

const article: Article = {
  id: "gauges",
  guid: "https://courier.example/articles/gauges",
  url: "https://courier.example/articles/gauges",
  title: "Gauges return",
  summary: "The river is measured again.",
  contentHtml: "<p>Engineers in <b>Bagrami</b> mounted them.</p>",
  authors: [],
  tags: ["Hydrology"],
  language: "en",
  attachments: [],
  datePublished: "2026-11-20T08:00:00.000Z",
  dateModified: "2026-11-20T08:00:00.000Z",
}

beforeEach(() => addPartner({ id: "herald" }))

describe("the search index", () => {
  it.each([
    ["title", { title: "Saffron harvest begins" }],
    ["summary", { summary: "It is about saffron." }],
    ["body", { content: "Long before saffron came here." }],
    ["tags", { tags: ["Farming", "Saffron"] }],
  ])("finds an item by a word of its %s", async (_, changes) => {
    await hold(db, [heldItem("a", changes), heldItem("b")])
    expect(await found("saffron")).toEqual(["a"])
  })

  it("finds an updated item by its new words only", async () => {
    await hold(db, [heldItem("a", { title: "Saffron prices" })])
    const changed = heldItem("a", { title: "Carpet prices" })
    await db.batch([...updateItemStatements(db, [changed]), ...indexStatements(db, [changed])])
    expect([await found("saffron"), await found("carpet")]).toEqual([[], ["a"]])
  })

  it("forgets items that were taken out, and takes them again", async () => {
    const items = [heldItem("a", { title: "Saffron" }), heldItem("b", { title: "Saffron" })]
    await hold(db, items)
    await db.batch(unindexStatements(db, ["a", "never-held"]))
    expect(await found("saffron")).toEqual(["b"])
    await db.batch(indexStatements(db, items))
    expect(await found("saffron")).toEqual(["a", "b"])
  })

  it("takes a thousand items in one batch", async () => {
    await hold(
      db,
      Array.from({ length: 1000 }, (_, n) =>
        heldItem(`i${n}`, { title: `Story number${n}`, content: "saffron ".repeat(100) }),
      ),
    )
    expect(await found("number999")).toEqual(["i999"])
  })

  it.each(['") OR 1', "ends'; DROP TABLE items", "NEAR(a b)", "*", "title:saffron", "-", ""])(
    "takes the word %j for a word",
    async (word) => {
      await hold(db, [heldItem("a", { title: "Saffron" })])
      expect(await found(word)).toEqual([])
    },
  )

  it("gives no item that is not live or whose partner is disabled", async () => {
    await addPartner({ id: "asleep", enabled: false })
    await hold(db, [
      heldItem("a", { title: "Saffron" }),
      heldItem("b", { title: "Saffron" }),
      heldItem("c", { title: "Saffron", partnerId: "asleep" }),
    ])
    await db.prepare("UPDATE items SET state = 'withdrawn' WHERE id = 'b'").run()
    expect(await found("saffron")).toEqual(["a"])
  })

  it("is made anew from the items alone", async () => {
    await hold(
      db,
      Array.from({ length: 1100 }, (_, n) => heldItem(`i${n}`, { title: n % 2 ? "Saffron" : "Carpet" })),
    )
    await db.prepare("UPDATE items SET state = 'dead' WHERE id = 'i1'").run()
    await db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    expect(await found("saffron")).toEqual([])
    let indexed = 0
    for (let page = await indexPage(db, -1, 500); page; page = await indexPage(db, page.last, 500))
      indexed += page.count
    expect(indexed).toBe(1099)
    expect((await countWords(db, ["saffron"])).counts.get("saffron")).toBe(549)
  })
})

describe("a rebuild of the index", () => {
  it("removes entries that are of no live item, at the start, between and at the end", async () => {
    const items = ["a", "b", "c", "d", "e", "f"].map((id) => heldItem(id, { title: "Saffron" }))
    await hold(db, items)
    await db.prepare("UPDATE items SET state = 'withdrawn' WHERE id IN ('a', 'c')").run()
    await db.prepare("DELETE FROM items WHERE id IN ('d', 'f')").run()
    let pages = 0
    for (let page = await indexPage(db, -1, 1); page; page = await indexPage(db, page.last, 1)) pages++
    expect(pages).toBe(2)
    expect(await db.prepare("SELECT count(*) AS n FROM search").first("n")).toBe(2)
    expect(await found("saffron")).toEqual(["b", "e"])
  })

  it("reads each item once, at the same cost in an index of any size", async () => {
    const counted = countedDatabase(db)
    const hold600 = (from: number) =>
      hold(
        db,
        Array.from({ length: 600 }, (_, n) => heldItem(`i${from + n}`, { title: `Saffron number${n}` })),
      )
    await hold600(0)
    await indexPage(counted.db, -1, 200)
    const small = counted.take()
    await hold600(600)
    await hold600(1200)
    const pages = []
    for (let page = await indexPage(counted.db, -1, 200); page; page = await indexPage(counted.db, page.last, 200))
      pages.push(counted.take())
    expect(pages).toHaveLength(9)
    for (const page of [small, ...pages]) {
      expect(page.statements).toBe(3)
      // The item, its ids, its size and its entry.
      expect(page.rowsRead).toBeLessThanOrEqual(200 * 6 + 10)
    }
  })
})

describe("the own archive", () => {
  it("holds an article under its id, with words of its text, until it is withdrawn", async () => {
    await db.batch(indexOwnStoryStatements(db, article, NOW))
    expect(await found("bagrami")).toEqual(["gauges"])
    expect(await found("hydrology")).toEqual(["gauges"])
    const row = await db.prepare("SELECT partner_id, published_at, state FROM items WHERE id = 'gauges'").first()
    expect(row).toEqual({ partner_id: "", published_at: Date.parse(article.datePublished), state: "live" })
    await db.batch(removeOwnStoryStatements(db, "gauges"))
    expect(await found("bagrami")).toEqual([])
    expect(await db.prepare("SELECT count(*) AS n FROM items").first("n")).toBe(0)
  })

  it("follows an article's changes, and holds it once", async () => {
    await db.batch(indexOwnStoryStatements(db, article, NOW))
    await db.batch(
      indexOwnStoryStatements(db, { ...article, contentHtml: "<p>In Paghman.</p>", title: "New gauges" }, NOW),
    )
    expect([await found("bagrami"), await found("paghman")]).toEqual([[], ["gauges"]])
    expect(await db.prepare("SELECT title FROM items").all()).toMatchObject({ results: [{ title: "New gauges" }] })
  })

  it("never takes a partner's item for an article of the same id", async () => {
    await hold(db, [heldItem("gauges-2", { title: "Saffron" })])
    await db.batch(removeOwnStoryStatements(db, "gauges-2"))
    expect(await found("saffron")).toEqual(["gauges-2"])
  })
})

describe("word counts", () => {
  const many = (count: number, title: (n: number) => string, from = 0) =>
    Array.from({ length: count }, (_, n) => heldItem(`i${from + n}`, { title: title(from + n) }))

  it("count words while the index is young", async () => {
    await hold(
      db,
      many(3, (n) => (n ? "Saffron harvest" : "Saffron")),
    )
    const { total, counts } = await countWords(db, ["saffron", "harvest", "carpet"])
    expect([total, ...counts.values()]).toEqual([3, 3, 2, 0])
  })

  it("are taken again when the index has grown, and are the same for common and rare words", async () => {
    await hold(
      db,
      many(600, (n) => `Saffron number${n % 100}`),
    )
    await recountWords(db, NOW)
    await recountWords(db, NOW + 1)
    expect(await db.prepare("SELECT counted_at FROM search_size").first("counted_at")).toBe(NOW)
    const common = await db.prepare("SELECT word, items FROM common_words").all()
    expect(common.results).toEqual([{ word: "saffron", items: 600 }])
    const { total, counts } = await countWords(db, ["saffron", "number7", "carpet"])
    expect([total, ...counts.values()]).toEqual([600, 600, 6, 0])
    await hold(
      db,
      many(600, (n) => `Carpet number${n % 100}`, 600),
    )
    expect((await countWords(db, ["carpet"])).total).toBe(1200)
    await recountWords(db, NOW)
    expect((await countWords(db, ["carpet"])).counts.get("carpet")).toBe(600)
  })

  it("are taken in pieces, tick by tick, and stay as they were until their turn", async () => {
    const word = (n: number) => `w${String(n).padStart(5, "0")}`
    // 12 items with 500 words each of their own, and a word at the end of the index that is in all: more than one tick.
    const items = Array.from({ length: 12 }, (_, n) => {
      const own = Array.from({ length: 500 }, (_, each) => word(n * 500 + each)).join(" ")
      return heldItem(`i${n}`, { title: "zebra", content: own })
    })
    await hold(db, items)
    await hold(
      db,
      many(600, () => "Zebra", 100),
    )
    await db.prepare("INSERT INTO common_words VALUES ('zebra', 99), ('zz', 99)").run()
    const counted = countedDatabase(db)
    const stored = async () => (await countWords(db, ["zebra"])).counts.get("zebra")
    await recountWords(counted.db, NOW)
    expect(await stored()).toBe(99)
    const first = counted.take()
    expect(first.statements).toBe(2 + 20 * 4)
    await recountWords(counted.db, NOW)
    expect(await stored()).toBe(612)
    const second = counted.take()
    expect(second.statements).toBe(1 + 5 * 4)
    // Each word once, and each item's sizes once.
    expect(first.rowsRead + second.rowsRead).toBeLessThan(6001 + 612 + 500)
    expect((await db.prepare("SELECT word FROM common_words").all()).results).toEqual([{ word: "zebra" }])
    await recountWords(counted.db, NOW)
    expect(counted.take().statements).toBe(1)
  })

  it("are cheap for words that are not common, in an index of any size", async () => {
    await hold(
      db,
      many(600, (n) => `Saffron ${n < 200 ? "harvest" : "market"}`),
    )
    await recountWords(db, NOW)
    // As if the index had a million items: a word in 200 of them is stored then too.
    await db.prepare("UPDATE search_size SET items = 1000000").run()
    await recountPieces(db, "", 1)
    const { results } = await db.prepare("SELECT word FROM common_words ORDER BY word").all<{ word: string }>()
    expect(results.map(({ word }) => word)).toEqual(["harvest", "market", "saffron"])
  })
})
