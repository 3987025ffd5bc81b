import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { pollPartner } from "../../../src/partners/polling/poll.ts"
import { retainItems } from "../../../src/partners/retention.ts"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  HOUR,
  jsonFeed,
  NOW,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
} from "../../support/partners.ts"

interface Answer {
  created: number
  updated: number
  unchanged: number
  rejected: { index: number; guid?: string; reason: string }[]
  rejected_total: number
}

const TEXT = "<p>Nobody crosses at Jalalabad while engineers look at the second pier, which has moved by a hand.</p>"
const OTHER =
  "<p>Twelve gauges along the river report again after four years of silence, hydrologists say in Kabul.</p>"
const G = "g-1"
const U = "https://herald.example/stories/pier"
const TAKEN = sentItem(0, { id: G, url: U, title: "Bridge closed at Jalalabad", content_html: TEXT })
const fresh = (changes: SentItem = {}) =>
  sentItem(1, {
    id: "g-2",
    url: "https://herald.example/other",
    title: "Gauges are back",
    content_html: OTHER,
    ...changes,
  })

const live = async () => (await rowsOf("items")).filter(({ state }) => state === "live").map(({ url }) => url)

async function opened() {
  const courier = newsroom()
  const push = async (items: SentItem[]) =>
    (await (await courier.send("POST", "/partners/herald/items", jsonFeed(items))).json()) as Answer
  const takeDown = (name: string, partner = "herald") =>
    courier.request(`/partners/${partner}/items/${encodeURIComponent(name)}`, { method: "DELETE", headers: EDITOR })
  return { courier, push, takeDown }
}

const poll = async (items: SentItem[], id = "herald", now = NOW + HOUR) => {
  const done = await pollPartner(
    servicesWith(() => new Response(jsonFeed(items, { description: `As of ${now}` }))),
    id,
    now,
    { jitter: 0 },
  )
  if (done.outcome !== "read") throw new Error(done.outcome)
  return done
}

beforeEach(async () => {
  await addPartner()
})

