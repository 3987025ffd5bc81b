import { describe, expect, it } from "vitest"
import { writeCounts } from "../../../src/counting/keep.ts"
import { sumAudienceDays } from "../../../src/counting/sum-days.ts"
import { DAY } from "../../../src/lib/text/time.ts"
import { EDITOR, newsroom } from "../../support/newsroom.ts"

const FRESH_RSS = "FreshRSS/1.28.0 (Linux; https://freshrss.org)"
const HTML = { ...EDITOR, accept: "text/html" }

/** Two days of readers. */
async function read() {
  const courier = newsroom()
  await courier.put("gauges", { tags: ["water"] })
  await courier.render()
  const ask = (path: string, agent: string, address = "198.51.100.1") =>
    courier.request(path, { headers: { "user-agent": agent, "cf-connecting-ip": address } })
  for (let day = 0; day < 2; day++) {
    await ask("/rss.xml", `Feedly/1.0 (poller; ${130 + day} subscribers;)`)
    await ask("/atom.xml", "Feedbin feed-id:17 - 20 subscribers")
    for (let n = 0; n < 3 + day; n++) await ask("/rss.xml", FRESH_RSS, `198.51.100.${n}`)
    await ask("/tags/water/rss.xml", FRESH_RSS)
    await ask("/rss.xml", "curl/8.5.0")
    await writeCounts(courier.services)
    await sumAudienceDays(courier.services.db, courier.clock.now)
    courier.wait(DAY)
    // The first write of a day is for who came before it.
    await ask("/rss.xml", "curl/8.5.0")
    await writeCounts(courier.services)
  }
  courier.clock.now -= DAY
  return courier
}

describe("GET /audience", () => {
  it("says how many subscribe, by day, feed and reader", async () => {
    const courier = await read()
    expect(await (await courier.request("/audience?days=2", { headers: EDITOR })).json()).toEqual({
      since: "2026-11-23",
      days: [
        {
          day: "2026-11-23",
          subscribers: 154,
          hosted: 150,
          single: 4,
          websub: 0,
          rsscloud: 0,
          requests: 6,
          bot_requests: 2,
        },
        {
          day: "2026-11-24",
          subscribers: 156,
          hosted: 151,
          single: 5,
          websub: 0,
          rsscloud: 0,
          requests: 7,
          bot_requests: 2,
        },
      ],
      feeds: [
        { day: "2026-11-23", name: "main", subscribers: 153 },
        { day: "2026-11-23", name: "tags/water", subscribers: 1 },
        { day: "2026-11-24", name: "main", subscribers: 155 },
        { day: "2026-11-24", name: "tags/water", subscribers: 1 },
      ],
      readers: [
        { day: "2026-11-23", name: "feedbin", subscribers: 20 },
        { day: "2026-11-23", name: "feedly", subscribers: 130 },
        { day: "2026-11-23", name: "single", subscribers: 4 },
        { day: "2026-11-24", name: "feedbin", subscribers: 20 },
        { day: "2026-11-24", name: "feedly", subscribers: 131 },
        { day: "2026-11-24", name: "single", subscribers: 5 },
      ],
    })
  })

  it("is of one feed, and of so many days, when asked", async () => {
    const courier = await read()
    const answer = (await (
      await courier.request("/audience?days=1&feed=tags/water", { headers: EDITOR })
    ).json()) as Record<string, unknown>
    expect(answer).toMatchObject({ feed: "tags/water", days: [{ day: "2026-11-24", subscribers: 1 }] })
    expect(answer.readers).toEqual([{ day: "2026-11-24", name: "single", subscribers: 1 }])
  })

  it("is a page with plots for people", async () => {
    const courier = await read()
    const answer = await courier.request("/audience", { headers: HTML })
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(answer.headers.get("cache-control")).toBe("no-store")
    const body = await answer.text()
    expect(body.match(/<svg[^>]* role="img"/g)).toHaveLength(3)
    expect(body).toContain("2026-11-23: 154 subscribers, 150 as hosted readers say and 4 with readers of their own.")
    for (const name of ["Feedly", "Feedbin", "Readers of their own", "tags/water"]) expect(body).toContain(name)
    expect(body).not.toMatch(/ style=|<script/)
    const one = await (await courier.request("/audience?feed=main&days=90", { headers: HTML })).text()
    expect(one).toContain("Audience: main")
    expect(one.match(/<svg[^>]* role="img"/g)).toHaveLength(2)
  })

  it("says so when nobody was counted, and shows no markup of a stranger", async () => {
    const courier = newsroom()
    const body = await (await courier.request("/audience?feed=<b>", { headers: HTML })).text()
    expect(body).toContain("Nobody has been counted yet")
    expect(body).not.toContain("<b>")
  })

  it("is a table too", async () => {
    const courier = await read()
    const answer = await courier.request("/audience.csv?days=1", { headers: EDITOR })
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8")
    expect((await answer.text()).split("\r\n")).toEqual([
      "day,feed,file,reader,subscribers,requests",
      "2026-11-24,,,bots,0,2",
      "2026-11-24,main,atom.xml,feedbin,20,1",
      "2026-11-24,main,rss.xml,feedly,131,1",
      "2026-11-24,main,rss.xml,single,4,4",
      "2026-11-24,tags/water,rss.xml,single,1,1",
      "",
    ])
  })

  it("is for editors", async () => {
    const courier = newsroom()
    for (const path of ["/audience", "/audience.csv"]) expect((await courier.request(path)).status).toBe(401)
  })
})
