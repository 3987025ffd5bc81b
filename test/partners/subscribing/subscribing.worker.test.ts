import { describe, expect, it } from "vitest"
import { tick } from "../../../src/clock.ts"
import { HUB, hubWorld, TOPIC } from "../../support/hub-world.ts"
import { EDITOR } from "../../support/newsroom.ts"
import { addPartner, DAY, HOUR, jsonFeed, MINUTE, rowsOf, sentItem } from "../../support/partners.ts"

describe("a partner whose feed names a hub", () => {
  it("is subscribed to: callback, topic, lease and a secret of its own", async () => {
    const world = hubWorld()
    await world.start()
    await world.tick()
    expect(await world.partner()).toMatchObject({ websub: { hub: HUB, state: "wanted" } })
    await world.tick()
    const [request, ...more] = world.asked()
    expect(more).toEqual([])
    expect(request).toEqual({
      hub: HUB,
      contentType: "application/x-www-form-urlencoded",
      form: {
        "hub.callback": expect.stringMatching(/^https:\/\/courier\.example\/websub\/callback\/[\w-]{44}$/),
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.lease_seconds": "864000",
        "hub.secret": expect.stringMatching(/^[\w-]{43}$/),
      },
    })
    expect(await world.partner()).toMatchObject({ websub: { hub: HUB, state: "asked", lease_expires_at: null } })

    const answer = await world.verify(request!, { "hub.challenge": "<b>50% & more</b>" })
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "text/plain",
      "<b>50% & more</b>",
    ])
    expect((await world.partner()).websub).toEqual({
      hub: HUB,
      state: "active",
      lease_expires_at: new Date(world.clock.now + 10 * DAY).toISOString(),
      deliveries: 0,
      misses: 0,
    })
  })

  it("may have a hub that verifies before it answers", async () => {
    const world = hubWorld()
    world.hubs["hub.example"] = async (request) =>
      new Response(null, { status: (await world.verify(request)).status === 200 ? 202 : 400 })
    await world.start()
    await world.tick()
    await world.tick()
    expect(await world.partner()).toMatchObject({ websub: { state: "active" } })
  })

  it("is asked for once, whoever else ticks at the same time", async () => {
    const world = hubWorld()
    await world.start()
    await world.tick()
    world.clock.now += MINUTE
    await Promise.all([tick(world.services, world.clock.now), tick(world.services, world.clock.now)])
    await tick(world.services, world.clock.now)
    expect(world.asked()).toHaveLength(1)
  })

  it("is told nothing that the database alone would reveal", async () => {
    const world = hubWorld()
    const { form } = await world.subscribed()
    const { results } = await world.services.db.prepare("SELECT * FROM partner_subscriptions").all()
    expect(results).toHaveLength(1)
    const stored = JSON.stringify(results)
    expect(stored).not.toContain(form["hub.secret"])
    expect(stored).not.toContain(form["hub.callback"]!.split("/").at(-1))
  })

  it.each([
    ["on a private network", "<http://10.0.0.1/>; rel=hub"],
    ["on an unusual port", "<https://hub.example:25/>; rel=hub"],
    ["that is this service", "<https://courier.example/websub>; rel=hub"],
  ])("is not subscribed to at a hub %s", async (_, link) => {
    const world = hubWorld()
    world.link = link
    await world.start()
    await world.tick()
    await world.tick()
    expect(world.asked()).toEqual([])
    expect(await world.partner()).toMatchObject({ websub: null })
  })
})

describe("verification", () => {
  it("is 404 for what we did not ask for, and changes nothing", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    const before = (await world.partner()).websub
    for (const query of [
      { "hub.topic": `${TOPIC}?invalid` },
      { "hub.mode": "unsubscribe" },
      { "hub.mode": "publish" },
      { "hub.challenge": "" },
    ] as Record<string, string>[]) {
      expect([query, (await world.verify(request, query)).status]).toEqual([query, 404])
    }
    expect((await world.partner()).websub).toEqual(before)
  })

  it("again is answered again, and changes no lease", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    const before = (await world.partner()).websub
    world.wait(HOUR)
    const again = await world.verify(request, { "hub.lease_seconds": "60" })
    expect([again.status, await again.text()]).toEqual([200, "a challenge"])
    expect((await world.partner()).websub).toEqual(before)
  })

  it("that comes after a day is too late", async () => {
    const world = hubWorld()
    await world.start()
    await world.tick()
    await world.tick()
    const [request] = world.asked()
    await world.tick(DAY + MINUTE)
    expect((await world.verify(request!)).status).toBe(404)
  })
})

