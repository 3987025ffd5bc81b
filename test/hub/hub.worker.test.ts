import { describe, expect, it } from "vitest"
import { toBytes, toHex } from "../../src/lib/crypto/hash.ts"
import { hmac } from "../../src/lib/crypto/hmac.ts"
import { HOUR, MINUTE } from "../../src/lib/text/time.ts"
import { hubOf } from "../support/subscribers.ts"

const CALLBACK = "https://reader.example/hear?feed=7"
const DAY = 24 * HOUR

const nextTry = async (world: ReturnType<typeof hubOf>) => (await world.subscriptions()).subscriptions[0]?.next_try_at

/** A hub with one article out and one subscriber. */
async function subscribed(config = {}, more: Record<string, string> = {}) {
  const world = hubOf(config)
  await world.publish("first")
  await world.subscribe(CALLBACK, more)
  await world.work()
  world.got()
  return world
}

describe("a subscription", () => {
  it("is verified before anything is stored, with the callback's own query and the lease", async () => {
    const world = hubOf()
    await world.publish("first")
    expect((await world.subscribe(CALLBACK)).status).toBe(202)
    expect((await world.subscriptions()).subscriptions).toEqual([])
    await world.work()
    const [asked] = world.got()
    expect(asked!.method).toBe("GET")
    expect(asked!.url).toMatch(
      /^https:\/\/reader\.example\/hear\?feed=7&hub\.mode=subscribe&hub\.topic=https%3A%2F%2Fcourier\.example%2Fatom\.xml&hub\.challenge=[\w-]{32}&hub\.lease_seconds=864000$/,
    )
    const { subscriptions, feeds, hosts } = await world.subscriptions()
    expect(subscriptions).toMatchObject([{ callback: CALLBACK, topic: "https://courier.example/atom.xml" }])
    expect(feeds).toMatchObject([{ topic: "https://courier.example/atom.xml", subscribers: 1 }])
    expect(hosts).toEqual([{ host: "reader.example", subscribers: 1 }])
  })

  it.each([
    ["answers 404", () => new Response(null, { status: 404 })],
    ["redirects", () => new Response(null, { status: 302, headers: { location: "https://reader.example/other" } })],
    ["answers with another text", () => new Response("yes")],
    [
      "answers with more than the challenge",
      ({ url }: { url: string }) => new Response(`${new URL(url).searchParams.get("hub.challenge")}\n`),
    ],
  ])("is not stored when the callback %s", async (_, answer) => {
    const world = hubOf()
    await world.publish("first")
    world.hosts["reader.example"] = answer
    await world.subscribe(CALLBACK)
    await world.work()
    expect(world.got()).toHaveLength(1)
    expect((await world.subscriptions()).subscriptions).toEqual([])
  })

  it.each([
    ["10", 300],
    ["3600", 3600],
    ["99999999", 30 * 86400],
    ["", 864000],
  ])("that wants a lease of %j seconds gets %i", async (wanted, given) => {
    const world = await subscribed({}, { "hub.lease_seconds": wanted })
    const [subscription] = (await world.subscriptions()).subscriptions
    expect(Date.parse(subscription!.lease_expires_at) - world.clock.now).toBe(given * 1000)
  })

  it("ends with its lease", async () => {
    const world = await subscribed()
    await world.later(11 * DAY)
    expect((await world.subscriptions()).subscriptions).toEqual([])
  })

  it("is replaced by a new request, once that is verified", async () => {
    const world = await subscribed({}, { "hub.secret": "old" })
    world.hosts["reader.example"] = () => new Response(null, { status: 404 })
    world.wait()
    await world.subscribe(CALLBACK, { "hub.secret": "new" })
    await world.work()
    delete world.hosts["reader.example"]
    const signedWith = async (secret: string) => {
      const post = world.got().find(({ method }) => method === "POST")!
      return post.headers.get("x-hub-signature") === `sha256=${toHex(await hmac(secret, toBytes(post.body)))}`
    }
    await world.publish("second")
    expect(await signedWith("old")).toBe(true)
    await world.subscribe(CALLBACK, { "hub.secret": "new" })
    await world.work()
    world.got()
    await world.publish("third")
    expect(await signedWith("new")).toBe(true)
    expect((await world.subscriptions()).subscriptions).toHaveLength(1)
  })

  it("ends when its end is verified, and not before", async () => {
    const world = await subscribed()
    const leave = () =>
      world.ask({
        "hub.mode": "unsubscribe",
        "hub.topic": "https://courier.example/atom.xml",
        "hub.callback": CALLBACK,
      })
    world.hosts["reader.example"] = () => new Response(null, { status: 404 })
    expect((await leave()).status).toBe(202)
    await world.work()
    expect((await world.subscriptions()).subscriptions).toHaveLength(1)
    delete world.hosts["reader.example"]
    await leave()
    await world.work()
    expect(world.got().at(-1)!.url).not.toContain("lease_seconds")
    expect((await world.subscriptions()).subscriptions).toEqual([])
  })

  it("is renewed at a host that has as many as one may have, and a further one is denied", async () => {
    const world = await subscribed()
    await world.services.db
      .prepare(
        `INSERT INTO subscribers (feed, file, callback, protocol, host, asked_at, lease_expires_at, delivered)
         SELECT 'main', 'rss.xml', 'https://reader.example/' || value, 'websub', 'reader.example', 0, ?1, 0
         FROM json_each(?2)`,
      )
      .bind(world.clock.now + DAY, JSON.stringify(Array.from({ length: 1999 }, (_, n) => n)))
      .run()
    const modeAfter = async (callback: string) => {
      await world.subscribe(callback)
      await world.work()
      return new URL(world.got()[0]!.url).searchParams.get("hub.mode")
    }
    expect(await modeAfter(CALLBACK)).toBe("subscribe")
    expect(await modeAfter("https://reader.example/one-more")).toBe("denied")
  })

  it("to a feed that was never there is denied", async () => {
    const world = hubOf()
    await world.subscribe(CALLBACK, { "hub.topic": "https://courier.example/tags/nothing/rss.xml" })
    await world.work()
    const [asked] = world.got()
    expect(new URL(asked!.url).searchParams.get("hub.mode")).toBe("denied")
    expect(new URL(asked!.url).searchParams.get("feed")).toBe("7")
  })

  it("to a feed that nobody asked for has it rendered first, and then gets only what changes", async () => {
    const world = hubOf()
    await world.put("first", { tags: ["Water"] })
    await world.render()
    await world.work()
    await world.subscribe(CALLBACK, { "hub.topic": "https://courier.example/tags/water/rss.xml" })
    const again = await world.work()
    expect(again).toHaveLength(1)
    await world.render()
    world.deliveries.push(...again)
    await world.work()
    expect(world.got().map(({ method }) => method)).toEqual(["GET"])
    world.wait()
    await world.put("second", { tags: ["Water"] })
    await world.render()
    await world.work()
    expect(world.got().map(({ method }) => method)).toEqual(["POST"])
  })

  it("keeps its feed from being dropped when nobody asks for it", async () => {
    const world = hubOf()
    await world.put("first", { tags: ["Water"] })
    await world.render()
    await world.request("/tags/water/rss.xml")
    await world.render()
    await world.subscribe(CALLBACK, {
      "hub.topic": "https://courier.example/tags/water/rss.xml",
      "hub.lease_seconds": `${30 * 86400}`,
    })
    await world.work()
    await world.later(20 * DAY)
    await world.subscribe(CALLBACK, {
      "hub.topic": "https://courier.example/tags/water/rss.xml",
      "hub.lease_seconds": `${30 * 86400}`,
    })
    await world.work()
    await world.later(20 * DAY)
    world.got()
    await world.put("second", { tags: ["Water"] })
    await world.render()
    await world.work()
    expect(world.got().map(({ method }) => method)).toEqual(["POST"])
  })
})

