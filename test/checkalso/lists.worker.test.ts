import { beforeEach, describe, expect, it } from "vitest"
import { linksForDraft } from "../../src/checkalso/compute.ts"
import { editLinks } from "../../src/checkalso/edit.ts"
import { renewStaleLists } from "../../src/checkalso/renew.ts"
import { linksForArticle } from "../../src/checkalso/serve.ts"
import type { Article } from "../../src/model/article.ts"
import type { Link } from "../../src/model/link.ts"
import { publishArticle } from "../../src/newsroom/publish.ts"
import { withdrawArticle } from "../../src/newsroom/withdraw.ts"
import { withdrawItemStatements } from "../../src/store/item-writes.ts"
import { storedLinks, storedLists } from "../../src/store/link-lists.ts"
import { unindexStatements } from "../../src/store/search-index.ts"
import { heldItem, hold } from "../support/held.ts"
import { newsroom } from "../support/newsroom.ts"
import { addPartner, DAY, HOUR, MINUTE, NOW } from "../support/partners.ts"

const DRAFT = {
  title: "River gauges return to the Kabul River at Bagrami",
  contentText: `Engineers have mounted eleven river gauges along the Kabul River, seven years after the last station at
    Bagrami went silent. The hydrology department in Kabul wants to warn villages downstream before a flood. Najibullah
    Safi, who leads the work, says the gauges send the water level every quarter of an hour.`,
  language: "en",
  authors: [],
  tags: ["Hydrology"],
  attachments: [],
}

const RELATED = heldItem("floods", {
  title: "Floods at Bagrami: why the Kabul River rose without warning",
  summary: "The hydrology department had no gauges on the river when the flood reached villages downstream.",
})
const ALSO = heldItem("hydrology", {
  partnerId: "voice",
  title: "Hydrology department rebuilds gauges on Afghan rivers",
  summary: "Najibullah Safi on eleven new stations along the Kabul River, and what villages get from them.",
})
const UNRELATED = heldItem("saffron", {
  title: "Saffron growers in Herat expect a late harvest",
  summary: "Frost kept the crocuses closed, growers say, but prices hold at the bazaar.",
})

/** Stories about other things, so that words are as rare as in an index of some size. */
const OTHERS = Array.from({ length: 60 }, (_, n) =>
  heldItem(`other-${n}`, {
    title: `Council number ${n} debates bus route ${n + 100} and school ${n * 7}`,
    summary: `Members of council ${n} say that the ${["bread", "tax", "road", "market"][n % 4]} question waits another month.`,
  }),
)

const ids = (links: Link[]) => links.map(({ id }) => id)

function setUp() {
  const room = newsroom()
  const { services } = room
  const db = services.db
  return {
    ...room,
    db,
    async publish(id = "gauges", changes: Partial<typeof DRAFT> = {}): Promise<Article> {
      const done = await publishArticle(services, id, { ...DRAFT, ...changes }, room.clock.now)
      if (!("article" in done)) throw new Error(done.outcome)
      return done.article
    },
    links: (article: Article, limit = 5) => linksForArticle(services, article, { limit, fill: 0, now: room.clock.now }),
    draft: async (changes: object = {}, limit = 5) =>
      (await linksForDraft(services, { ...DRAFT, ...changes }, { limit, fill: 0, now: room.clock.now })).links,
    edit: (article: Article, edits: { pin?: Parameters<typeof editLinks>[2]["pin"]; exclude?: string[] }) =>
      editLinks(services, article, { pin: [], exclude: [], fill: false, ...edits }, room.clock.now),
    withdrawItem: (id: string) =>
      db.batch([...unindexStatements(db, [id]), ...withdrawItemStatements(db, [id], "partner")]),
  }
}

beforeEach(async () => {
  await addPartner({ id: "herald" })
  await addPartner({ id: "voice" })
  const { db } = setUp()
  await hold(db, OTHERS)
})