describe("what an editor took down is not brought back", () => {
  const variants: [string, SentItem[]][] = [
    ["the same again", [TAKEN]],
    ["its guid, another address, title and text", [fresh({ id: G })]],
    ["its address, another guid, title and text", [fresh({ url: U })]],
    ["its address with a parameter more", [fresh({ url: `${U}?x=1` })]],
    ["its address in another form", [fresh({ url: "http://www.herald.example/stories/pier/?utm_source=x#top" })]],
    ["its text under another guid, address and title", [fresh({ content_html: TEXT })]],
    ["most of its text", [fresh({ content_html: TEXT.replace("Nobody crosses", "No one passes") })]],
    ["its text in what is called Persian", [fresh({ content_html: TEXT, language: "fa" })]],
    ["its text in what is called Thai", [fresh({ content_html: TEXT, language: "th" })]],
    [
      "its text with invisible characters",
      [fresh({ content_html: TEXT.replaceAll("a", "a\u00ad").replaceAll("e", "\u200be") })],
    ],
    ["the same beside entries with its guid and with its address", [TAKEN, fresh({ id: G }), fresh({ url: U })]],
  ]

  it.each(variants)("by a push of %s", async (_, items) => {
    const { push, takeDown } = await opened()
    await push([TAKEN])
    expect((await takeDown(G)).status).toBe(204)
    const done = await push(items)
    expect(done).toMatchObject({ created: 0, updated: 0, rejected_total: items.length })
    expect(done.rejected.map(({ index }) => index)).toEqual(items.map((_, index) => index))
    for (const { reason } of done.rejected) expect(reason).toMatch(/newsroom took down|taken down by the newsroom/)
    expect(await live()).toEqual([])
  })

  it.each(variants)("by a poll of %s", async (_, items) => {
    const { push, takeDown } = await opened()
    await push([TAKEN])
    await takeDown(G)
    expect(await poll(items)).toMatchObject({ created: 0, updated: 0, rejectedTotal: items.length })
    expect(await live()).toEqual([])
  })

  it.each(variants)("once its row is trimmed, by %s", async (_, items) => {
    const { push, takeDown } = await opened()
    await push([TAKEN])
    await takeDown(G)
    const services = servicesWith(() => feedResponse([]))
    await retainItems({ ...services, config: { ...services.config, retentionDays: 1 } }, NOW + 2 * DAY)
    expect(await rowsOf("items")).toEqual([])
    expect(await push(items)).toMatchObject({ created: 0, rejected_total: items.length })
  })

  it.each(variants)("by the partner removed and added again, with %s", async (_, items) => {
    const { courier, push, takeDown } = await opened()
    await push([TAKEN])
    await takeDown(G)
    await courier.request("/partners/herald", { method: "DELETE", headers: EDITOR })
    await addPartner()
    expect(await push(items)).toMatchObject({ created: 0, rejected_total: items.length })
  })

  it("by an update of another item to its text", async () => {
    const { push, takeDown } = await opened()
    await push([TAKEN, fresh()])
    await takeDown(G)
    expect(await push([fresh({ content_html: TEXT })])).toMatchObject({ updated: 0, rejected_total: 1 })
    expect(await rowsOf("items")).toMatchObject([{}, {}])
    expect((await rowsOf("items")).find(({ guid }) => guid === "g-2")!.content).toMatch(/^Twelve gauges/)
  })

  it("by a document that was read before and is written after", async () => {
    const { courier, push, takeDown } = await opened()
    await push([TAKEN])
    const { db } = courier.services
    let batches = 0
    courier.services.db = new Proxy(db, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== "batch") return typeof member === "function" ? member.bind(target) : member
        return async (statements: D1PreparedStatement[]) => {
          if (batches++ === 0) {
            courier.services.db = db
            await takeDown(G)
          }
          return target.batch(statements)
        }
      },
    })
    const done = await push([{ ...TAKEN, title: "Bridge at Jalalabad closed for weeks" }, fresh({ url: `${U}?x=1` })])
    expect(done).toMatchObject({ created: 0, updated: 0, rejected_total: 2 })
    expect(await live()).toEqual([])
  })
})

describe("a takedown takes nothing else down", () => {
  it("of the same partner, nor the same of another partner", async () => {
    await addPartner({ id: "voice" })
    const { courier, push, takeDown } = await opened()
    await push([TAKEN])
    await takeDown(G)
    expect(await push([fresh(), sentItem(2)])).toMatchObject({ created: 2, rejected: [] })
    const other = await courier.send("POST", "/partners/voice/items", jsonFeed([TAKEN]))
    expect(await other.json()).toMatchObject({ created: 1, rejected: [] })
  })

  it("where the feed has one guid for everything", async () => {
    const { push, takeDown } = await opened()
    const one = (n: number) => sentItem(n, { id: "same" })
    await push([one(0)])
    await push([one(0), one(1)])
    const { id } = (await rowsOf("items")).find(({ url }) => url === one(0).url)!
    await takeDown(id as string)
    expect(await push([one(0), one(1), one(2)])).toMatchObject({
      created: 1,
      unchanged: 1,
      rejected: [{ index: 0, guid: "same" }],
    })
  })

  it.each(["https://herald.example/", "https://herald.example/news/"])(
    "where every entry links the site itself, at %s",
    async (homeUrl) => {
      await addPartner({ homeUrl })
      const { push, takeDown } = await opened()
      const entries = (...numbers: number[]) => numbers.map((n) => sentItem(n, { url: homeUrl }))
      await push(entries(0, 1))
      await takeDown("story-0")
      expect(await push(entries(1, 2))).toMatchObject({ created: 1, unchanged: 1, rejected: [] })
    },
  )

  it("that says what the site writes under every story", async () => {
    const { push, takeDown } = await opened()
    const words =
      "The Herald of Herat is independent and lives on its readers alone, so please read the whole story on our site"
    const item = (n: number) => sentItem(n, { content_html: `<p>${words}</p>` })
    await push([0, 1, 2, 3].map(item))
    await takeDown("story-0")
    expect(await push([item(4)])).toMatchObject({ created: 1, rejected: [] })
  })

  it("that comes with the old text after a month", async () => {
    const { courier, push, takeDown } = await opened()
    await push([TAKEN])
    await takeDown(G)
    courier.clock.now = NOW + 31 * DAY
    expect(await push([fresh({ content_html: TEXT })])).toMatchObject({ created: 1 })
    expect(await push([fresh({ id: G, url: `${U}?y` })])).toMatchObject({ created: 0, rejected_total: 1 })
  })
})

