import { Webhook } from "standardwebhooks"
import { describe, expect, it } from "vitest"
import { pollPartner } from "../../../src/partners/polling/poll.ts"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  HOUR,
  jsonFeed,
  MINUTE,
  NOW,
  rowsOf,
  type SentItem,
  sentItem,
  servicesWith,
} from "../../support/partners.ts"

type Courier = ReturnType<typeof newsroom>
type Answer = {
  created: number
  updated: number
  unchanged: number
  withdrawn: number
  rejected: unknown[]
  rejected_total: number
  detail: string
}
const answer = async (response: Response) => (await response.json()) as Answer

async function keyFor(courier: Courier, id = "herald"): Promise<string> {
  const response = await courier.request(`/partners/${id}/key`, { method: "POST", headers: EDITOR })
  expect(response.status).toBe(200)
  return ((await response.json()) as { key: string }).key
}

interface Sent {
  path?: string
  type?: string
  headers?: Record<string, string>
}
const push = (
  courier: Courier,
  body: string,
  { path = "/partners/herald/items", type = "application/feed+json", headers }: Sent,
) => courier.request(path, { method: "POST", headers: { "content-type": type, ...headers }, body })

function signed(key: string, body: string, id = "msg_1", at = NOW): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(key).sign(id, new Date(at), body),
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const BODY = jsonFeed([sentItem(0), sentItem(1)])