describe("a draft's links", () => {
  it("are the partners' stories on its subject, with score and reason, and nothing else", async () => {
    const { db, draft } = setUp()
    await hold(db, [RELATED, ALSO, UNRELATED])
    const links = await draft()
    expect(ids(links).sort()).toEqual(["floods", "hydrology"])
    for (const link of links) {
      expect(link.score).toBeGreaterThan(0)
      expect(link.score).toBeLessThanOrEqual(1)
      expect(link.reason.length).toBeGreaterThan(0)
      for (const word of link.reason) expect(`${DRAFT.title} ${DRAFT.contentText} ${DRAFT.tags}`).toContain(word)
    }
    expect(links.find(({ id }) => id === "floods")).toMatchObject({
      url: RELATED.url,
      title: RELATED.title,
      summary: RELATED.summary,
      partner: "herald",
      partnerName: "The herald",
      datePublished: "2026-11-23T12:00:00.000Z",
      language: "en",
      pinned: false,
      sponsored: false,
    })
  })

  it("are none where nothing is related", async () => {
    const { db, draft } = setUp()
    await hold(db, [UNRELATED])
    expect(await draft()).toEqual([])
  })

  it("are none in an empty index", async () => {
    const { db, draft } = setUp()
    await db.prepare("DELETE FROM items").run()
    await db.prepare("INSERT INTO search (search) VALUES ('delete-all')").run()
    expect(await draft()).toEqual([])
  })

  it.each([
    ["no text", { title: "A", contentText: "" }],
    ["signs alone", { title: "?! — …", contentText: "*** “” ***" }],
    ["quotes and operators", { title: `" OR NOT NEAR(`, contentText: "'; DROP TABLE items; --" }],
    ["one word a thousand times", { title: "gauges", contentText: "gauges ".repeat(1000) }],
    ["half a surrogate pair", { title: "\ud83d", contentText: "\udc00" }],
  ])("are found for a draft of %s without an error", async (_, changes) => {
    const { db, draft } = setUp()
    await hold(db, [RELATED])
    expect(Array.isArray(await draft(changes))).toBe(true)
  })

  it("leave out what stands at its own address, in whatever form", async () => {
    const { db, draft } = setUp()
    await hold(db, [RELATED, ALSO])
    const url = `http://www.herald.example/floods/?utm_source=feed#top`
    expect(ids(await draft({ url }))).toEqual(["hydrology"])
  })

  it("show one story once, by its first publisher", async () => {
    const { db, draft } = setUp()
    const copy = (id: string, partnerId: string, hours: number) =>
      heldItem(id, {
        ...RELATED,
        id,
        partnerId,
        url: `https://${partnerId}.example/${id}`,
        publishedAt: NOW - hours * HOUR,
      })
    await hold(db, [copy("second", "herald", 1), copy("first", "voice", 5), ALSO])
    expect(ids(await draft()).sort()).toEqual(["first", "hydrology"])
  })

  it("keep to max_links a partner", async () => {
    const { db, draft } = setUp()
    await addPartner({ id: "herald", maxLinks: 1 })
    await hold(db, [
      RELATED,
      heldItem("more", { ...ALSO, id: "more", partnerId: "herald", url: "https://herald.example/more" }),
    ])
    expect(await draft()).toHaveLength(1)
  })

  it("are of no disabled partner", async () => {
    const { db, draft } = setUp()
    await addPartner({ id: "voice", enabled: false })
    await hold(db, [RELATED, ALSO])
    expect(ids(await draft())).toEqual(["floods"])
  })

  it("label what is sponsored", async () => {
    const { db, draft } = setUp()
    await addPartner({ id: "voice", sponsored: true })
    await hold(db, [ALSO])
    expect(await draft()).toMatchObject([{ id: "hydrology", sponsored: true }])
  })

  it("are stored nowhere", async () => {
    const { db, draft } = setUp()
    await hold(db, [RELATED])
    await draft()
    expect(await db.prepare("SELECT count(*) AS n FROM check_also").first("n")).toBe(0)
  })
})

