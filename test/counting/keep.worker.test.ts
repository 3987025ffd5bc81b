import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { keepCounts, writeCounts } from "../../src/counting/keep.ts"
import { sumAudienceDays } from "../../src/counting/sum-days.ts"
import { createTally } from "../../src/counting/tally.ts"
import { DAY, HOUR, MINUTE } from "../../src/lib/text/time.ts"
import type { CountedFeed } from "../../src/model/tally.ts"
import { listAudience } from "../../src/store/audience.ts"
import { listCounters } from "../../src/store/counters.ts"
import { countingDatabase } from "../support/counting.ts"
import { DELTA, newsroom, START } from "../support/newsroom.ts"
import { failingStores } from "../support/stores.ts"

const { DB } = env as unknown as { DB: D1Database }

const TODAY = "2026-11-23"
const FEED: CountedFeed = {
  feed: "main",
  file: "rss.xml",
  id: "main/rss.xml",
  kind: "main",
  format: "rss",
  hasReaders: true,
}

/** An isolate of its own over the same database. */
function isolate(now = START) {
  const clock = { now }
  const deps = { db: DB, now: () => clock.now, tally: createTally() }
  return {
    deps,
    clock,
    ask: (agent: string, address = "198.51.100.1", feed = FEED) =>
      deps.tally.served(feed, 200, new Headers({ "user-agent": agent, "cf-connecting-ip": address })),
    write: () => writeCounts(deps),
  }
}

const audience = async () =>
  (await listAudience(DB, "2000-01-01", undefined, 1000)).map(
    ({ day, feed, file, reader, subscribers, requests }) =>
      `${day} ${feed}/${file} ${reader} ${subscribers} of ${requests}`,
  )
const open = async (table: string) => (await DB.prepare(`SELECT * FROM ${table}`).all()).results

const FEEDBIN = (subscribers: number, id = "17") => `Feedbin feed-id:${id} - ${subscribers} subscribers`
const FRESH_RSS = "FreshRSS/1.28.0 (Linux; https://freshrss.org)"

describe("requests for feeds", () => {
  it("are counted by kind, format and status, wherever the answer comes from", async () => {
    const courier = newsroom()
    await courier.put("gauges", { tags: ["water"] })
    await courier.render()
    const agent = { "user-agent": FRESH_RSS }
    await courier.request("/rss.xml", { headers: agent })
    const etag = (await courier.request("/rss.xml", { headers: agent })).headers.get("etag")!
    await courier.request("/rss.xml", { headers: { ...agent, "if-none-match": etag } })
    await courier.request("/rss.xml", { method: "HEAD", headers: { ...agent, "if-match": '"other"' } })
    await courier.request("/tags/water/atom.xml", { headers: agent })
    await courier.request("/archive/2026-11/feed.json", { headers: agent })
    const old = (await courier.request("/atom.xml", { headers: agent })).headers.get("etag")!
    await courier.put("bread")
    await courier.render()
    courier.wait()
    expect((await courier.request("/atom.xml", { headers: { ...DELTA, "if-none-match": old } })).status).toBe(226)
    await courier.request("/tags/none/rss.xml", { headers: agent })
    await writeCounts(courier.services)
    const counters = (await listCounters(DB)).filter(({ name }) => name === "feed_requests")
    expect(counters.map(({ labels, value }) => `${labels.join(" ")} ${value}`)).toEqual([
      "archive json 200 1",
      "main atom 200 1",
      "main atom 226 1",
      "main rss 200 2",
      "main rss 304 1",
      "main rss 412 1",
      "tag atom 200 1",
    ])
    await sumAudienceDays(DB, courier.clock.now)
    // An archive has no subscribers.
    expect(await audience()).toEqual([
      `${TODAY} main/atom.xml single 2 of 2`,
      `${TODAY} main/rss.xml single 1 of 4`,
      `${TODAY} tags/water/atom.xml single 1 of 1`,
    ])
  })

  it("of renders, polls, deliveries and queues are counted too", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    await courier.render()
    await writeCounts(courier.services)
    const counters = new Map((await listCounters(DB)).map(({ name, labels, value }) => [`${name} ${labels}`, value]))
    expect(counters.get("renders main,written")).toBe(3)
    expect(counters.get("queue_messages renders")).toBeGreaterThan(0)
  })
})

