import { describe, expect, it, vi } from "vitest"
import { countedDatabase } from "../../support/counting.ts"
import { HUB, hubWorld } from "../../support/hub-world.ts"
import { EDITOR } from "../../support/newsroom.ts"
import { DAY, HOUR, jsonFeed, MINUTE, rowsOf, sentItem } from "../../support/partners.ts"

const titles = async () => (await rowsOf("items")).map(({ title, state }) => `${title}: ${state}`).sort()
const partnerRow = async () => (await rowsOf("partners"))[0]!

describe("a delivery", () => {
  it("is stored as a push is, whatever Content-Type it has", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    const rss = `<rss version="2.0"><channel><title>H</title><link>/</link><description>d</description>
      <item><title>Saffron growers expect a late harvest</title><link>/saffron</link><guid>s</guid></item></channel></rss>`
    expect((await world.deliver(request, rss, { type: "text/html" })).status).toBe(202)
    const [item] = await rowsOf("items")
    expect(item).toMatchObject({ url: "https://herald.example/saffron", guid: "s", state: "live" })
    expect(await world.partner()).toMatchObject({ websub: { deliveries: 1, misses: 0 }, last_error: null })
  })

  it("again changes nothing", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    const before = await rowsOf("items")
    world.wait(MINUTE)
    expect((await world.deliver(request, jsonFeed([sentItem(0)]))).status).toBe(202)
    expect(await rowsOf("items")).toEqual(before)
  })

  it("deletes nothing that it lacks, and ages nothing out that the feed still has", async () => {
    const world = hubWorld({ retentionItems: 2 })
    world.items = [sentItem(2), sentItem(3)]
    const request = await world.subscribed()
    const before = await partnerRow()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    expect((await rowsOf("items")).map(({ guid, state }) => [guid, state]).sort()).toEqual([
      ["story-0", "live"],
      ["story-2", "live"],
      ["story-3", "live"],
    ])
    const after = await partnerRow()
    for (const name of ["etag", "last_modified", "body_hash", "offered", "next_poll_at"]) {
      expect([name, after[name]]).toEqual([name, before[name]])
    }
  })

  it("brings nothing back that the partner withdrew, for it may be an old document", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    await world.deliver(request, jsonFeed([sentItem(0, { _check_also: { withdrawn: true } })]))
    await world.deliver(request, jsonFeed([sentItem(0)]))
    expect(await titles()).toEqual(["Gauges return to the Kabul River: withdrawn"])
  })

  it("with a wrong signature is answered 202 and dropped", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    const logged = vi.spyOn(console, "warn").mockImplementation(() => {})
    const answer = await world.deliver(request, jsonFeed([sentItem(0)]), { secret: "guessed" })
    expect(logged.mock.calls.flat().join()).toContain("delivery-dropped")
    logged.mockRestore()
    expect([answer.status, await answer.text()]).toEqual([202, ""])
    expect(await rowsOf("items")).toEqual([])
    expect(await world.partner()).toMatchObject({ websub: { deliveries: 0 } })
  })

  it("without a signature is 400, and nothing of it is read", async () => {
    const world = hubWorld()
    const { form } = await world.subscribed()
    const answer = await world.request(new URL(form["hub.callback"]!).pathname, {
      method: "POST",
      body: jsonFeed([sentItem(0)]),
    })
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { detail: expect.stringContaining("X-Hub-Signature") },
    ])
    expect(await rowsOf("items")).toEqual([])
  })

  it("that is forged or unsigned costs a stranger's request one row at most", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    const counted = countedDatabase(world.services.db)
    Object.assign(world.services, { db: counted.db })
    const logged = vi.spyOn(console, "warn").mockImplementation(() => {})
    await world.deliver(request, jsonFeed([sentItem(0)]), { secret: "guessed" })
    logged.mockRestore()
    expect(counted.take()).toEqual({ statements: 1, rowsRead: 1, rowsWritten: 0 })
    await world.request(new URL(request.form["hub.callback"]!).pathname, { method: "POST", body: "x" })
    expect(counted.take()).toEqual({ statements: 0, rowsRead: 0, rowsWritten: 0 })
  })

  it("before the hub verified is 404", async () => {
    const world = hubWorld()
    await world.start()
    await world.tick()
    await world.tick()
    const [request] = world.asked()
    expect((await world.deliver(request!, jsonFeed([sentItem(0)]))).status).toBe(404)
    expect(await rowsOf("items")).toEqual([])
  })

  it.each([
    ["nothing", ""],
    ["no feed", "the feed has changed"],
    ["a page", "<!DOCTYPE html><html><head><title>News</title></head><body><p>New</p></body></html>"],
    ["too many items", jsonFeed(Array.from({ length: 1001 }, (_, n) => sentItem(n)))],
  ])("of %s makes us poll, once a minute at most", async (_, body) => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.poll()
    world.wait(MINUTE)
    expect((await world.deliver(request, body)).status).toBe(202)
    expect(await world.poll()).toEqual(["herald"])
    expect((await world.deliver(request, body)).status).toBe(202)
    expect(await world.poll()).toEqual([])
    expect(await world.partner()).toMatchObject({ websub: { deliveries: 2 } })
  })

  it("for the newsroom's own CMS publishes, and its feed is polled as before", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.send("PUT", "/partners/herald", { role: "house" })
    await world.deliver(request, jsonFeed([sentItem(0)]))
    await world.render()
    world.wait()
    expect((await world.feed()).items).toMatchObject([{ title: "Gauges return to the Kabul River" }])
    await world.tick()
    expect(await world.untilPoll()).toBeLessThan(2 * HOUR)
  })
})

