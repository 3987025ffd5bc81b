import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { tick } from "../../src/clock.ts"
import { writeCounts } from "../../src/counting/keep.ts"
import { DAY, HOUR } from "../../src/lib/text/time.ts"
import { keepDeadLetters } from "../../src/store/dead-letters.ts"
import { addEvents } from "../../src/store/events.ts"
import readme from "../../src/store/README.md?raw"
import { countDeliveriesStatement } from "../../src/store/subscribers.ts"
import { EDITOR, newsroom, START } from "../support/newsroom.ts"
import { addPartner, jsonFeed, sentItem } from "../support/partners.ts"

const { DB, ARTICLES } = env as unknown as { DB: D1Database; ARTICLES: KVNamespace }

type Courier = ReturnType<typeof newsroom>
interface Case {
  /** Makes what is to be kept, at the newsroom's time. */
  make(courier: Courier): Promise<unknown>
  /** How much of it is there. */
  count(): Promise<number>
  /** How much of it stays. */
  rest?: number
}

const rows =
  (table: string, where = "1") =>
  async () =>
    (await DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${where}`).first<number>("n"))!
const inKv = (prefix: string) => async () => (await ARTICLES.list({ prefix })).keys.length

/** An item of a partner that pushes. */
async function push(courier: Courier): Promise<string> {
  await addPartner({ id: "herald" }, Number.MAX_SAFE_INTEGER)
  const done = await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]))
  expect(done.status).toBe(200)
  return (await DB.prepare("SELECT id FROM items WHERE partner_id = 'herald'").first<string>("id"))!
}

async function takeDown(courier: Courier): Promise<void> {
  const id = await push(courier)
  const done = await courier.request(`/partners/herald/items/${id}`, { method: "DELETE", headers: EDITOR })
  expect(done.status).toBe(204)
}

const CASES: Record<string, Case> = {
  "revisions of an article that is out, when another is current": {
    async make(courier) {
      for (let edit = 0; edit < 13; edit++) await courier.put("gauges", { title: `Edit ${edit}` })
    },
    count: inKv("article/gauges/"),
    rest: 11,
  },
  "revisions of a withdrawn article": {
    async make(courier) {
      await courier.put("gauges")
      await courier.put("gauges", { title: "Edited" })
      await courier.withdraw("gauges")
    },
    count: inKv("article/gauges/"),
  },
  "snapshots of feeds that nobody asked for, but main, summary and sections": {
    async make(courier) {
      await courier.put("gauges", { tags: ["water"] })
      await courier.render()
      await courier.request("/tags/water/rss.xml")
      await courier.render()
    },
    count: inKv("feed/tags/"),
  },
  "pages that list stories": {
    make: () => DB.prepare("INSERT INTO pages VALUES ('tags/none', 'Xq3', ?1)").bind(START).run(),
    count: rows("pages", "name = 'tags/none'"),
  },
  "partners' items that were withdrawn": {
    async make(courier) {
      const id = await push(courier)
      await courier.request(`/partners/herald/items/${id}`, { method: "DELETE", headers: EDITOR })
    },
    count: rows("items", "partner_id = 'herald'"),
  },
  "the text of a takedown": { make: takeDown, count: rows("takedowns", "text <> ''") },
  "ids of signed requests": {
    make: () => DB.prepare("INSERT INTO webhooks VALUES ('herald', 'msg_1', ?1, '{}')").bind(START).run(),
    count: rows("webhooks"),
  },
  "sums of deliveries": {
    make: () =>
      DB.batch([
        countDeliveriesStatement(DB, "2026-11-23T09", [{ feed: "main", file: "rss.xml", delivered: 1, failed: 0 }]),
      ]),
    count: rows("delivery_counts"),
  },
  "dead letters": {
    make: () => keepDeadLetters(DB, [{ queue: null, body: 1, error: "odd" }], START),
    count: rows("dead_letters"),
  },
  "what was shown and clicked": {
    async make() {
      await addPartner({ id: "herald" }, Number.MAX_SAFE_INTEGER)
      const event = {
        kind: "shown",
        day: "2026-11-23",
        articleId: "a",
        layout: "list",
        partnerIds: ["herald"],
      } as const
      await addEvents(DB, { ...event, partnerIds: [...event.partnerIds] })
    },
    count: rows("events"),
  },
  "the audience": {
    async make(courier) {
      await courier.put("gauges")
      await courier.render()
      await courier.request("/rss.xml", { headers: { "user-agent": "Feedly/1.0 (poller; 131 subscribers;)" } })
      await writeCounts(courier.services)
    },
    count: rows("audience"),
  },
}

/** The rows of the README's table that have a number of days. */
const promised = [...readme.matchAll(/^\| (.+?) +\| (\d+) +\|/gm)].map(([, name, days]) => ({
  name: name!,
  days: Number(days),
}))

describe("what is kept how long", () => {
  it("is written down for every case, and for no other", () => {
    expect(promised.map(({ name }) => name).sort()).toEqual(Object.keys(CASES).sort())
  })

  it.each(promised)("$name: $days days", async ({ name, days }) => {
    const courier = newsroom({ fetch: async () => new Response("", { status: 404 }) })
    const { make, count, rest = 0 } = CASES[name]!
    await make(courier)
    await tick(courier.services, courier.clock.now)
    const before = await count()
    expect(before).toBeGreaterThan(rest)
    const later = async (ms: number) => {
      courier.clock.now = START + ms
      // A day's chores are done in the first minutes of the day.
      for (let minute = 0; minute < 2; minute++) await tick(courier.services, courier.clock.now)
      return count()
    }
    expect(await later(days * DAY - HOUR)).toBe(before)
    expect(await later((days + 1) * DAY + HOUR)).toBe(rest)
  })
})

describe("a revision that was replaced", () => {
  const drop = async (courier: Courier, days: number) => {
    courier.clock.now = START + days * DAY
    await tick(courier.services, courier.clock.now)
  }

  it("and is current again is not deleted", async () => {
    const courier = newsroom({ fetch: async () => new Response("", { status: 404 }) })
    await courier.put("gauges", { title: "First" })
    await courier.put("gauges", { title: "Second" })
    await courier.withdraw("gauges")
    await courier.put("gauges", { title: "Second" })
    await drop(courier, 0)
    await drop(courier, 40)
    const { hash } = (await DB.prepare("SELECT hash FROM articles").first<{ hash: string }>())!
    expect(await ARTICLES.get(`article/gauges/${hash}`)).not.toBeNull()
    expect((await courier.request("/articles/gauges.json")).status).toBe(200)
  })

  it("takedowns outlive the item: it stays down when it is sent again", async () => {
    const courier = newsroom({ fetch: async () => new Response("", { status: 404 }) })
    await takeDown(courier)
    await drop(courier, 0)
    await drop(courier, 31)
    expect(await rows("items", "partner_id = 'herald'")()).toBe(0)
    const again = await courier.send("POST", "/partners/herald/items", jsonFeed([sentItem(0)]))
    expect(await again.json()).toMatchObject({ created: 0, rejected: [{ reason: expect.any(String) }] })
  })
})