describe("readers", () => {
  it("of several isolates are counted once, each feed for itself", async () => {
    const [one, other] = [isolate(), isolate()]
    for (let n = 0; n < 40; n++) one.ask(FRESH_RSS, `198.51.100.${n}`)
    for (let n = 20; n < 60; n++) other.ask(FRESH_RSS, `198.51.100.${n}`)
    other.ask(FRESH_RSS, "198.51.100.1", { ...FEED, feed: "tags/water", id: "tags/water/rss.xml" })
    await one.write()
    await other.write()
    await sumAudienceDays(DB, START)
    const counted = await listAudience(DB, TODAY, undefined, 10)
    expect(counted).toMatchObject([
      { feed: "main", reader: "single", requests: 80 },
      { feed: "tags/water", reader: "single", subscribers: 1, requests: 1 },
    ])
    expect(Math.abs(counted[0]!.subscribers - 60)).toBeLessThanOrEqual(6)
  })

  it("of isolates that write at the same moment are all counted", async () => {
    const isolates = Array.from({ length: 4 }, (_, n) => {
      const one = isolate()
      for (let reader = 0; reader < 50; reader++) one.ask(FRESH_RSS, `2001:db8:${n}:${reader.toString(16)}::1`)
      return one
    })
    await isolates[0]!.write()
    await Promise.all(isolates.map(({ write }) => write()))
    await sumAudienceDays(DB, START)
    const { subscribers } = (await listAudience(DB, TODAY, undefined, 1))[0]!
    expect(Math.abs(subscribers - 200)).toBeLessThanOrEqual(15)
  })

  it("of a hosted reader are the most that it said, of each of its ids of the feed", async () => {
    const [one, other] = [isolate(), isolate()]
    for (const said of [12, 14, 13]) one.ask(FEEDBIN(said))
    other.ask(FEEDBIN(11))
    other.ask(FEEDBIN(100, "18"))
    other.ask("Feedly/1.0 (poller; 131 subscribers;)")
    other.ask("FeedlyBot/1.0 (http://feedly.com)")
    await one.write()
    await other.write()
    await sumAudienceDays(DB, START)
    expect(await audience()).toEqual([
      `${TODAY} main/rss.xml feedbin 114 of 5`,
      `${TODAY} main/rss.xml feedly 131 of 2`,
    ])
  })

  it("that are bots are counted for all feeds together, and subscribe to none", async () => {
    const { ask, write } = isolate()
    ask("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    ask("curl/8.5.0", "198.51.100.2", { ...FEED, feed: "tags/water", id: "tags/water/rss.xml" })
    await write()
    await sumAudienceDays(DB, START)
    expect(await audience()).toEqual([`${TODAY} / bots 0 of 2`])
  })

  it("that are made up fill neither memory nor the database", async () => {
    const { ask, write, deps } = isolate()
    for (let n = 0; n < 6000; n++) ask(`Made up ${n}/1.0 ${"x".repeat(2000)}`, `2001:db8:0:${n}::1`)
    for (let n = 0; n < 100; n++) ask(FEEDBIN(n, `${n}`))
    await write()
    for (let n = 0; n < 100; n++) ask(FEEDBIN(n, `${n + 100}`))
    await write()
    expect(deps.tally.isEmpty).toBe(true)
    expect(await open("audience")).toHaveLength(1 + 1)
    expect(await open("audience_said")).toHaveLength(10)
  })

  it("are still told apart when there are more than an isolate remembers", async () => {
    const { ask, write } = isolate()
    ask(FRESH_RSS)
    await write()
    for (let n = 0; n < 20_000; n++) ask(FRESH_RSS, `2001:db8:${(n >> 8).toString(16)}:${(n & 255).toString(16)}::1`)
    await write()
    await sumAudienceDays(DB, START)
    const { subscribers } = (await listAudience(DB, TODAY, undefined, 1))[0]!
    expect(Math.abs(subscribers - 20_000)).toBeLessThan(2000)
  })
})

describe("a day", () => {
  it("keeps its numbers and throws away what they were made of, an hour after its end", async () => {
    const { ask, write } = isolate()
    ask(FRESH_RSS)
    ask(FEEDBIN(12))
    await write()
    await DB.prepare(
      `INSERT INTO subscribers (feed, file, callback, protocol, host, asked_at, lease_expires_at, delivered)
       VALUES ('main', 'rss.xml', 'https://reader.example/hear', 'websub', 'reader.example', 0, 9e15, 0)`,
    ).run()
    const midnight = Date.UTC(2026, 10, 24)
    await sumAudienceDays(DB, midnight + HOUR - 1)
    expect(await open("audience_keys")).toHaveLength(1)
    for (let twice = 0; twice < 2; twice++) await sumAudienceDays(DB, midnight + HOUR)
    expect(await open("audience_keys")).toEqual([])
    expect(await open("audience_said")).toEqual([])
    expect((await open("audience")).filter(({ sketch }) => sketch !== null)).toEqual([])
    expect(await audience()).toEqual([
      `${TODAY} main/rss.xml feedbin 12 of 1`,
      `${TODAY} main/rss.xml single 1 of 1`,
      `${TODAY} main/rss.xml websub 1 of 0`,
    ])
  })

  it("that is summed takes no more", async () => {
    const late = isolate()
    late.ask(FRESH_RSS)
    await late.write()
    late.ask(FRESH_RSS)
    await sumAudienceDays(DB, START + DAY)
    const before = await audience()
    late.clock.now = START + DAY
    await late.write()
    expect(await audience()).toEqual(before)
    // The next request is of the new day.
    late.ask(FRESH_RSS)
    await late.write()
    expect((await audience())[0]).toBe("2026-11-24 main/rss.xml single 0 of 1")
  })

  it("knows nobody of the day before: each has a key of its own", async () => {
    const { ask, write, clock } = isolate()
    for (let day = 0; day < 2; day++) {
      clock.now = START + day * DAY
      // The first write of a day is for who came before it.
      ask("curl/8.5.0")
      await write()
      ask(FRESH_RSS)
      await write()
    }
    const sketches = (await open("audience")).flatMap(({ sketch }) => (sketch ? [JSON.stringify(sketch)] : []))
    expect(sketches).toHaveLength(2)
    expect(new Set(sketches).size).toBe(2)
    expect(new Set((await open("audience_keys")).map(({ key }) => key)).size).toBe(2)
  })

  it("is forgotten after thirteen months", async () => {
    const { ask, write } = isolate()
    ask(FEEDBIN(12))
    await write()
    await sumAudienceDays(DB, START + 400 * DAY)
    expect(await audience()).toHaveLength(1)
    await sumAudienceDays(DB, START + 401 * DAY)
    expect(await audience()).toEqual([])
  })
})

describe("what an isolate has counted", () => {
  /** The waits of planned writes, in the test's hand. */
  function planned() {
    const one = isolate()
    const waits: { until: number; end: () => void }[] = []
    const works: Promise<unknown>[] = []
    const context = { waitUntil: (work: Promise<unknown>) => void works.push(work) }
    const wait = (ms: number) => new Promise<void>((end) => waits.push({ until: one.clock.now + ms, end }))
    return {
      ...one,
      /** A request, at this second. */
      ask(second: number) {
        one.clock.now = START + second * 1000
        one.ask(FRESH_RSS)
        keepCounts(one.deps, context, wait)
      },
      /** When the next planned write comes, in seconds. */
      next: () => (waits.length ? (waits[0]!.until - START) / 1000 : Number.POSITIVE_INFINITY),
      /** Lets it come. Gives the requests that are written by then. */
      async come() {
        const { until, end } = waits.shift()!
        one.clock.now = until
        end()
        await works.shift()
        const [row] = await listAudience(DB, TODAY, undefined, 1)
        return row?.requests ?? 0
      },
      waiting: () => waits.length,
    }
  }

  it("is written soon after the last request", async () => {
    const isolate = planned()
    isolate.ask(0)
    isolate.ask(19)
    expect([isolate.waiting(), isolate.next(), await isolate.come()]).toEqual([1, 25, 2])
    isolate.ask(26)
    expect([isolate.waiting(), isolate.next(), await isolate.come()]).toEqual([1, 51, 3])
    isolate.ask(52)
    isolate.ask(73)
    // A later one is planned, and the last was less than a minute ago.
    expect([isolate.next(), await isolate.come()]).toEqual([77, 3])
    expect([isolate.next(), await isolate.come()]).toEqual([98, 5])
    expect(isolate.waiting()).toBe(0)
  })

  it("is written once a minute while requests come", async () => {
    const isolate = planned()
    const written = new Set<number>()
    for (let second = 0; second < 300; second++) {
      if (isolate.next() <= second) written.add(await isolate.come())
      isolate.ask(second)
    }
    written.delete(0)
    expect(written.size).toBeGreaterThanOrEqual(4)
    expect(written.size).toBeLessThanOrEqual(5)
  })

  it("waits in memory while D1 fails", async () => {
    const { ask, write, deps } = isolate()
    ask(FRESH_RSS)
    const failing = { ...deps, db: failingStores().db }
    await writeCounts(failing)
    await writeCounts(failing)
    expect(deps.tally.isEmpty).toBe(false)
    await write()
    expect(await audience()).toEqual([`${TODAY} main/rss.xml single 0 of 1`])
  })

  it("costs D1 few rows, however many readers there were", async () => {
    const { ask, deps } = isolate()
    const price: number[][] = []
    const counting = {
      ...deps,
      db: countingDatabase(DB, ({ rows_read, rows_written }) => price.push([rows_read, rows_written])),
    }
    const feeds = ["main", "summary", "tags/water"].map((feed) => ({ ...FEED, feed, id: `${feed}/rss.xml` }))
    for (let minute = 0; minute < 2; minute++) {
      price.splice(0)
      for (let n = 0; n < 1000; n++) {
        for (const feed of feeds) ask(FRESH_RSS, `2001:db8:${minute}:${n.toString(16)}::1`, feed)
      }
      for (const feed of feeds) ask("Feedly/1.0 (poller; 131 subscribers;)", "198.51.100.1", feed)
      await writeCounts(counting)
    }
    const [read, written] = [0, 1].map((at) => price.reduce((sum, each) => sum + each[at]!, 0))
    // The second minute: a counter, and for each feed a hosted reader's row, one of single readers and its sketch.
    expect(written).toBeLessThanOrEqual(1 + 3 * 3)
    expect(read).toBeLessThanOrEqual(60)
  })

  it("is written by nobody when there is nothing", async () => {
    const { deps, clock } = isolate()
    clock.now += MINUTE
    keepCounts(deps, { waitUntil: () => expect.unreachable() }, async () => {})
    await writeCounts(deps)
    expect(await open("audience_keys")).toEqual([])
  })
})