describe("a hub that fails", () => {
  const two = `<https://one.example/>; rel=hub, <https://two.example/>; rel=hub, <${TOPIC}>; rel=self`
  const hubsOf = (requests: { hub: string }[]) => requests.map(({ hub }) => new URL(hub).host)

  it.each([
    ["answers 500", () => new Response("it is broken", { status: 500 })],
    ["answers 404", () => new Response(null, { status: 404 })],
    ["redirects in a way that repeats nothing", () => Response.redirect("https://elsewhere.example/", 302)],
    ["cannot be reached", () => Promise.reject(new Error("no route"))],
    [
      "leads into a private network",
      () => new Response(null, { status: 307, headers: { location: "http://10.0.0.1/" } }),
    ],
  ])("and %s: the next one is asked at the next tick", async (_, answer) => {
    const world = hubWorld()
    world.link = two
    world.hubs["one.example"] = answer
    await world.start()
    await world.tick()
    await world.tick()
    expect(hubsOf(world.asked())).toEqual(["one.example"])
    expect(await world.partner()).toMatchObject({ websub: { state: "failed", hub: "https://two.example/" } })
    await world.tick()
    const [request] = world.asked()
    expect(request?.hub).toBe("https://two.example/")
    await world.verify(request!)
    expect(await world.partner()).toMatchObject({ websub: { hub: "https://two.example/", state: "active" } })
  })

  it("says why", async () => {
    const world = hubWorld()
    world.hubs["hub.example"] = () => new Response("we know no such topic", { status: 400 })
    await world.start()
    await world.tick()
    await world.tick()
    const { websub } = await world.partner()
    expect(websub).toMatchObject({ state: "failed", detail: `${HUB} answers 400: we know no such topic` })
    const page = await (await world.request("/status", { headers: EDITOR })).text()
    expect(page).toContain("we know no such topic")
  })

  it("with all others is left alone for ever longer pauses", async () => {
    const world = hubWorld()
    world.hubs["hub.example"] = () => new Response(null, { status: 500 })
    await world.start()
    await world.tick()
    const pauses: number[] = []
    let last = world.clock.now
    while (pauses.length < 7) {
      await world.tick(10 * MINUTE)
      if (!world.asked().length) continue
      pauses.push(world.clock.now - last)
      last = world.clock.now
    }
    for (const [i, hours] of [0, 1, 2, 4, 8, 16, 24].entries()) {
      expect(pauses[i]! / HOUR).toBeGreaterThanOrEqual(hours)
      expect(pauses[i]! / HOUR).toBeLessThan(hours * 1.1 + 0.2)
    }
  })

  it("and accepts without verifying is followed by the next after 15 minutes", async () => {
    const world = hubWorld()
    world.link = two
    await world.start()
    await world.tick()
    await world.tick()
    const [one] = world.asked()
    await world.tick(14 * MINUTE)
    expect(world.asked()).toEqual([])
    await world.tick(MINUTE)
    const [next] = world.asked()
    expect(next?.hub).toBe("https://two.example/")
    await world.verify(next!)
    // The first one is late, and the second one delivers already.
    expect((await world.verify(one!)).status).toBe(404)
    expect(await world.partner()).toMatchObject({ websub: { hub: "https://two.example/", state: "active" } })
  })

  it("and hangs delays no other host, and its other partners wait", async () => {
    const world = hubWorld()
    world.services.fetch = withHangingHub(world.services.fetch)
    const ends = Array.from({ length: 8 }, (_, n) => n)
    for (const n of ends) await addPartner({ id: `p${n}`, feedUrl: `https://p${n}.example/feed.json` }, world.clock.now)
    for (const n of ends) {
      const hub = n < 4 ? "https://hanging.example/" : `https://well${n}.example/`
      world.feeds[`p${n}.example`] = () =>
        new Response(jsonFeed([]), { headers: { link: `<${hub}>; rel=hub, <https://p${n}.example/>; rel=self` } })
    }
    await world.tick()
    await world.poll()
    await world.tick()
    expect(hubsOf(world.asked()).sort()).toEqual(["well4.example", "well5.example", "well6.example", "well7.example"])
    await world.tick()
    expect(world.asked()).toEqual([])
    expect(hung).toBe(1)
  })
})

it("a new KEY_SECRET makes all callbacks anew, and polls until then", async () => {
  const world = hubWorld()
  const request = await world.subscribed()
  await world.deliver(request, jsonFeed([sentItem(0)]))
  await world.tick(DAY)
  expect(world.asked()).toEqual([])
  Object.assign(world.services, { config: { ...world.services.config, keySecret: "another", keySecrets: ["another"] } })
  expect((await world.deliver(request, jsonFeed([sentItem(1)]))).status).toBe(404)
  await world.tick()
  await world.tick()
  const [again, ...more] = world.asked()
  expect([again!.form["hub.mode"], more]).toEqual(["subscribe", []])
  expect(again!.form["hub.callback"]).not.toBe(request.form["hub.callback"])
  await world.verify(again!)
  expect((await world.deliver(again!, jsonFeed([sentItem(1)]))).status).toBe(202)
  await world.tick(DAY)
  expect(world.asked()).toEqual([])
})