describe("a delivery", () => {
  it("is the topic as a GET of it gives it, to the exact callback, signed", async () => {
    const world = await subscribed({}, { "hub.secret": "between us" })
    await world.publish("second")
    const [post, ...rest] = world.got()
    expect(rest).toEqual([])
    expect(post).toMatchObject({ method: "POST", url: CALLBACK })
    world.wait()
    const topic = await world.request("/atom.xml")
    expect(post!.body).toBe(await topic.text())
    expect(post!.headers.get("content-type")).toBe(topic.headers.get("content-type"))
    expect(post!.headers.get("link")).toBe(
      '<https://courier.example/atom.xml>; rel="self", <https://courier.example/websub>; rel="hub"',
    )
    expect(post!.headers.get("x-hub-signature")).toBe(`sha256=${toHex(await hmac("between us", toBytes(post!.body)))}`)
    expect((await world.subscriptions()).feeds).toMatchObject([{ delivered: 1, failed: 0 }])
  })

  it("has no signature without a secret", async () => {
    const world = await subscribed()
    await world.publish("second")
    expect(world.got()[0]!.headers.has("x-hub-signature")).toBe(false)
  })

  it("is not sent when nothing has changed, or when it was sent", async () => {
    const world = await subscribed()
    await world.publish("second")
    world.got()
    await world.put("second")
    await world.render()
    await world.work()
    await world.batch([{ kind: "deliver", subscriber: 1 }])
    await world.later(10 * MINUTE)
    await world.later(10 * MINUTE)
    expect(world.got()).toEqual([])
  })

  it("is sent once for two changes while it waits", async () => {
    const world = await subscribed()
    await world.put("second")
    await world.render()
    world.wait()
    await world.put("third")
    await world.render()
    await world.work()
    expect(world.got()).toHaveLength(1)
  })

  it("is made up for when its message is lost", async () => {
    const world = await subscribed()
    await world.put("second")
    await world.render()
    world.deliveries.splice(0)
    await world.later(3 * MINUTE)
    expect(world.got()).toHaveLength(1)
    await world.put("third")
    await world.render()
    // The fan-out is done, and what it sent is lost.
    await world.batch(world.deliveries.splice(0))
    world.deliveries.splice(0)
    await world.later(6 * MINUTE)
    expect(world.got()).toHaveLength(1)
    await world.later(6 * MINUTE)
    expect(world.got()).toEqual([])
  })

  it("that comes while another one is under way brings the newer version after it", async () => {
    const world = await subscribed()
    let answer = (_: Response) => {}
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    world.hosts["reader.example"] = () => {
      asked()
      return new Promise((resolve) => (answer = resolve))
    }
    await world.put("second")
    await world.render()
    const working = world.work()
    await isAsked
    world.wait()
    await world.put("third")
    await world.render()
    delete world.hosts["reader.example"]
    await world.work()
    answer(new Response(null, { status: 200 }))
    await working
    await world.work()
    const [one, other, ...rest] = world.got()
    expect(rest).toEqual([])
    expect(one!.body).not.toContain("third")
    expect(other!.body).toContain("third")
  })

  it.each([
    ["500", () => new Response(null, { status: 500 })],
    ["a redirect", () => new Response(null, { status: 301, headers: { location: "https://reader.example/new" } })],
    ["no answer", () => Promise.reject(new Error("connection refused"))],
  ])("that ends in %s is tried again with growing delay, for more than a day, then given up", async (_, answer) => {
    const world = await subscribed()
    world.hosts["reader.example"] = answer as () => Response
    await world.publish("second")
    expect(world.got()).toHaveLength(1)
    const waits: number[] = []
    for (let next = await nextTry(world); next !== undefined; next = await nextTry(world)) {
      waits.push((Date.parse(next) - world.clock.now) / MINUTE)
      await world.later(Date.parse(next) - world.clock.now - MINUTE / 2)
      expect(world.got()).toEqual([])
      await world.later(MINUTE / 2)
      expect(world.got()).toHaveLength(1)
    }
    expect(waits).toEqual([1, 5, 30, 120, 360, 720, 1440])
    // Only this version is given up (§7).
    delete world.hosts["reader.example"]
    await world.publish("third")
    expect(world.got()).toHaveLength(1)
    expect((await world.subscriptions()).subscriptions).toMatchObject([{ failures: 0 }])
  })

  it("that is answered 410 ends the subscription", async () => {
    const world = await subscribed()
    world.hosts["reader.example"] = () => new Response(null, { status: 410 })
    await world.publish("second")
    expect((await world.subscriptions()).subscriptions).toEqual([])
  })

  it("that fails for a week ends the subscription", async () => {
    const world = await subscribed()
    world.hosts["reader.example"] = () => new Response(null, { status: 500 })
    await world.publish("second")
    for (let day = 0; day < 8; day++) {
      await world.later(DAY)
      await world.publish(`day-${day}`)
    }
    expect((await world.subscriptions()).subscriptions).toEqual([])
  })

  it("waits when KV does not have the newest version yet", async () => {
    const world = await subscribed()
    const { articles } = world.services
    await world.put("second")
    const getWithMetadata = articles.getWithMetadata.bind(articles)
    const old = await getWithMetadata("feed/main/atom.xml", "arrayBuffer")
    await world.render()
    world.services.articles = Object.assign(Object.create(articles), {
      getWithMetadata: async (key: string, type: "arrayBuffer") =>
        key === "feed/main/atom.xml" ? old : getWithMetadata(key, type),
    })
    const again = await world.work()
    expect(again).toEqual([{ kind: "deliver", subscriber: 1 }])
    expect(world.got()).toEqual([])
    world.services.articles = articles
    await world.batch(again)
    expect(world.got()).toHaveLength(1)
  })

  it("has only the new entries where DELTA_DELIVERIES says so", async () => {
    const world = await subscribed({ deltaDeliveries: true })
    await world.subscribe(CALLBACK, { "hub.topic": "https://courier.example/feed.json" })
    await world.work()
    world.got()
    await world.publish("second")
    const bodies = world.got().map(({ body }) => body)
    expect(bodies).toHaveLength(2)
    const atom = bodies.find((body) => body.startsWith("<?xml"))!
    expect(atom).toContain("articles/second")
    expect(atom).not.toContain("articles/first")
    expect(JSON.parse(bodies.find((body) => body.startsWith("{"))!).items).toHaveLength(2)
  })
})