describe("languages", () => {
  it.each([
    [
      "ps",
      {
        title: "د کابل سیند د اوبو کچه بیا اندازه کیږي",
        contentText: "انجنیرانو په بګرامي کې د کابل سیند پر غاړه یوولس د اوبو کچې سنجوونکي ولګول.",
      },
      { title: "بگرامي: د كابل سیند سېلاب", summary: "په بګرامي کې د کابل سیند اوبه لوړې شوې او سنجوونکي نه وو." },
    ],
    [
      "zh",
      {
        title: "喀布尔河水位站恢复运行",
        contentText: "工程师在巴格拉米安装了十一个水位站，水文部门希望在洪水到来之前警告下游村庄。",
      },
      { title: "巴格拉米洪水：喀布尔河为何没有预警", summary: "水文部门当时在喀布尔河上没有水位站。" },
    ],
    [
      "de",
      {
        title: "Pegel kehren an den Kabul-Fluss zurück",
        contentText:
          "Ingenieure haben in Bagrami elf Pegel gesetzt, damit das Hydrologische Amt vor Hochwasser warnen kann.",
      },
      {
        title: "Hochwasser in Bagrami: keine Pegel am Kabul-Fluss",
        summary: "Das hydrologische Amt konnte die Dörfer nicht warnen.",
      },
    ],
  ])("find their own: %s", async (language, subject, story) => {
    const { db, draft } = setUp()
    await hold(db, [heldItem("story", { ...story, language }), UNRELATED])
    expect(ids(await draft({ ...subject, language, tags: [] }))).toEqual(["story"])
  })
})

describe("the own archive", () => {
  it("fills up where partners leave room, to its share of the list", async () => {
    const { db, draft, publish } = setUp()
    for (const n of [1, 2, 3]) {
      await publish(`archive-${n}`, {
        title: `${["Gauges", "Hydrology", "Floods"][n - 1]} on the Kabul River at Bagrami, part ${n}`,
        contentText: `${["Stations", "Engineers", "Villages"][n - 1]} along the Kabul River ${"one two three".split(" ")[n - 1]}: ${DRAFT.contentText.slice(n * 60)}`,
      })
    }
    await hold(db, [RELATED])
    const links = await draft({}, 5)
    expect(links[0]).toMatchObject({ id: "floods", partner: "herald" })
    // OWN_SHARE is 0.4: two of five.
    expect(links.slice(1).map(({ partner, partnerName }) => [partner, partnerName])).toEqual([
      ["", "The Kabul Courier"],
      ["", "The Kabul Courier"],
    ])
  })

  it("never gives an article itself, nor one that was withdrawn", async () => {
    const { services, publish, links, clock } = setUp()
    const article = await publish()
    await publish("older", {
      title: "Kabul River gauges at Bagrami, a history",
      contentText:
        "Seven years ago the hydrology department lost its last station at Bagrami. Since then no gauge told villages of a flood.",
    })
    expect(ids(await links(article))).toEqual(["older"])
    await withdrawArticle(services, "older", clock.now)
    expect(ids(await links(article))).toEqual([])
  })
})

describe("a stored list", () => {
  it("serves while fresh, without the index", async () => {
    const { db, publish, links } = setUp()
    await hold(db, [RELATED])
    const article = await publish()
    expect(ids(await links(article))).toEqual(["floods"])
    await db.prepare("DROP TABLE search").run()
    expect(ids(await links(article))).toEqual(["floods"])
  })

  it("serves when stale and the index fails", async () => {
    const { db, publish, links, clock } = setUp()
    await hold(db, [RELATED])
    const article = await publish()
    await links(article)
    await db.prepare("DROP TABLE search").run()
    clock.now += 30 * DAY
    expect(ids(await links(article))).toEqual(["floods"])
  })

  it("is served stale while it is renewed behind the response", async () => {
    const { services, db, publish, links, clock } = setUp()
    await hold(db, [RELATED])
    const article = await publish()
    await links(article)
    await hold(db, [ALSO])
    const work: Promise<unknown>[] = []
    const served = await linksForArticle(services, article, {
      limit: 5,
      fill: 0,
      now: clock.now,
      waitUntil: (each) => work.push(each),
    })
    expect(ids(served)).toEqual(["floods"])
    await Promise.all(work)
    expect(ids(await links(article)).sort()).toEqual(["floods", "hydrology"])
  })

  it("drops what was withdrawn since, at once, in pages and feeds", async () => {
    const { db, publish, links, withdrawItem } = setUp()
    await hold(db, [RELATED, ALSO])
    const article = await publish()
    await links(article)
    await withdrawItem("floods")
    expect(ids(await links(article))).toEqual(["hydrology"])
    expect(ids((await storedLinks(db, ["gauges"])).get("gauges")!)).toEqual(["hydrology"])
    await addPartner({ id: "voice", enabled: false })
    expect((await storedLinks(db, ["gauges"])).size).toBe(0)
  })

  it("is stale when an item arrives that could enter it, not for others", async () => {
    const { db, publish, links, clock } = setUp()
    const article = await publish()
    await links(article)
    const renewAt = async () => (await storedLists(db, ["gauges"])).get("gauges")!.renewAt
    await hold(db, [UNRELATED])
    expect(await renewAt()).toBeGreaterThan(clock.now)
    await hold(db, [RELATED])
    expect(await renewAt()).toBeLessThan(clock.now)
  })

  it("is renewed by the clock", async () => {
    const { services, db, publish, links, clock } = setUp()
    const article = await publish()
    expect(await links(article)).toEqual([])
    await hold(db, [RELATED])
    expect(await renewStaleLists(services, clock.now)).toBe(1)
    expect(ids((await storedLinks(db, ["gauges"])).get("gauges")!)).toEqual(["floods"])
    expect(await renewStaleLists(services, clock.now)).toBe(0)
  })

  it("is tried again soon when it is empty", async () => {
    const { services, publish, links, clock } = setUp()
    await links(await publish())
    clock.now += 11 * MINUTE
    expect(await renewStaleLists(services, clock.now)).toBe(1)
  })

  it("is made anew for a changed article", async () => {
    const { db, publish, links, clock } = setUp()
    await hold(db, [RELATED, UNRELATED])
    expect(ids(await links(await publish()))).toEqual(["floods"])
    clock.now += MINUTE
    const changed = await publish("gauges", {
      title: "Saffron growers in Herat wait for a late harvest",
      contentText: "Frost kept the crocuses of Herat closed. Saffron growers say that prices hold at the bazaar.",
      tags: [],
    })
    expect(ids(await links(changed))).toEqual(["saffron"])
  })
})