it("a KEY_SECRET that is rotated ends no subscription before its old value goes", async () => {
  const world = hubWorld()
  const request = await world.subscribed()
  const { config } = world.services
  Object.assign(world.services, {
    config: { ...config, keySecret: "another", keySecrets: ["another", config.keySecret] },
  })
  await world.tick(DAY)
  expect(world.asked()).toEqual([])
  expect((await world.deliver(request, jsonFeed([sentItem(1)]))).status).toBe(202)
  expect((await rowsOf("items")).map(({ url }) => url)).toEqual([sentItem(1).url])
})

it("a tick begins no request after 30 seconds, and the next one goes on", async () => {
  const world = hubWorld()
  await world.start()
  for (const n of [1, 2, 3, 4, 5]) {
    world.feeds[`p${n}.example`] = () =>
      new Response(jsonFeed([]), { headers: { link: `<https://h${n}.example/>; rel=hub` } })
    await addPartner({ id: `p${n}`, feedUrl: `https://p${n}.example/feed.json` }, world.clock.now)
    world.hubs[`h${n}.example`] = () => {
      world.clock.now += 15_000
      return new Response(null, { status: 202 })
    }
  }
  await world.tick()
  await world.tick()
  const first = world.asked().length
  expect(first).toBeGreaterThan(2)
  expect(first).toBeLessThan(6)
  await world.tick()
  expect(first + world.asked().length).toBe(6)
})

let hung = 0
/** A host that never answers: the deadline ends the request. */
function withHangingHub(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  hung = 0
  return (async (address: string, init?: RequestInit) => {
    if (!address.startsWith("https://hanging.example/")) return fetch(address, init)
    hung++
    throw new DOMException("the time is over", "TimeoutError")
  }) as typeof globalThis.fetch
}

describe("a denial (§5.2)", () => {
  it("at first is final for a week", async () => {
    const world = hubWorld()
    await world.start()
    await world.tick()
    await world.tick()
    const [request] = world.asked()
    const answer = await world.verify(request!, { "hub.mode": "denied", "hub.reason": "not for you" })
    expect(answer.status).toBe(200)
    expect(await world.partner()).toMatchObject({
      websub: { state: "denied", detail: expect.stringContaining("not for you") },
    })
    expect((await world.verify(request!)).status).toBe(404)
    await world.tick(6 * DAY)
    expect(world.asked()).toEqual([])
    await world.tick(2 * DAY)
    expect(world.asked()).toHaveLength(1)
  })

  it("later brings the polls back at once", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    await world.tick(DAY)
    expect(await world.untilPoll()).toBeGreaterThan(23 * HOUR)
    await world.verify(request, { "hub.mode": "denied" })
    expect(await world.untilPoll()).toBeLessThanOrEqual(0)
    expect((await world.deliver(request, jsonFeed([sentItem(1)]))).status).toBe(410)
  })
})

describe("a lease", () => {
  it("is renewed when a third is left, by a new callback with a new secret; then the old one ends", async () => {
    const world = hubWorld()
    const first = await world.subscribed()
    await world.deliver(first, jsonFeed([sentItem(0)]))
    await world.tick(6 * DAY)
    expect(world.asked()).toEqual([])
    await world.tick(0.67 * DAY)
    const [second, ...more] = world.asked()
    expect(more).toEqual([])
    expect(second!.form["hub.callback"]).not.toBe(first.form["hub.callback"])
    expect(second!.form["hub.secret"]).not.toBe(first.form["hub.secret"])
    // Until the hub verifies, the old one delivers.
    expect((await world.deliver(first, jsonFeed([sentItem(1)]))).status).toBe(202)
    await world.verify(second!)
    expect((await world.partner()).websub).toEqual({
      hub: HUB,
      state: "active",
      lease_expires_at: new Date(world.clock.now + 10 * DAY).toISOString(),
      deliveries: 2,
      misses: 0,
    })
    expect((await world.deliver(first, jsonFeed([sentItem(2)]))).status).toBe(410)
    expect((await world.deliver(second!, jsonFeed([sentItem(2)]))).status).toBe(202)
    await world.tick()
    const [leave, ...others] = world.asked()
    expect(others).toEqual([])
    expect(leave!.form).toEqual({
      "hub.callback": first.form["hub.callback"],
      "hub.mode": "unsubscribe",
      "hub.topic": TOPIC,
    })
    expect((await world.verify(leave!)).status).toBe(200)
    expect((await world.deliver(first, jsonFeed([sentItem(2)]))).status).toBe(410)
    expect((await world.verify(leave!)).status).toBe(404)
    expect(await world.partner()).toMatchObject({ item_count: 3, websub: { deliveries: 3 } })
  })

  it("that no hub renews ends, and the polls come back", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.deliver(request, jsonFeed([sentItem(0)]))
    for (let day = 0; day < 9; day++) await world.tick(DAY)
    expect(world.asked().length).toBeGreaterThan(2)
    expect(await world.partner()).toMatchObject({ websub: { state: "active" } })
    await world.tick(DAY)
    expect(await world.partner()).toMatchObject({
      websub: { state: "expired", lease_expires_at: null, detail: expect.stringContaining(HUB) },
    })
    expect(await world.untilPoll()).toBeLessThan(DAY - HOUR)
    expect((await world.deliver(request, jsonFeed([sentItem(1)]))).status).toBe(410)
  })
})