describe("a fan-out", () => {
  it("pages through the subscribers", async () => {
    const world = await subscribed()
    await world.services.db
      .prepare(
        `INSERT INTO subscribers (feed, file, callback, protocol, host, asked_at, lease_expires_at, delivered)
         SELECT 'main', 'atom.xml', 'https://many.example/' || value, 'websub', 'many.example', 0, ?1,
           (SELECT since FROM snapshots WHERE feed = 'main' AND file = 'atom.xml') FROM json_each(?2)`,
      )
      .bind(world.clock.now + DAY, JSON.stringify(Array.from({ length: 250 }, (_, n) => n)))
      .run()
    await world.publish("second")
    expect(new Set(world.got().map(({ url }) => url)).size).toBe(251)
  })

  it("tells other hubs, once a change, and names them", async () => {
    const world = hubOf()
    world.services.config.publication = {
      ...world.services.config.publication,
      hubs: ["https://courier.example/websub", "https://hub.example/"],
    }
    await world.publish("first")
    await world.later(3 * MINUTE)
    await world.later(6 * MINUTE)
    const pings = world.got()
    expect(new Set(pings.map(({ url }) => url))).toEqual(new Set(["https://hub.example/"]))
    const topics = pings.map(({ body }) => new URLSearchParams(body).get("hub.url"))
    expect(topics).toContain("https://courier.example/rss.xml")
    expect(topics.filter((topic) => topic?.includes("/archive/"))).toEqual([])
    expect(new Set(topics).size).toBe(topics.length)
    expect((await world.request("/rss.xml")).headers.get("link")).toContain('<https://hub.example/>; rel="hub"')
  })
})