describe("polls", () => {
  it("go on as ever until the hub delivers, then come once a day", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.send("POST", "/partners/herald/poll", "")
    expect(await world.untilPoll()).toBeLessThan(2 * HOUR)
    await world.deliver(request, jsonFeed([sentItem(0)]))
    await world.send("POST", "/partners/herald/poll", "")
    expect(await world.untilPoll()).toBeGreaterThanOrEqual(DAY)
    expect(await world.untilPoll()).toBeLessThanOrEqual(DAY + HOUR)
  })

  it("know the rhythm of what was delivered, when the hub is gone", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    for (let n = 0; n < 30; n++) {
      world.wait(10 * MINUTE)
      await world.deliver(
        request,
        jsonFeed([sentItem(n, { date_published: new Date(world.clock.now - 1000).toISOString() })]),
      )
    }
    await world.verify(request, { "hub.mode": "denied" })
    await world.tick()
    expect(await world.untilPoll()).toBeLessThan(10 * MINUTE)
  })
})

describe("a hub that accepts and does not deliver", () => {
  async function silent(link = "") {
    const world = hubWorld()
    world.link += link
    const request = await world.subscribed()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    await world.tick(DAY)
    expect(await world.untilPoll()).toBeGreaterThan(23 * HOUR)
    world.wait(DAY + HOUR)
    const published = [1, 2, 3].map((n) =>
      sentItem(n, { date_published: new Date(world.clock.now - n * HOUR).toISOString() }),
    )
    world.items = [sentItem(0), ...published.slice(0, 2)]
    await world.tick(0)
    return { world, request, published }
  }

  it("is noticed at the third story that only a poll brought; then polls are as before and /status says so", async () => {
    const { world, published } = await silent()
    expect(await world.partner()).toMatchObject({ websub: { state: "active", misses: 2 } })
    expect(await world.untilPoll()).toBeGreaterThan(23 * HOUR)
    world.items.push(published[2]!)
    await world.tick(DAY + HOUR)
    expect(await world.partner()).toMatchObject({ websub: { hub: HUB, state: "silent", misses: 3 } })
    expect(await world.untilPoll()).toBeLessThan(12 * HOUR)
    const page = await (await world.request("/status", { headers: EDITOR })).text()
    expect(page).toMatch(/silent.*does not deliver\. Polls found 3 stories/s)
  })

  it("is trusted again when it delivers", async () => {
    const { world, request, published } = await silent()
    world.items.push(published[2]!)
    await world.tick(DAY + HOUR)
    await world.deliver(request, jsonFeed([sentItem(4)]))
    expect(await world.partner()).toMatchObject({ websub: { state: "active", misses: 0, deliveries: 2 } })
    await world.send("POST", "/partners/herald/poll", "")
    expect(await world.untilPoll()).toBeGreaterThan(23 * HOUR)
  })

  it("is followed by the next hub of the feed, and unsubscribed once that one is verified", async () => {
    const { world, request, published } = await silent(', <https://two.example/>; rel="hub"')
    world.items.push(published[2]!)
    await world.tick(DAY + HOUR)
    await world.tick()
    const [next, ...more] = world.asked()
    expect([next?.hub, more]).toEqual(["https://two.example/", []])
    await world.verify(next!)
    expect(await world.partner()).toMatchObject({ websub: { hub: "https://two.example/", state: "active", misses: 0 } })
    await world.tick()
    expect(world.asked()).toMatchObject([
      { hub: HUB, form: { "hub.mode": "unsubscribe", "hub.callback": request.form["hub.callback"] } },
    ])
  })

  it("stays silent through its renewal, and costs no story", async () => {
    const { world, published } = await silent()
    world.items.push(published[2]!)
    await world.tick(DAY + HOUR)
    await world.tick(4 * DAY)
    const [renewal] = world.asked()
    await world.verify(renewal!)
    expect(await world.partner()).toMatchObject({ websub: { state: "silent", misses: 3 }, item_count: 4 })
  })

  it("is not blamed for stories from before the subscription, or of the last 15 minutes", async () => {
    const world = hubWorld()
    await world.subscribed()
    const at = (ago: number) => new Date(world.clock.now - ago).toISOString()
    world.wait(HOUR)
    world.items = [
      sentItem(0, { date_published: at(2 * DAY) }),
      sentItem(1, { date_published: at(14 * MINUTE) }),
      sentItem(2, { date_published: at(16 * MINUTE) }),
    ]
    await world.send("POST", "/partners/herald/poll", "")
    expect(await world.partner()).toMatchObject({ item_count: 3, websub: { misses: 1 } })
  })
})