it("the end of a lease brings the polls back at once, not at the next daily one", async () => {
  const world = hubWorld()
  await world.start()
  await world.tick()
  await world.tick()
  const [request] = world.asked()
  await world.verify(request!, { "hub.lease_seconds": "7200" })
  await world.deliver(request!, jsonFeed([sentItem(0)]))
  await world.send("POST", "/partners/herald/poll", "")
  expect(await world.untilPoll()).toBeGreaterThan(23 * HOUR)
  await world.tick(2 * HOUR)
  await world.tick()
  expect(await world.partner()).toMatchObject({ websub: { state: "expired" } })
  expect(await world.untilPoll()).toBeLessThan(12 * HOUR)
})

describe("the end of a subscription", () => {
  const left = async (world: ReturnType<typeof hubWorld>, callback: string | undefined) => {
    await world.tick()
    const requests = world.asked().filter(({ form }) => form["hub.mode"] === "unsubscribe")
    expect(requests.map(({ form }) => form["hub.callback"])).toEqual([callback])
    return requests[0]!
  }

  it("comes when the partner is removed, and the hub may verify it", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.request("/partners/herald", { method: "DELETE", headers: EDITOR })
    expect((await world.deliver(request, jsonFeed([sentItem(0)]))).status).toBe(410)
    const leave = await left(world, request.form["hub.callback"])
    expect(await (await world.verify(leave)).text()).toBe("a challenge")
    await world.tick(DAY)
    expect(world.asked()).toEqual([])
  })

  it("is asked for four times, when the hub does not verify it", async () => {
    const world = hubWorld()
    await world.subscribed()
    await world.request("/partners/herald", { method: "DELETE", headers: EDITOR })
    for (let hour = 0; hour < 48; hour++) await world.tick(HOUR)
    expect(world.asked()).toHaveLength(3)
    const { results } = await world.services.db.prepare("SELECT * FROM partner_subscriptions").all()
    expect(results).toEqual([])
  })

  it("comes when an editor disables the partner; enabled again it is found again", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.send("PUT", "/partners/herald", { enabled: false })
    expect((await world.deliver(request, jsonFeed([sentItem(0)]))).status).toBe(410)
    expect(await world.partner()).toMatchObject({ websub: null })
    await left(world, request.form["hub.callback"])
    await world.send("PUT", "/partners/herald", { enabled: true })
    await world.tick()
    expect(await world.partner()).toMatchObject({ websub: { state: "wanted" } })
  })

  it("does not come when an editor changes anything else", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.send("PUT", "/partners/herald", { weight: 2, name: "Herald" })
    await world.tick()
    expect(world.asked()).toEqual([])
    expect((await world.deliver(request, jsonFeed([sentItem(0)]))).status).toBe(202)
  })

  it("comes when an editor gives the partner another feed", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    await world.send("PUT", "/partners/herald", { feed_url: "https://herald.example/other.json" })
    await left(world, request.form["hub.callback"])
  })

  it("comes when the feed names no hub any more", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    world.link = ""
    world.items = [sentItem(0)]
    await world.send("POST", "/partners/herald/poll", "")
    await left(world, request.form["hub.callback"])
    expect(await world.partner()).toMatchObject({ websub: null })
  })

  it("comes when the feed has another topic, once that is verified", async () => {
    const world = hubWorld()
    const request = await world.subscribed()
    world.link = `<${HUB}>; rel=hub, <https://herald.example/moved.json>; rel=self`
    world.items = [sentItem(0)]
    await world.send("POST", "/partners/herald/poll", "")
    await world.tick()
    const [moved, ...more] = world.asked()
    expect([moved!.form["hub.mode"], moved!.form["hub.topic"], more]).toEqual([
      "subscribe",
      "https://herald.example/moved.json",
      [],
    ])
    expect((await world.deliver(request, jsonFeed([sentItem(1)]))).status).toBe(202)
    await world.verify(moved!)
    await left(world, request.form["hub.callback"])
  })
})