it("forgets the text of a takedown when copies are no longer looked for, and nothing else of it", async () => {
  const { push, takeDown } = await opened()
  await push([TAKEN])
  await takeDown(G)
  const read = async () => {
    const { DB } = env as unknown as { DB: D1Database }
    return DB.prepare("SELECT guid, text FROM takedowns").first<{ guid: string; text: string }>()
  }
  expect(await read()).toMatchObject({ guid: G, text: expect.stringContaining("second pier") })
  await retainItems(
    servicesWith(() => feedResponse([])),
    NOW + 31 * DAY,
  )
  expect(await read()).toEqual({ guid: G, text: "" })
})

describe("the newsroom's own CMS", () => {
  const CMS = { id: "cms", role: "house" as const, feedUrl: "https://herald.example/feed/" }
  const ways = {
    "its item": (room: Awaited<ReturnType<typeof opened>>) => room.takeDown(G, "cms"),
    "its article": (room: Awaited<ReturnType<typeof opened>>) => room.courier.withdraw("bridge-closed-at-jalalabad"),
  }
  const statesOf = async () => {
    const { DB } = env as unknown as { DB: D1Database }
    const { results } = await DB.prepare("SELECT id, state FROM articles ORDER BY id").all()
    return results
  }

  for (const [way, takeDown] of Object.entries(ways)) {
    it.each([
      ["the same", TAKEN],
      ["the same, changed", { ...TAKEN, title: "Bridge at Jalalabad still closed" }],
      ["its guid", fresh({ id: G })],
      ["its address", fresh({ url: U })],
      ["its address with a parameter more", fresh({ url: `${U}?x=1` })],
      ["its text", fresh({ content_html: TEXT })],
    ])(`brings nothing back that an editor took down by ${way}: %s`, async (_, item) => {
      await addPartner(CMS)
      const room = await opened()
      await poll([TAKEN], "cms", NOW)
      expect((await takeDown(room)).status).toBe(204)
      expect(await poll([item], "cms")).toMatchObject({ created: 0, updated: 0, unchanged: 0, rejectedTotal: 1 })
      const pushed = await room.courier.send("POST", "/partners/cms/items", jsonFeed([item]))
      expect(await pushed.json()).toMatchObject({ created: 0, updated: 0, rejected_total: 1 })
      expect(await statesOf()).toEqual([{ id: "bridge-closed-at-jalalabad", state: "withdrawn" }])
    })
  }

  it("goes on with an article that an editor lets out again", async () => {
    await addPartner(CMS)
    const { courier } = await opened()
    await poll([TAKEN], "cms", NOW)
    await courier.withdraw("bridge-closed-at-jalalabad")
    await courier.put("bridge-closed-at-jalalabad", { title: TAKEN.title, content_html: TEXT, url: U })
    expect(await poll([{ ...TAKEN, title: "Bridge open" }], "cms")).toMatchObject({ updated: 1, rejected: [] })
  })

  it("may let out again what it withdrew itself", async () => {
    await addPartner(CMS)
    const { courier } = await opened()
    await poll([TAKEN], "cms", NOW)
    await poll([{ id: G, _check_also: { withdrawn: true } }], "cms")
    const again = await courier.send("POST", "/partners/cms/items", jsonFeed([TAKEN]))
    expect(await again.json()).toMatchObject({ updated: 1, rejected: [] })
  })
})