describe("what a push may be", () => {
  const rss = `<rss version="2.0"><channel><title>H</title><link>https://herald.example/</link><description>d</description>
    <item><title>Gauges return</title><link>https://herald.example/stories/0</link><guid>g0</guid></item>
    <item><title>Bridge closed</title><link>https://herald.example/stories/1</link><guid>g1</guid></item></channel></rss>`
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>urn:h</id><updated>2026-11-23T09:00:00Z</updated>
    <entry><id>urn:0</id><title>Gauges return</title><link href="https://herald.example/stories/0"/><updated>2026-11-23T09:00:00Z</updated></entry></feed>`
  const entry = `<entry xmlns="http://www.w3.org/2005/Atom"><id>urn:0</id><title>Gauges return</title>
    <link href="https://herald.example/stories/0"/><updated>2026-11-23T09:00:00Z</updated></entry>`
  it.each([
    ["a JSON Feed", "application/feed+json", BODY, 2],
    ["a JSON Feed as JSON", "application/json; charset=utf-8", BODY, 2],
    ["a JSON Feed item", "application/json", JSON.stringify(sentItem(0)), 1],
    ["a list of JSON Feed items", "application/json", JSON.stringify([sentItem(0), sentItem(1)]), 2],
    ["RSS", "application/rss+xml", rss, 2],
    ["RSS as XML", "text/xml", rss, 2],
    ["Atom", "application/atom+xml", atom, 1],
    ["Atom as XML", "application/xml", atom, 1],
    ["an Atom entry", "application/atom+xml;type=entry", entry, 1],
    [
      "an RSS item",
      "application/rss+xml",
      "<item><title>Gauges return</title><link>https://herald.example/stories/0</link></item>",
      1,
    ],
  ])("%s", async (_, type, body, created) => {
    await addPartner()
    const response = await push(newsroom(), body, { type, headers: EDITOR })
    expect(response.status).toBe(200)
    expect(await answer(response)).toEqual({
      created,
      updated: 0,
      unchanged: 0,
      withdrawn: 0,
      rejected: [],
      rejected_total: 0,
    })
    expect((await rowsOf("items")).map(({ url }) => url)).toContain("https://herald.example/stories/0")
  })

  it.each([
    ["a form", "application/x-www-form-urlencoded", BODY, 415],
    ["plain text", "text/plain", BODY, 415],
    ["a web page", "text/xml", "<!doctype html><html><body>Hello</body></html>", 422],
    ["broken JSON", "application/json", "{", 422],
    ["nothing", "application/json", "", 422],
    ["other JSON", "application/json", '{"hello":"world"}', 422],
    ["too much", "application/json", BODY, 413, { "content-length": `${10 * 1024 * 1024 + 1}` }],
    ["too many items", "application/json", jsonFeed(Array.from({ length: 1001 }, (_, n) => sentItem(n))), 413],
  ])("not %s", async (_, type, body, status, headers: Record<string, string> = {}) => {
    await addPartner()
    const response = await push(newsroom(), body, { type, headers: { ...EDITOR, ...headers } })
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "application/problem+json"])
    expect(await rowsOf("items")).toEqual([])
  })

  it("with some items that cannot be held, says which and why, and holds the others", async () => {
    await addPartner()
    const items: SentItem[] = [
      sentItem(0),
      { id: "no-title", url: "https://herald.example/x" },
      sentItem(1),
      { title: "No link" },
    ]
    const done = await answer(await push(newsroom(), jsonFeed(items), { headers: EDITOR }))
    expect(done).toMatchObject({ created: 2, rejected: [{ index: 1, guid: "no-title" }, { index: 3 }] })
  })

  it("with very many that cannot be held, names the first hundred and says how many there were", async () => {
    await addPartner()
    const courier = newsroom()
    const key = await keyFor(courier)
    // The longest id that is read; every second one is too long, and not repeated.
    const id = (n: number) => `${n}-`.padEnd(n % 2 ? 5000 : 2000, "g")
    const body = jsonFeed(Array.from({ length: 300 }, (_, n) => ({ id: id(n), url: "https://herald.example/x" })))
    const first = await answer(await push(courier, body, { headers: signed(key, body) }))
    expect(first).toMatchObject({ created: 0, rejected_total: 300 })
    expect(first.rejected).toHaveLength(100)
    for (const [n, rejected] of first.rejected.entries()) {
      expect(rejected).toEqual({ index: n, ...(n % 2 ? {} : { guid: id(n) }), reason: expect.any(String) })
    }
    expect(await answer(await push(courier, body, { headers: signed(key, body) }))).toEqual(first)
    expect((await rowsOf("webhooks"))[0]!.answer as string).not.toContain("g".repeat(2001))
  })

  it("again is unchanged, changed is updated, withdrawn is gone", async () => {
    await addPartner()
    const courier = newsroom()
    const send = async (items: SentItem[]) => answer(await push(courier, jsonFeed(items), { headers: EDITOR }))
    await send([sentItem(0), sentItem(1)])
    expect(await send([sentItem(0), sentItem(1)])).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await send([sentItem(0, { title: "Gauges are back" })])).toMatchObject({ updated: 1 })
    expect(await send([{ id: "story-0", _check_also: { withdrawn: true } }])).toMatchObject({ withdrawn: 1 })
    expect(await send([sentItem(0, { title: "Gauges are back" })])).toMatchObject({ updated: 1 })
  })

  it("of a thousand items takes one round of few statements", async () => {
    await addPartner()
    const { services } = newsroom()
    let statements = 0
    const db = new Proxy(services.db, {
      get(target, name) {
        if (name === "prepare") statements++
        const member = Reflect.get(target, name)
        return typeof member === "function" ? member.bind(target) : member
      },
    })
    let batches = 0
    const counted = new Proxy(db, {
      get(target, name) {
        if (name === "batch") batches++
        return Reflect.get(target, name)
      },
    })
    const courier = newsroom({ db: counted })
    const body = jsonFeed(Array.from({ length: 1000 }, (_, n) => sentItem(n)))
    expect(await answer(await push(courier, body, { headers: EDITOR }))).toMatchObject({ created: 1000, rejected: [] })
    expect(batches).toBe(1)
    expect(statements).toBeLessThan(20)
    expect(await rowsOf("items")).toHaveLength(1000)
  })
})

describe("a push that is taken", () => {
  const partner = async () => (await rowsOf("partners"))[0]!
  const failing = () => servicesWith(() => new Response("no", { status: 500 }))

  it("is a success, and clears what an earlier poll met; its poll is due as before", async () => {
    await addPartner()
    const courier = newsroom()
    await pollPartner(failing(), "herald", NOW, { jitter: 0 })
    const before = await partner()
    expect(JSON.parse(before.last_error as string)).toMatchObject({ kind: "http-error" })
    const headers = signed(await keyFor(courier), BODY)
    courier.clock.now += MINUTE
    await push(courier, BODY, { headers })
    expect(await partner()).toEqual({
      ...before,
      version: 1,
      last_success_at: NOW + MINUTE,
      last_error: null,
    })
    courier.clock.now += MINUTE
    await push(courier, BODY, { headers })
    expect((await partner()).last_success_at).toBe(NOW + MINUTE)
    await push(courier, "{", { headers: EDITOR })
    expect((await partner()).last_success_at).toBe(NOW + MINUTE)
    await push(courier, BODY, { headers: EDITOR })
    expect((await partner()).last_success_at).toBe(NOW + 2 * MINUTE)
  })

  it("does not spoil the rhythm that the first poll learns from the feed's own dates", async () => {
    await addPartner()
    const past = Array.from({ length: 20 }, (_, n) =>
      sentItem(n + 1, { date_published: new Date(NOW - (n + 1) * DAY).toISOString() }),
    )
    const web = servicesWith(() => feedResponse(past))
    await push(newsroom(), jsonFeed([sentItem(0)]), { headers: EDITOR })
    await pollPartner(web, "herald", NOW, { jitter: 0 })
    const { arrivals } = JSON.parse((await partner()).history as string) as { arrivals: number[] }
    expect(arrivals).toEqual(past.map(({ date_published }) => Date.parse(date_published!)).reverse())
  })
})

describe("who may push", () => {
  it("is told 401 with WWW-Authenticate when there are no good credentials", async () => {
    await addPartner()
    const courier = newsroom()
    for (const headers of [{}, bearer("whsec_AAAA"), bearer("nonsense"), { "webhook-id": "msg_1" }]) {
      const response = await push(courier, BODY, { headers: headers as Record<string, string> })
      expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="check-also"'])
    }
    expect(await rowsOf("items")).toEqual([])
  })

  it("is a partner with its key, on its own items only", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const courier = newsroom()
    const key = await keyFor(courier)
    expect((await push(courier, BODY, { headers: bearer(key) })).status).toBe(200)
    const foreign = await push(courier, BODY, { path: "/partners/tribune/items", headers: bearer(key) })
    expect(foreign.status).toBe(403)
    const unknown = await push(courier, BODY, { path: "/partners/nobody/items", headers: bearer(key) })
    expect(unknown.status).toBe(403)
    const removal = await courier.request("/partners/tribune/items/story-0", { method: "DELETE", headers: bearer(key) })
    expect(removal.status).toBe(403)
    expect((await push(courier, BODY, { path: "/partners/nobody/items", headers: EDITOR })).status).toBe(404)
  })

  it("is not a partner that is switched off", async () => {
    await addPartner()
    const courier = newsroom()
    const key = await keyFor(courier)
    await addPartner({ enabled: false })
    expect((await push(courier, BODY, { headers: bearer(key) })).status).toBe(403)
  })

  it("is counted: beyond the rate comes 429 with Retry-After", async () => {
    await addPartner()
    const courier = newsroom({ limiter: { limit: async ({ key }) => ({ success: key !== "partner:herald" }) } })
    const key = await keyFor(courier)
    const response = await push(courier, BODY, { headers: bearer(key) })
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "15"])
    expect((await push(courier, BODY, { headers: EDITOR })).status).toBe(200)
  })

  it("keeps a key for an hour after it was replaced, and the database holds none", async () => {
    await addPartner()
    const courier = newsroom()
    const old = await keyFor(courier)
    courier.clock.now += MINUTE
    const fresh = await keyFor(courier)
    expect(fresh).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(fresh).not.toBe(old)
    const stored = JSON.stringify(await rowsOf("partner_keys"))
    for (const key of [old, fresh]) expect(stored).not.toContain(key.slice(6, 20))
    const statuses = async () =>
      Promise.all(
        [old, fresh].flatMap((key) => [
          push(courier, BODY, { headers: bearer(key) }).then(({ status }) => status),
          push(courier, BODY, {
            headers: signed(key, BODY, `msg_${key.at(-3)}${courier.clock.now}`, courier.clock.now),
          }).then(({ status }) => status),
        ]),
      )
    courier.clock.now += HOUR - 1
    expect(await statuses()).toEqual([200, 200, 200, 200])
    courier.clock.now += 1
    expect(await statuses()).toEqual([401, 401, 200, 200])
  })
})

describe("a signed push", () => {
  it("is taken from the standardwebhooks client, and a replay gets the same answer without being done again", async () => {
    await addPartner()
    const courier = newsroom()
    const headers = signed(await keyFor(courier), BODY)
    const first = await push(courier, BODY, { headers })
    const taken = await first.text()
    expect(first.status).toBe(200)
    const before = await rowsOf("items")
    courier.clock.now += MINUTE
    const again = await push(courier, BODY, { headers })
    expect([again.status, await again.text()]).toEqual([200, taken])
    expect(JSON.parse(taken)).toMatchObject({ created: 2 })
    expect(await rowsOf("items")).toEqual(before)
    expect(await rowsOf("webhooks")).toHaveLength(1)
  })

  it("with a known id gets its first answer, whatever document it brings", async () => {
    await addPartner()
    const courier = newsroom()
    const key = await keyFor(courier)
    const taken = await (await push(courier, BODY, { headers: signed(key, BODY) })).text()
    const again = await push(courier, "no feed", { headers: signed(key, "no feed") })
    expect([again.status, await again.text()]).toEqual([200, taken])
  })

  it("that comes twice at once is done once", async () => {
    await addPartner()
    const courier = newsroom()
    const headers = signed(await keyFor(courier), BODY)
    const both = await Promise.all([1, 2, 3].map(async () => answer(await push(courier, BODY, { headers }))))
    for (const done of both) expect(done).toMatchObject({ created: 2, unchanged: 0 })
    expect(await rowsOf("items")).toHaveLength(2)
  })

  it.each([
    ["altered by a byte", (body: string) => body.replace("River", "Rivet"), NOW],
    ["made longer", (body: string) => `${body}\n`, NOW],
    ["with a clock six minutes behind", (body: string) => body, NOW - 6 * MINUTE],
    ["with a clock six minutes ahead", (body: string) => body, NOW + 6 * MINUTE],
  ])("%s is refused", async (_, alter, at) => {
    await addPartner()
    const courier = newsroom()
    const headers = signed(await keyFor(courier), BODY, "msg_1", at)
    const response = await push(courier, alter(BODY), { headers })
    expect([response.status, (await answer(response)).detail]).toEqual([401, expect.stringMatching(/signature/i)])
    expect(await rowsOf("items")).toEqual([])
  })

  it("with another partner's key is refused", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const courier = newsroom()
    const headers = signed(await keyFor(courier, "tribune"), BODY)
    expect((await push(courier, BODY, { headers })).status).toBe(401)
  })

  it("that was not a feed leaves its id free", async () => {
    await addPartner()
    const courier = newsroom()
    const key = await keyFor(courier)
    expect((await push(courier, "{", { headers: signed(key, "{") })).status).toBe(422)
    expect((await push(courier, BODY, { headers: signed(key, BODY) })).status).toBe(200)
  })
})

describe("DELETE /partners/:id/items/:itemId", () => {
  const remove = (courier: Courier, item: string, headers: Record<string, string>) =>
    courier.request(`/partners/herald/items/${encodeURIComponent(item)}`, { method: "DELETE", headers })

  it("withdraws by our id or by the guid, and again", async () => {
    await addPartner()
    const courier = newsroom()
    await push(courier, jsonFeed([sentItem(0), sentItem(1, { id: "https://herald.example/?p=1" })]), {
      headers: EDITOR,
    })
    const headers = bearer(await keyFor(courier))
    const { id } = (await rowsOf("items")).find(({ guid }) => guid === "story-0")!
    for (const name of [id as string, id as string, "https://herald.example/?p=1"]) {
      expect((await remove(courier, name, headers)).status).toBe(204)
    }
    expect((await rowsOf("items")).map(({ state, withdrawn_by }) => [state, withdrawn_by])).toEqual([
      ["withdrawn", "partner"],
      ["withdrawn", "partner"],
    ])
    expect((await remove(courier, "no-such-item", headers)).status).toBe(404)
  })

  it("by an editor holds against what the partner sends later", async () => {
    await addPartner()
    const courier = newsroom()
    await push(courier, BODY, { headers: EDITOR })
    expect((await remove(courier, "story-0", EDITOR)).status).toBe(204)
    const headers = bearer(await keyFor(courier))
    expect((await remove(courier, "story-0", headers)).status).toBe(204)
    const later = jsonFeed([sentItem(0, { title: "Gauges, told anew" }), sentItem(1)])
    expect(await answer(await push(courier, later, { headers }))).toMatchObject({
      updated: 0,
      unchanged: 1,
      rejected: [{ index: 0, guid: "story-0", reason: "was taken down by the newsroom" }],
    })
  })

  it("cannot reach another partner's item", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const courier = newsroom()
    await push(courier, BODY, { path: "/partners/tribune/items", headers: EDITOR })
    const { id } = (await rowsOf("items"))[0]!
    expect((await remove(courier, id as string, bearer(await keyFor(courier)))).status).toBe(404)
    expect((await rowsOf("items")).every(({ state }) => state === "live")).toBe(true)
  })
})

describe("a large push", () => {
  const LARGE = jsonFeed([sentItem(0, { content_html: `<p>${"word ".repeat(110_000)}</p>` })])
  /** A room that others hold until `isFull` is false, and the number of turns that were asked for. */
  function heldRoom() {
    const held = { isFull: true, asked: 0 }
    const enter = async () => {
      held.asked++
      return held.isFull ? ("full" as const) : ("entered" as const)
    }
    return { held, room: { place: () => ({ enter, waited: true, leave: () => {} }) } }
  }

  it("that found no turn is told when to come again, changes nothing, and is taken then", async () => {
    const { held, room } = heldRoom()
    const courier = newsroom({ room })
    await addPartner()
    const headers = signed(await keyFor(courier), LARGE, "msg_large", courier.clock.now)
    const refused = await push(courier, LARGE, { headers })
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"])
    expect((await answer(refused)).detail).toContain("Send the same request again in a minute.")
    expect([await rowsOf("items"), await rowsOf("webhooks")]).toEqual([[], []])
    held.isFull = false
    expect(await answer(await push(courier, LARGE, { headers }))).toMatchObject({ created: 1 })
  })

  it("of a stranger gets no turn, and a small one needs none", async () => {
    const { held, room } = heldRoom()
    const courier = newsroom({ room })
    await addPartner()
    await keyFor(courier)
    const headers = signed("whsec_c3RyYW5nZXI=", LARGE, "msg_1", courier.clock.now)
    expect((await push(courier, LARGE, { headers })).status).toBe(401)
    expect((await push(courier, BODY, { headers: EDITOR })).status).toBe(200)
    expect(held.asked).toBe(0)
  })

  it("leaves when it is done, and when it is no feed", async () => {
    const courier = newsroom()
    await addPartner()
    for (const body of [LARGE, "x".repeat(600_000), LARGE]) await push(courier, body, { headers: EDITOR })
    expect(await courier.services.room.place().enter(AbortSignal.abort())).toBe("entered")
  })
})

describe("POST /partners/:id/ping", () => {
  const ping = (courier: Courier, headers: Record<string, string>) =>
    courier.request("/partners/herald/ping", { method: "POST", headers })
  const queue = () => {
    const jobs: unknown[] = []
    return { jobs, polls: { send: async (job: unknown) => void jobs.push(job) } as unknown as Queue }
  }

  it("has the feed polled soon, and a signed one counts once", async () => {
    await addPartner({}, NOW + DAY)
    const { jobs, polls } = queue()
    const courier = newsroom({ polls })
    const headers = signed(await keyFor(courier), "POST /partners/herald/ping")
    for (const _ of [1, 2]) {
      const response = await ping(courier, headers)
      expect([response.status, await response.json()]).toEqual([202, { next_poll_at: new Date(NOW).toISOString() }])
    }
    expect(jobs).toEqual([{ partnerIds: ["herald"] }])
    expect(await rowsOf("partners")).toMatchObject([{ next_poll_at: NOW }])
  })

  it("does not make us ask more than once a minute", async () => {
    await addPartner({}, NOW + DAY)
    const { jobs, polls } = queue()
    const courier = newsroom({ polls })
    await courier.services.db
      .prepare("UPDATE partners SET last_polled_at = ?1")
      .bind(NOW - 1000)
      .run()
    expect(await (await ping(courier, EDITOR)).json()).toEqual({ next_poll_at: new Date(NOW + 59_000).toISOString() })
    expect(jobs).toEqual([])
  })

  it("is no use for a partner without a feed", async () => {
    await addPartner({ feedUrl: undefined })
    expect((await ping(newsroom(), EDITOR)).status).toBe(409)
  })

  it("signed, does not take the id of another kind of request", async () => {
    await addPartner()
    const courier = newsroom({ polls: queue().polls })
    const key = await keyFor(courier)
    expect((await push(courier, BODY, { headers: signed(key, BODY) })).status).toBe(200)
    expect((await ping(courier, signed(key, "POST /partners/herald/ping"))).status).toBe(400)
  })
})