describe("the operator", () => {
  it("drops a subscriber, and its callback is told", async () => {
    const world = await subscribed()
    const [{ id } = { id: "" }] = (await world.subscriptions()).subscriptions
    const drop = () =>
      world.request(`/subscriptions?id=${id}`, {
        method: "DELETE",
        headers: { authorization: "Bearer editor-token-for-tests" },
      })
    expect((await drop()).status).toBe(204)
    await world.work()
    expect(new URL(world.got()[0]!.url).searchParams.get("hub.mode")).toBe("denied")
    expect((await drop()).status).toBe(404)
    await world.publish("second")
    expect(world.got()).toEqual([])
  })
})

describe("a stranger", () => {
  const limited = () => {
    const asked: string[] = []
    return {
      asked,
      limit: async ({ key }: { key: string }) => ({ success: asked.push(key) < 100 && !key.includes("victim") }),
    }
  }

  it("is limited by its address and by the callback's host", async () => {
    const world = hubOf()
    const limiter = limited()
    world.services.hubLimiter = limiter
    const answer = await world.subscribe("https://victim.example/x", {})
    expect(answer.status).toBe(429)
    expect(world.deliveries).toEqual([])
    expect(limiter.asked).toEqual(["asker:", "callback:victim.example"])
    const cloud = await world.request("/rsscloud/pleaseNotify", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        port: "443",
        path: "/",
        protocol: "http-post",
        domain: "victim.example",
        url1: "https://courier.example/rss.xml",
      }).toString(),
    })
    expect(cloud.status).toBe(429)
    expect(world.got()).toEqual([])
  })

  it.each([
    ["an address on a private network", "http://127.0.0.1/x"],
    ["this service itself", "https://courier.example/websub"],
  ])("cannot aim us at %s", async (_, callback) => {
    const world = hubOf({ allowPrivateNetwork: false })
    await world.publish("first")
    await world.subscribe(callback)
    await world.work()
    expect(world.got()).toEqual([])
  })
})
