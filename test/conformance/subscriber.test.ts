import { afterAll, beforeAll, expect, it } from "vitest"
import { EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"
import { freePort, type HubSubscription, type Rocks, sign, startRocks, type Told } from "./rocks.ts"

// Our subscriber against a publisher and a hub on sockets of their own. Each case names its section of the W3C
// Recommendation. Those with numbers are the cases of the public test suite for subscribers.

const DAY = 24 * 3600_000
let worker: RunningWorker
let rocks: Rocks

beforeAll(async () => {
  rocks = await startRocks()
  const port = await freePort()
  const vars = { ALLOW_PRIVATE_NETWORK: "true", SITE_URL: `http://127.0.0.1:${port}` }
  worker = await startWorker({ port, vars })
})
afterAll(async () => {
  rocks?.close()
  await worker?.stop()
})

const editor = async (method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
  const answer = await fetch(`${worker.url}${path}`, { method, headers, body: body && JSON.stringify(body) })
  return answer.status === 204 ? null : await answer.json()
}

interface Partner {
  last_polled_at: string
  next_poll_at: string
  item_count: number
  websub: { hub: string; state: string; lease_expires_at: string; deliveries: number; detail?: string } | null
}
const partnerOf = async (id: string) => (await editor("GET", `/partners/${id}`)) as Partner
const storiesOf = async (id: string) => {
  const { items } = (await editor("GET", `/partners/${id}/items`)) as { items: { title: string }[] }
  return items.map(({ title }) => title).sort()
}

/** Adds the partner, polls its feed, and lets the clock ask its hub. Gives what the hub was asked. */
async function follow(id: string, path: string): Promise<HubSubscription[]> {
  await editor("PUT", `/partners/${id}`, { feed_url: `${rocks.url}${path}`, home_url: `${rocks.url}/` })
  await editor("POST", `/partners/${id}/poll`)
  const before = rocks.subscriptions.length
  await tick(id)
  return rocks.subscriptions.slice(before).filter(({ topic }) => new URL(topic).pathname === path)
}

/** One tick, so much later than the partner's last poll. */
const tick = async (id: string, later = 0) => worker.tick(Date.parse((await partnerOf(id)).last_polled_at) + later)

const rss = (links: string, ...titles: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>H</title>
<link>${rocks.url}/</link><description>d</description>${links}${titles
    .map(
      (title) =>
        `<item><title>${title}</title><guid>${title}</guid><link>${rocks.url}/${encodeURI(title)}</link></item>`,
    )
    .join("")}</channel></rss>`
const atom = (links: string, ...titles: string[]) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>${rocks.url}/a</id>
<updated>2026-11-23T09:00:00Z</updated>${links}${titles
    .map(
      (title) =>
        `<entry><title>${title}</title><id>${title}</id><updated>2026-11-23T09:00:00Z</updated><link href="${rocks.url}/${encodeURI(title)}"/></entry>`,
    )
    .join("")}</feed>`
const html = (head: string) =>
  `<!DOCTYPE html><html><head><title>H</title>${head}</head><body><p>New.</p></body></html>`
const linkHeader = (hub: string, self: string) => ({
  link: `<${rocks.url}${hub}>; rel="hub", <${rocks.url}${self}>; rel="self"`,
})
const atomLinks = (hub: string, self: string, prefix = "") =>
  `<${prefix}link rel="hub" href="${rocks.url}${hub}"/><${prefix}link rel="self" href="${rocks.url}${self}"/>`
const page = (path: string, told: Told | ((path: string) => Told)) =>
  rocks.pages.set(path, (asked) => (typeof told === "function" ? told(asked.path) : told))

/** A partner that is followed by Link headers. */
async function followed(id: string): Promise<HubSubscription> {
  page(`/${id}`, { status: 200, headers: linkHeader("/hub", `/${id}`), body: rss("", `${id} begins`) })
  const [subscription, ...more] = await follow(id, `/${id}`)
  expect(more).toEqual([])
  expect(subscription!.verified?.status).toBe(200)
  return subscription!
}

/** Follows a topic of one path and expects one verified subscription to `topic`, and that a delivery is received. */
async function discovered(id: string, told: Told, topic = `/${id}`): Promise<void> {
  page(`/${id}`, told)
  const [subscription, ...more] = await follow(id, `/${id}`)
  expect(more).toEqual([])
  expect([subscription!.topic, subscription!.verified?.status]).toEqual([`${rocks.url}${topic}`, 200])
  expect((await partnerOf(id)).websub?.state).toBe("active")
  const delivery = await rocks.deliver(subscription!, told.body ?? "")
  expect(delivery.status).toBeGreaterThanOrEqual(200)
  expect(delivery.status).toBeLessThan(300)
  expect((await partnerOf(id)).websub?.deliveries).toBe(1)
}

type Case = [id: string, section: string, what: string, run: (id: string) => Promise<void>]

const CASES: Case[] = [
  [
    "100",
    "§4",
    "hub and self in HTTP Link headers",
    (id) => discovered(id, { status: 200, headers: linkHeader("/hub", `/${id}`), body: rss("", "One") }),
  ],
  [
    "101",
    "§4",
    "hub and self in a page's link elements",
    (id) =>
      discovered(id, {
        status: 200,
        headers: { "content-type": "text/html" },
        body: html(atomLinks("/hub", `/${id}`)),
      }),
  ],
  [
    "102",
    "§4",
    "hub and self in an Atom feed",
    (id) => discovered(id, { status: 200, body: atom(atomLinks("/hub", `/${id}`), "One") }),
  ],
  [
    "103",
    "§4",
    "hub and self in an RSS feed",
    (id) => discovered(id, { status: 200, body: rss(atomLinks("/hub", `/${id}`, "atom:"), "One") }),
  ],
  [
    "104",
    "§4",
    "headers come before the document's wrong links",
    (id) =>
      discovered(id, {
        status: 200,
        headers: linkHeader("/hub", `/${id}`),
        body: atom(atomLinks("/wrong", "/wrong"), "One"),
      }),
  ],
  [
    "200",
    "§5.1",
    "the topic is rel=self, when it is another address than the one that was fetched",
    (id) =>
      discovered(
        id,
        { status: 200, headers: linkHeader("/hub", `/${id}?self=other`), body: rss("", "One") },
        `/${id}?self=other`,
      ),
  ],
  ["201", "§4", "the topic answers 302", (id) => redirectedTopic(id, 302)],
  ["202", "§4", "the topic answers 301", (id) => redirectedTopic(id, 301)],
  ["202b", "§4", "the topic answers 307", (id) => redirectedTopic(id, 307)],
  ["202c", "§4", "the topic answers 308", (id) => redirectedTopic(id, 308)],
  ["203", "§5.1.2", "the hub answers 307", (id) => redirectedHub(id, 307)],
  ["204", "§5.1.2", "the hub answers 308", (id) => redirectedHub(id, 308)],
  [
    "205",
    "§5.3.1",
    "the hub verifies a topic that was never asked for",
    async (id) => {
      rocks.hubs.set(`/hub${id}`, { topic: (topic) => `${topic}?invalid` })
      page(`/${id}`, { status: 200, headers: linkHeader(`/hub${id}`, `/${id}`), body: rss("", "One") })
      const [subscription] = await follow(id, `/${id}`)
      expect(subscription!.verified?.status).toBe(404)
      expect((await partnerOf(id)).websub?.state).toBe("failed")
    },
  ],
  [
    "300",
    "§7",
    "a valid notification, as text/html",
    async (id) => {
      const subscription = await followed(id)
      const { status } = await rocks.deliver(subscription, rss("", "A story by push"))
      expect(status).toBe(202)
      expect(await storiesOf(id)).toEqual(["300 begins", "A story by push"])
    },
  ],
  [
    "301",
    "§7.1.2",
    "a signature with four digits more is ignored",
    async (id) => {
      const subscription = await followed(id)
      const body = rss("", "Forged")
      const { status } = await rocks.deliver(subscription, body, {
        "x-hub-signature": `${sign(subscription.secret, body)}abcd`,
      })
      expect(status).toBe(202)
      expect(await storiesOf(id)).toEqual(["301 begins"])
    },
  ],
  [
    "302",
    "§7.1.2",
    "a missing signature is refused",
    async (id) => {
      const { callback } = await followed(id)
      const answer = await fetch(callback, {
        method: "POST",
        body: rss("", "Forged"),
        headers: { "content-type": "text/html" },
      })
      expect(answer.status).toBe(400)
      expect(await storiesOf(id)).toEqual(["302 begins"])
    },
  ],
  [
    "s3",
    "§8.1",
    "links in a page's body are not believed",
    async (id) => {
      page(`/${id}`, {
        status: 200,
        body: `<!DOCTYPE html><html><head><title>x</title></head><body><p>x</p>${atomLinks("/hub", `/${id}`)}</body></html>`,
      })
      expect(await follow(id, `/${id}`)).toEqual([])
      expect((await partnerOf(id)).websub).toBeNull()
    },
  ],
  [
    "s5",
    "§5.1",
    "the request is a form in UTF-8, with the topic as it is written",
    async (id) => {
      const topic = `/${id}?q=%D8%A2%D8%A8&x=ü`
      page(`/${id}`, { status: 200, body: rss(atomLinks("/hub", topic.replace("&", "&amp;"), "atom:"), "One") })
      const [{ contentType, form }] = (await follow(id, `/${id}`)) as [HubSubscription]
      expect(contentType).toBe("application/x-www-form-urlencoded")
      expect([...form.keys()].sort()).toEqual([
        "hub.callback",
        "hub.lease_seconds",
        "hub.mode",
        "hub.secret",
        "hub.topic",
      ])
      expect([form.get("hub.mode"), form.get("hub.topic"), form.get("hub.lease_seconds")]).toEqual([
        "subscribe",
        `${rocks.url}${topic}`,
        "864000",
      ])
    },
  ],
  [
    "s6",
    "§5.1, §8.2",
    "each subscription has a callback and a secret of its own, and the secret has less than 200 bytes",
    async (id) => {
      const [one, two] = [await followed(`${id}-1`), await followed(`${id}-2`)]
      expect(one.callback).not.toBe(two.callback)
      expect(one.secret).not.toBe(two.secret)
      for (const { callback, secret } of [one, two]) {
        expect(new URL(callback).search).toBe("")
        expect(callback.split("/").at(-1)!.length).toBeGreaterThan(40)
        expect(secret).toMatch(/^[\x21-\x7e]{32,199}$/)
      }
    },
  ],
  [
    "s9a",
    "§5.3.1",
    "a challenge comes back byte for byte, as plain text",
    async (id) => {
      const subscription = await followed(id)
      for (const challenge of ["a+b c", "ü&=%41", "<script>alert(1)</script>", " "]) {
        expect(await rocks.verify(subscription, { "hub.challenge": challenge })).toEqual({
          status: 200,
          type: "text/plain",
          body: challenge,
        })
      }
      const url = `${subscription.callback}?hub.mode=subscribe&hub.topic=${encodeURIComponent(subscription.topic)}&hub.challenge=%ff%00%fe`
      expect([...new Uint8Array(await (await fetch(url)).arrayBuffer())]).toEqual([0xff, 0x00, 0xfe])
    },
  ],
  [
    "s9b",
    "§5.3.1",
    "everything else that is verified is 404",
    async (id) => {
      const subscription = await followed(id)
      const queries: Record<string, string>[] = [
        { "hub.mode": "unsubscribe" },
        { "hub.mode": "publish" },
        { "hub.topic": `${rocks.url}/other` },
        { "hub.topic": "" },
        { "hub.challenge": "" },
      ]
      for (const query of queries)
        expect([query, (await rocks.verify(subscription, query)).status]).toEqual([query, 404])
      const guessed = `${subscription.callback.slice(0, -2)}AA`
      expect((await rocks.verify({ ...subscription, callback: guessed }, {})).status).toBe(404)
      expect((await fetch(subscription.callback)).status).toBe(404)
      expect((await partnerOf(id)).websub?.state).toBe("active")
    },
  ],
  [
    "s9c",
    "§5.3",
    "parameters that nobody knows are ignored in a verification",
    async (id) => {
      const subscription = await followed(id)
      expect((await rocks.verify(subscription, { "hub.foo": "bar", foo: "bar" })).status).toBe(200)
    },
  ],
  [
    "s10",
    "§5.3",
    "an end that was asked for is verified, whatever lease is said",
    async (id) => {
      const subscription = await followed(id)
      await tick(id)
      rocks.hubs.set("/hub", { lease: "99" })
      const before = rocks.subscriptions.length
      const at = Date.parse((await partnerOf(id)).last_polled_at)
      await editor("DELETE", `/partners/${id}`)
      await worker.tick(at)
      rocks.hubs.delete("/hub")
      const leaves = rocks.subscriptions.slice(before).filter(({ callback }) => callback === subscription.callback)
      expect(leaves.map(({ mode, topic, verified }) => [mode, topic, verified?.status])).toEqual([
        ["unsubscribe", subscription.topic, 200],
      ])
      expect((await rocks.deliver(subscription, rss("", "Late"))).status).toBe(410)
    },
  ],
  [
    "s11",
    "§5.3.1",
    "a lease is renewed before it ends, by a new callback; then the old one is unsubscribed",
    async (id) => {
      const first = await followed(id)
      const before = rocks.subscriptions.length
      // The hub's lease is a day.
      await tick(id, 0.6 * DAY)
      expect(rocks.subscriptions.slice(before).filter(({ topic }) => topic === first.topic)).toEqual([])
      // All hubs are on one host, which is asked so many times a tick, and the leases of other cases are due now too.
      const asked = () => rocks.subscriptions.slice(before).filter(({ topic }) => topic === first.topic)
      for (let n = 0; n < 5 && !asked().length; n++) await tick(id, 0.67 * DAY)
      const [second, ...more] = asked()
      expect([second!.mode, second!.verified?.status, more]).toEqual(["subscribe", 200, []])
      expect(second!.callback).not.toBe(first.callback)
      const left = () => rocks.subscriptions.slice(before).filter(({ callback }) => callback === first.callback)
      for (let n = 0; n < 5 && !left().length; n++) await tick(id, 60_000)
      expect(left().map(({ mode, verified }) => [mode, verified?.status])).toEqual([["unsubscribe", 200]])
      expect((await rocks.deliver(second!, rss("", "After the renewal"))).status).toBe(202)
    },
  ],
  [
    "s12",
    "§7",
    "a delivery is answered by 2xx without a redirect, also when it cannot be read",
    async (id) => {
      const subscription = await followed(id)
      for (const body of [rss("", "One"), "no feed", ""]) {
        expect([body, (await rocks.deliver(subscription, body)).status]).toEqual([body, 202])
      }
    },
  ],
  [
    "s13",
    "§7",
    "the callback says whose delivery it is, not its Link header",
    async (id) => {
      const [one, two] = [await followed(`${id}-1`), await followed(`${id}-2`)]
      const link = `<${two.topic}>; rel="self", <${rocks.url}/hub>; rel="hub"`
      await rocks.deliver(one, rss("", "For the first"), { link })
      expect(await storiesOf(`${id}-1`)).toContain("For the first")
      expect(await storiesOf(`${id}-2`)).not.toContain("For the first")
    },
  ],
  ...["sha1", "sha256", "sha384", "sha512"].map(
    (method): Case => [
      `s15-${method}`,
      "§7.1.1",
      "the method that the header names is used",
      async (id) => {
        const subscription = await followed(id)
        const body = rss("", `Signed by ${method}`)
        await rocks.deliver(subscription, body, { "x-hub-signature": sign(subscription.secret, body, method) })
        const forged = rss("", "Forged")
        await rocks.deliver(subscription, forged, { "x-hub-signature": sign("another secret", forged, method) })
        await rocks.deliver(subscription, forged, { "x-hub-signature": sign(subscription.secret, body, method) })
        expect(await storiesOf(id)).toEqual([`Signed by ${method}`, `${id} begins`])
      },
    ],
  ),
  [
    "s16",
    "§5.2",
    "after a denial the partner is polled as before",
    async (id) => {
      const subscription = await followed(id)
      const { status } = await rocks.verify(subscription, { "hub.mode": "denied", "hub.reason": "no more" })
      expect(status).toBe(200)
      const { websub, next_poll_at, last_polled_at } = await partnerOf(id)
      expect(websub).toMatchObject({ state: "denied", detail: expect.stringContaining("no more") })
      expect(Date.parse(next_poll_at) - Date.parse(last_polled_at)).toBeLessThan(DAY / 2)
      expect((await rocks.deliver(subscription, rss("", "Denied"))).status).toBe(410)
    },
  ],
  [
    "h14",
    "§7",
    "what a delivery lacks was not deleted, for it may have only what is new",
    async (id) => {
      const subscription = await followed(id)
      await rocks.deliver(subscription, rss("", "Only this is new"))
      expect(await storiesOf(id)).toEqual(["Only this is new", `${id} begins`])
    },
  ],
  [
    "h7",
    "§5.1.2",
    "a hub that refuses is not taken for one that accepts",
    async (id) => {
      rocks.hubs.set(`/hub${id}`, { refuse: { status: 400, body: "no such topic" } })
      page(`/${id}`, { status: 200, headers: linkHeader(`/hub${id}`, `/${id}`), body: rss("", "One") })
      await follow(id, `/${id}`)
      expect((await partnerOf(id)).websub).toMatchObject({
        state: "failed",
        detail: expect.stringContaining("400: no such topic"),
      })
    },
  ],
  [
    "0.3",
    "§5.3",
    "an older hub that says no lease gets a day",
    async (id) => {
      rocks.hubs.set(`/hub${id}`, { lease: null })
      page(`/${id}`, { status: 200, headers: linkHeader(`/hub${id}`, `/${id}`), body: rss("", "One") })
      await follow(id, `/${id}`)
      const { websub, last_polled_at } = await partnerOf(id)
      expect(websub?.state).toBe("active")
      const lease = Date.parse(websub!.lease_expires_at) - Date.parse(last_polled_at)
      expect(Math.round(lease / DAY)).toBe(1)
    },
  ],
]

async function redirectedTopic(id: string, status: number): Promise<void> {
  const self = `/${id}?redirect=complete`
  page(`/${id}`, (path) =>
    path.includes("redirect=complete")
      ? { status: 200, headers: linkHeader("/hub", self), body: rss("", "One") }
      : { status, headers: { location: self } },
  )
  const [subscription, ...more] = await follow(id, `/${id}`)
  expect(more).toEqual([])
  expect([subscription!.topic, subscription!.verified?.status]).toEqual([`${rocks.url}${self}`, 200])
  expect((await rocks.deliver(subscription!, rss("", "Two"))).status).toBe(202)
}

async function redirectedHub(id: string, status: number): Promise<void> {
  rocks.hubs.set(`/from${id}`, { redirect: { status, headers: { location: `${rocks.url}/to${id}` } } })
  page(`/${id}`, { status: 200, headers: linkHeader(`/from${id}`, `/${id}`), body: rss("", "One") })
  const [subscription, ...more] = await follow(id, `/${id}`)
  expect(more).toEqual([])
  expect([subscription!.hub, subscription!.topic, subscription!.verified?.status]).toEqual([
    `/to${id}`,
    `${rocks.url}/${id}`,
    200,
  ])
}

it.each(CASES)("subscriber %s (%s): %s", async (id, _section, _what, run) => {
  await run(id.replace(".", "-"))
})