describe("editors", () => {
  it("pin items and links of their own, in their order, above all others", async () => {
    const { db, publish, edit, links } = setUp()
    await hold(db, [RELATED, UNRELATED])
    const article = await publish()
    const own = { url: "https://elsewhere.example/explainer", title: "How gauges work" }
    const done = await edit(article, { pin: [own, "saffron"] })
    expect(done).toMatchObject({
      outcome: "done",
      links: [
        { id: own.url, url: own.url, title: own.title, pinned: true },
        { id: "saffron", pinned: true, partner: "herald" },
        { id: "floods", pinned: false },
      ],
    })
    expect(ids(await links(article, 2))).toEqual([own.url, "saffron"])
    expect(ids((await storedLinks(db, ["gauges"])).get("gauges")!)).toEqual([own.url, "saffron", "floods"])
  })

  it("exclude by id and by address", async () => {
    const { db, publish, edit } = setUp()
    await hold(db, [RELATED, ALSO])
    const done = await edit(await publish(), { exclude: ["floods", "http://voice.example/hydrology?utm_medium=rss"] })
    expect(done).toEqual({ outcome: "done", links: [], version: 1 })
  })

  it("are told of an item that is not held, and nothing changes", async () => {
    const { db, publish, edit, links } = setUp()
    await hold(db, [RELATED])
    const article = await publish()
    expect(await edit(article, { pin: ["floods", "nowhere"] })).toEqual({
      outcome: "unknown-item",
      id: "nowhere",
      pointer: "/pin/1",
    })
    expect((await links(article))[0]).toMatchObject({ id: "floods", pinned: false })
  })

  it("keep their say when a list is renewed, and a withdrawn pin is gone", async () => {
    const { services, db, publish, edit, links, clock, withdrawItem } = setUp()
    await hold(db, [RELATED, ALSO, UNRELATED])
    const article = await publish()
    await edit(article, { pin: ["saffron"], exclude: ["floods"] })
    clock.now += 30 * DAY
    expect(await renewStaleLists(services, clock.now)).toBe(1)
    expect(ids(await links(article))).toEqual(["saffron", "hydrology"])
    await withdrawItem("saffron")
    expect(ids(await links(article))).toEqual(["hydrology"])
  })

  it("take their say back with an empty one", async () => {
    const { db, publish, edit } = setUp()
    await hold(db, [RELATED])
    const article = await publish()
    await edit(article, { exclude: ["floods"] })
    const done = await edit(article, {})
    expect(done.outcome === "done" && ids(done.links)).toEqual(["floods"])
  })
})
