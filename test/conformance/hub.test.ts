import { createHmac } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { bundleWorker, type RunningWorker, startWorker } from "../support/worker.ts"
import { type Callback, type Callbacks, echo, type Received, startCallbacks } from "./callbacks.ts"
import { clock, FILES, FORM, type Listed, type Newsroom, newsroomOf, relsOf, until } from "./courier.ts"
import { freePort } from "./rocks.ts"

// Our hub, and our feeds as a publisher's, against subscribers on sockets of their own. Each case names its section of the
// W3C Recommendation. Those with numbers are the cases of the public test suite for hubs; its 105 and 106 have topics of
// any kind, ours are feeds in three formats. Each case has a section of the paper, and so topics of its own.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const workers: Record<string, RunningWorker> = {}
let web: Callbacks
let main: Newsroom

beforeAll(async () => {
  web = await startCallbacks()
  const bundle = await bundleWorker()
  const start = async (name: string, vars: Record<string, string>, limit?: number) => {
    const port = await freePort()
    const given = { ALLOW_PRIVATE_NETWORK: "true", SITE_URL: `http://127.0.0.1:${port}`, ...vars }
    workers[name] = await startWorker({ bundle, port, vars: given, limit, hasty: true })
  }
  await start("main", {})
  await start("more", { HUBS: `${web.url}/other-hub`, DELTA_DELIVERIES: "true", HUB_SIGNATURE: "sha1" })
  await start("sha384", { HUB_SIGNATURE: "sha384" })
  await start("sha512", { HUB_SIGNATURE: "sha512" }, 20)
  main = newsroomOf(workers.main!)
})
afterAll(async () => {
  web?.close()
  await Promise.all(Object.values(workers).map((worker) => worker.stop()))
})

const delivered = (callback: Callback, count = 1) =>
  until(`${callback.url} has ${count} deliveries`, () => callback.got.length >= count)
const failedOnce = async ({ listed }: Newsroom, callback: Callback, count = 1) =>
  until(`the hub has noted failure ${count}`, async () => (await listed(callback))[0]?.failures === count)

const hmac = (secret: string, { bytes }: Received, method: string) =>
  `${method}=${createHmac(method, secret).update(bytes).digest("hex")}`

/** Cases 100 to 103: subscribes without a lease, publishes, and looks at what comes. */
async function flow(section: string, callback: Callback, more: Record<string, string> = {}, file = "rss.xml") {
  await main.section(section)
  const topic = main.topic(section, file)
  await main.subscribe(topic, callback, more)
  const { method, query, body } = callback.asked[0]!
  expect([method, body, query.get("hub.mode"), query.get("hub.topic"), query.get("hub.lease_seconds")]).toEqual([
    "GET",
    "",
    "subscribe",
    topic,
    "864000",
  ])
  await main.publish(section, "News of today")
  await delivered(callback)
  const feed = await main.feedWith(topic, "News of today")
  const [got] = callback.got as [Received]
  expect(got.headers["content-type"]).toBe(feed.type)
  expect(got.body).toBe(feed.body)
  const links = got.lines.filter(([name]) => name === "link").map(([, value]) => value)
  expect(links).toEqual([feed.link])
  expect(relsOf(links[0])).toEqual({ self: [topic], hub: [main.hub] })
  return got
}

type Case = [id: string, section: string, what: string, run: (id: string, callback: Callback) => Promise<void>]

const HUB_CASES: Case[] = [
  [
    "100",
    "§5, §7",
    "a plain subscription",
    async (id, callback) => {
      expect((await flow(id, callback)).headers["x-hub-signature"]).toBeUndefined()
    },
  ],
  [
    "101",
    "§7.1",
    "a subscription with a secret",
    async (id, callback) => {
      const secret = "a secret of ü and & characters"
      const got = await flow(id, callback, { "hub.secret": secret })
      expect(got.headers["x-hub-signature"]).toBe(hmac(secret, got, "sha256"))
    },
  ],
  [
    "102",
    "§5.1",
    "parameters that nobody knows are ignored",
    async (id, callback) => {
      expect((await flow(id, callback, { foo: "bar", "hub.foo": "hub.bar" })).path).toBe(`/${id}`)
    },
  ],
  [
    "103",
    "§5.1",
    "who subscribes twice is told once",
    async (id, callback) => {
      await main.subscribe(await main.section(id), callback)
      await main.subscribe(main.topic(id), callback)
      await until("both are verified", () => callback.asked.length === 2)
      await main.publish(id, "One")
      await delivered(callback)
      await main.publish(id, "Two")
      await delivered(callback, 2)
      expect(callback.got.map(({ body }) => ["One", "Two"].filter((title) => body.includes(`>${title}<`)))).toEqual([
        ["One"],
        ["One", "Two"],
      ])
    },
  ],
  [
    "104",
    "§5, §5.3",
    "who unsubscribes is asked, and then told no more",
    async (id, callback) => {
      const topic = await main.section(id)
      const witness = web.at(`/${id}-witness`)
      await main.subscribe(topic, callback)
      await main.subscribe(topic, witness)
      expect((await main.ask("unsubscribe", topic, callback)).status).toBe(202)
      await until("the hub asks", () => callback.asked.length === 2)
      const { query } = callback.asked[1]!
      expect([query.get("hub.mode"), query.get("hub.topic"), query.get("hub.lease_seconds")]).toEqual([
        "unsubscribe",
        topic,
        null,
      ])
      await until("it is listed no more", async () => (await main.listed(callback)).length === 0)
      await main.publish(id, "After the end")
      await delivered(witness)
      expect(callback.got).toEqual([])
    },
  ],
  ...FILES.map(
    (file): Case => [
      { "rss.xml": "105", "atom.xml": "105b", "feed.json": "106" }[file]!,
      "§7",
      `the Content-Type and the body are the topic's: ${file}`,
      async (id, callback) => {
        const { headers } = await flow(`${id}-${file.replace(".", "-")}`, callback, {}, file)
        const types = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
        expect(headers["content-type"]).toBe(`${types[FILES.indexOf(file)]}; charset=utf-8`)
      },
    ],
  ),
  [
    "h1",
    "§5.1",
    "a form with a charset is read, anything else is not",
    async (id, callback) => {
      const topic = await main.section(id)
      const form = { "hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback.url }
      expect((await main.post(form, { "content-type": `${FORM}; charset=UTF-8` })).status).toBe(202)
      await until("it is verified", () => callback.asked.length === 1)
      expect((await main.post(form, { "content-type": "application/json" })).status).toBe(415)
    },
  ],
  [
    "h2a",
    "§5.1",
    "a request that was verified replaces secret and lease",
    async (id, callback) => {
      const topic = await main.section(id)
      const first = await main.subscribe(topic, callback, { "hub.secret": "first", "hub.lease_seconds": "86400" })
      await main.ask("subscribe", topic, callback, { "hub.secret": "second", "hub.lease_seconds": "172800" })
      const leases = async () => (await main.listed(callback)).map((each) => each.lease_expires_at)
      await until("the lease is longer", async () => (await leases())[0]! > first.lease_expires_at)
      expect(Math.round((Date.parse((await leases())[0]!) - Date.parse(first.lease_expires_at)) / HOUR)).toBe(24)
      await main.publish(id, "Signed anew")
      await delivered(callback)
      expect(callback.got[0]!.headers["x-hub-signature"]).toBe(hmac("second", callback.got[0]!, "sha256"))
    },
  ],
  [
    "h2b",
    "§5.1",
    "a request that was not verified changes nothing",
    async (id, callback) => {
      const topic = await main.section(id)
      const before = await main.subscribe(topic, callback, { "hub.secret": "first" })
      callback.verify = () => ({ status: 404 })
      await main.ask("subscribe", topic, callback, { "hub.secret": "of somebody else", "hub.lease_seconds": "300" })
      await until("the hub asks", () => callback.asked.length === 2)
      await main.ask("unsubscribe", topic, callback)
      await until("the hub asks", () => callback.asked.length === 3)
      await main.publish(id, "Signed as before")
      await delivered(callback)
      expect(callback.got[0]!.headers["x-hub-signature"]).toBe(hmac("first", callback.got[0]!, "sha256"))
      expect(await main.listed(callback)).toEqual([before])
    },
  ],
  [
    "h2c",
    "§5.1",
    "a request without a secret ends the signatures",
    async (id, callback) => {
      const topic = await main.section(id)
      await main.subscribe(topic, callback, { "hub.secret": "first" })
      await main.ask("subscribe", topic, callback)
      await until("it is not signed", async () => (await main.listed(callback))[0]?.signed === false)
      await main.publish(id, "Unsigned")
      await delivered(callback)
      expect(callback.got[0]!.headers["x-hub-signature"]).toBeUndefined()
    },
  ],
  [
    "h2d",
    "§5.1",
    "a subscription is a topic with a callback: two callbacks, and two topics of one callback, are four",
    async (id, callback) => {
      await main.section(id)
      const other = { ...web.at(`/${id}`), url: `${callback.url}?2` }
      for (const file of ["rss.xml", "atom.xml"]) {
        await main.subscribe(main.topic(id, file), callback)
        await main.subscribe(main.topic(id, file), other)
      }
      await main.publish(id, "For four")
      await delivered(callback, 4)
      const told = callback.got.map(
        ({ path, headers }) =>
          `${path} ${relsOf(headers.link as string)
            .self![0]!.split("/")
            .at(-1)}`,
      )
      expect(told.sort()).toEqual([`/${id} atom.xml`, `/${id} rss.xml`, `/${id}?2 atom.xml`, `/${id}?2 rss.xml`])
    },
  ],
  [
    "h3",
    "§5.3.1",
    "an end that the subscriber does not confirm is none",
    async (id, callback) => {
      const topic = await main.section(id)
      await main.subscribe(topic, callback)
      callback.verify = () => ({ status: 404 })
      expect((await main.ask("unsubscribe", topic, callback)).status).toBe(202)
      await until("the hub asks", () => callback.asked.length === 2)
      await main.publish(id, "Still told")
      await delivered(callback)
    },
  ],
  [
    "h3b",
    "§5.1",
    "whatever lease an end names is ignored",
    async (id, callback) => {
      const topic = await main.section(id)
      await main.subscribe(topic, callback)
      const answer = await main.ask("unsubscribe", topic, callback, { "hub.lease_seconds": "as long as you like" })
      expect(answer.status).toBe(202)
      await until("it is listed no more", async () => (await main.listed(callback)).length === 0)
    },
  ],
  [
    "h4",
    "§5.1.1",
    "percent-encoded characters of a topic are the same, and the subscriber's spelling comes back",
    async (id, callback) => {
      const topic = (await main.section(id)).replace("/sections/", "/%73ections/")
      expect((await main.ask("subscribe", topic, callback)).status).toBe(202)
      await until("the hub asks", () => callback.asked.length === 1)
      expect(callback.asked[0]!.query.get("hub.topic")).toBe(topic)
      await until("it is subscribed", async () => (await main.listed(callback))[0]?.topic === main.topic(id))
    },
  ],
  ...[
    ["?token=a%2Bb%7e~&x=%C3%BC&&empty=", "&"],
    ["?hub.mode=mine&hub.topic=mine&hub.challenge=mine&hub.lease_seconds=1", "&"],
    ["?", ""],
    ["", "?"],
  ].map(
    ([own, joint], at): Case => [
      `h5-${at}`,
      "§5.1.1",
      `the callback's own query stays byte for byte: "${own}"`,
      async (id, callback) => {
        const topic = await main.section(id)
        callback.verify = ({ query }) => ({ status: 200, body: query.getAll("hub.challenge").at(-1) })
        await main.subscribe(topic, { ...callback, url: callback.url + own, asked: callback.asked })
        expect(callback.asked[0]!.path).toMatch(
          new RegExp(
            `^/${id}${RegExp.escape(own! + joint)}hub\\.mode=subscribe&hub\\.topic=[^&]+&hub\\.challenge=[^&]+&hub\\.lease_seconds=864000$`,
          ),
        )
        await main.publish(id, "To its own address")
        await delivered(callback)
        expect(callback.got[0]!.path).toBe(`/${id}${own}`)
      },
    ],
  ),
  [
    "h7",
    "§5.1.2",
    "what is wrong is said at once by 4xx in plain text, and nobody is asked",
    async (id, callback) => {
      const topic = await main.section(id)
      const right = { "hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback.url }
      const wrong: Record<string, string>[] = [
        {},
        { "hub.topic": topic, "hub.callback": callback.url },
        { ...right, "hub.mode": "denied" },
        { "hub.mode": "subscribe", "hub.callback": callback.url },
        { ...right, "hub.topic": "https://elsewhere.example/rss.xml" },
        { ...right, "hub.topic": `${main.worker.url}/` },
        { ...right, "hub.topic": `${topic}?page=2` },
        { ...right, "hub.topic": `${main.worker.url}/archive/2026-11/rss.xml` },
        { "hub.mode": "subscribe", "hub.topic": topic },
        { ...right, "hub.callback": "/relative" },
        { ...right, "hub.callback": "ftp://reader.example/callback" },
        { ...right, "hub.callback": `${callback.url}#fragment` },
        { ...right, "hub.secret": "s".repeat(200) },
        { ...right, "hub.secret": "ü".repeat(100) },
        { ...right, "hub.lease_seconds": "0" },
        { ...right, "hub.lease_seconds": "-300" },
        { ...right, "hub.lease_seconds": "1e6" },
        { ...right, "hub.mode": "unsubscribe", "hub.topic": "https://elsewhere.example/rss.xml" },
      ]
      for (const form of wrong) {
        const answer = await main.post(form)
        const text = await answer.text()
        expect([form, answer.status, answer.headers.get("content-type")]).toEqual([
          form,
          400,
          "text/plain; charset=utf-8",
        ])
        expect(text).toMatch(/^[^{<]+\n$/)
      }
      await main.subscribe(topic, callback, { "hub.secret": "s".repeat(199) })
      expect(callback.asked).toHaveLength(1)
    },
  ],
  [
    "h8",
    "§5.1.2",
    "202 does not wait for the callback, nor for what it will say",
    async (id, callback) => {
      const topic = await main.section(id)
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      callback.verify = (asked) => held.then(() => echo(asked))
      const silent = { url: `http://127.0.0.1:${await freePort()}/nobody` }
      const refusing = web.at(`/${id}-refusing`)
      refusing.verify = () => ({ status: 500 })
      for (const each of [callback, silent, refusing]) {
        const answer = await main.ask("subscribe", topic, each)
        expect([answer.status, await answer.text()]).toEqual([202, ""])
      }
      expect((await main.ask("subscribe", `${main.worker.url}/tags/of-nobody/rss.xml`, callback)).status).toBe(202)
      release()
      await until("the patient one is subscribed", async () => (await main.listed(callback)).length === 1)
    },
  ],
  [
    "h10a",
    "§5.2",
    "who asks for a feed that does not exist is denied",
    async (id, callback) => {
      const topic = `${main.worker.url}/tags/${id}-never/rss.xml`
      expect((await main.ask("subscribe", topic, callback)).status).toBe(202)
      await until("the hub denies", () => callback.asked.length === 1)
      const { query } = callback.asked[0]!
      expect([query.get("hub.mode"), query.get("hub.topic"), query.has("hub.challenge")]).toEqual([
        "denied",
        topic,
        false,
      ])
      expect(query.get("hub.reason")).toMatch(/\w/)
    },
  ],
  [
    "h10b",
    "§5.2",
    "whom the operator drops is denied, and told no more",
    async (id, callback) => {
      const topic = await main.section(id)
      const witness = web.at(`/${id}-witness`)
      callback.verify = (asked) => (asked.query.get("hub.mode") === "denied" ? { status: 500 } : echo(asked))
      const { id: subscription } = await main.subscribe(topic, callback)
      await main.subscribe(topic, witness)
      await main.editor("DELETE", `/subscriptions?id=${subscription}`)
      await until("the hub denies", () => callback.asked.length === 2)
      const { query } = callback.asked[1]!
      expect([query.get("hub.mode"), query.get("hub.topic"), query.get("hub.reason")]).toEqual([
        "denied",
        topic,
        expect.stringMatching(/\w/),
      ])
      await main.publish(id, "Not for the dropped one")
      await delivered(witness)
      expect([callback.got, await main.listed(callback)]).toEqual([[], []])
    },
  ],
  [
    "h11",
    "§5.3.1",
    "only 2xx with the challenge confirms: not 3xx, not 404, not 5xx, no other body",
    async (id, callback) => {
      const topic = await main.section(id)
      const target = web.at(`/${id}-target`)
      const answers: Callback["verify"][] = [
        () => ({ status: 404 }),
        (asked) => ({ ...echo(asked), status: 404 }),
        (asked) => ({ ...echo(asked), status: 500 }),
        (asked) => ({ ...echo(asked), status: 302, headers: { location: target.url } }),
        (asked) => ({ ...echo(asked), status: 307, headers: { location: `${target.url}?${asked.query}` } }),
        () => ({ status: 200, body: "" }),
        () => ({ status: 200, body: "another challenge" }),
        (asked) => ({ status: 200, body: `${echo(asked).body}\n` }),
        (asked) => ({ status: 200, body: `<html>${echo(asked).body}</html>` }),
        (asked) => ({ status: 200, body: echo(asked).body!.toUpperCase() }),
      ]
      for (const [at, verify] of answers.entries()) {
        callback.verify = verify
        await main.ask("subscribe", topic, callback)
        await until("the hub asks", () => callback.asked.length === at + 1)
      }
      const witness = web.at(`/${id}-witness`)
      await main.subscribe(topic, witness)
      expect([await main.listed(callback), target.asked]).toEqual([[], []])
      for (const status of [201, 299]) {
        const taken = web.at(`/${id}-${status}`)
        taken.verify = (asked) => ({ ...echo(asked), status })
        await main.subscribe(topic, taken)
      }
    },
  ],
  [
    "h12a",
    "§5.3",
    "the lease is 10 days, or what was asked for between 5 minutes and 30 days, and it is said",
    async (id, callback) => {
      const topic = await main.section(id)
      for (const [asked, given] of [
        ["", 864_000],
        ["1", 300],
        ["300", 300],
        ["86400", 86_400],
        ["2592000", 2_592_000],
        ["2592001", 2_592_000],
        ["99999999999999999999", 2_592_000],
      ] as const) {
        const each = web.at(`${new URL(callback.url).pathname}-${asked}`)
        const { lease_expires_at } = await main.subscribe(topic, each, { "hub.lease_seconds": asked })
        expect([asked, each.asked[0]!.query.get("hub.lease_seconds")]).toEqual([asked, `${given}`])
        expect(Math.abs(Date.parse(lease_expires_at) - clock() - given * 1000)).toBeLessThan(MINUTE)
      }
    },
  ],
  [
    "h12b",
    "§5.3.1",
    "a subscription ends with its lease",
    async (id, callback) => {
      const topic = await main.section(id)
      const witness = web.at(`/${id}-witness`)
      await main.subscribe(topic, callback, { "hub.lease_seconds": "300" })
      await main.subscribe(topic, witness, { "hub.lease_seconds": "3600" })
      await main.later(299_000 - MINUTE)
      expect(await main.listed(callback)).toHaveLength(1)
      await main.later(1000 + MINUTE)
      expect(await main.listed(callback)).toEqual([])
      await main.publish(id, "After the lease")
      await delivered(witness)
      expect(callback.got).toEqual([])
    },
  ],
  [
    "h13",
    "§8.2",
    "each challenge is new, and long enough that nobody guesses it",
    async (id, callback) => {
      const topic = await main.section(id)
      callback.verify = () => ({ status: 404 })
      for (let n = 1; n <= 5; n++) {
        await main.ask("subscribe", topic, callback)
        await until("the hub asks", () => callback.asked.length === n)
      }
      const challenges = callback.asked.map(({ query }) => query.get("hub.challenge")!)
      expect(new Set(challenges).size).toBe(5)
      for (const challenge of challenges) expect(challenge).toMatch(/^[\w-]{22,}$/)
    },
  ],
  [
    "h14",
    "§7",
    "what has not changed is not sent",
    async (id, callback) => {
      await main.subscribe(await main.section(id), callback)
      await main.section(`${id}-other`)
      await main.publish(id, "Once")
      await delivered(callback)
      await main.publish(id, "Once")
      await main.publish(`${id}-other`, "Elsewhere")
      await main.feedWith(main.topic(`${id}-other`), "Elsewhere")
      await main.publish(id, "Twice")
      await delivered(callback, 2)
      expect(callback.got.map(({ body }) => body.includes("Twice"))).toEqual([false, true])
    },
  ],
  [
    "h14b",
    "§7",
    "an edit and a withdrawal are changes too",
    async (id, callback) => {
      await main.subscribe(await main.section(id), callback)
      await main.publish(id, "Wrong", `${id}-story`)
      await delivered(callback)
      await main.publish(id, "Corrected", `${id}-story`)
      await delivered(callback, 2)
      await main.editor("DELETE", `/articles/${id}-story`)
      await delivered(callback, 3)
      expect(callback.got.map(({ body }) => [body.includes("Wrong"), body.includes("Corrected")])).toEqual([
        [true, false],
        [false, true],
        [false, false],
      ])
    },
  ],
  [
    "h16",
    "§8.3",
    "the address is the one that was given, to the last character",
    async (id, callback) => {
      const topic = await main.section(id)
      const path = `/${id}/a//b;c=1,2/%7Euser/$x!'()*@:/`
      const exact = web.at(path)
      await main.subscribe(topic, { ...exact, url: `${web.url}${path}` })
      await main.publish(id, "To the letter")
      await delivered(exact)
      expect([callback.got, exact.got[0]!.path]).toEqual([[], path])
    },
  ],
  ...["sha1", "sha384", "sha512"].map(
    (method): Case => [
      `h17-${method}`,
      "§7.1.1",
      `signed by ${method} where the operator wants it`,
      async (id, callback) => {
        const room = newsroomOf(workers[method === "sha1" ? "more" : method]!)
        await room.subscribe(await room.section(id), callback, { "hub.secret": "a secret" })
        await room.publish(id, "Signed")
        await delivered(callback)
        expect(callback.got[0]!.headers["x-hub-signature"]).toBe(hmac("a secret", callback.got[0]!, method))
      },
    ],
  ),
  ...[200, 201, 202, 204].map(
    (status): Case => [
      `h18-${status}`,
      "§7",
      "any 2xx is success, whatever its body says",
      async (id, callback) => {
        callback.take = () => ({ status, ...(status === 204 ? {} : { body: "<error>no</error>" }) })
        await main.subscribe(await main.section(id), callback)
        await main.publish(id, "Taken")
        await delivered(callback)
        await main.publish(id, "Taken again")
        await delivered(callback, 2)
        await main.later(2 * MINUTE)
        const [{ failures, trouble }] = (await main.listed(callback)) as [Listed]
        expect([callback.got.length, failures, trouble]).toEqual([2, 0, undefined])
      },
    ],
  ),
  [
    "h18-410",
    "§7",
    "410 ends the subscription",
    async (id, callback) => {
      const topic = await main.section(id)
      const witness = web.at(`/${id}-witness`)
      callback.take = () => ({ status: 410 })
      await main.subscribe(topic, callback)
      await main.subscribe(topic, witness)
      await main.publish(id, "The last")
      await until("it is listed no more", async () => (await main.listed(callback)).length === 0)
      await main.publish(id, "After the last")
      await delivered(witness, 2)
      expect([callback.got.length, callback.asked.length]).toEqual([1, 1])
    },
  ],
  ...[301, 302, 303, 307, 308].map(
    (status): Case => [
      `h18-${status}`,
      "§7",
      "a redirect is a failure, and is not followed",
      async (id, callback) => {
        const target = web.at(`/${id}-target`)
        callback.take = () => ({ status, headers: { location: target.url } })
        await main.subscribe(await main.section(id), callback)
        await main.publish(id, "Stays here")
        await failedOnce(main, callback)
        expect((await main.listed(callback))[0]!.trouble).toBe(`answers ${status}`)
        expect([target.asked, target.got]).toEqual([[], []])
      },
    ],
  ),
  [
    "h19a",
    "§7",
    "after a failure the hub tries again, with growing pauses, until it is taken",
    async (id, callback) => {
      callback.take = () => ({ status: 500 })
      await main.subscribe(await main.section(id), callback, { "hub.secret": "a secret" })
      await main.publish(id, "Told at last")
      await failedOnce(main, callback)
      const pauses: number[] = []
      for (let failures = 1; failures < 4; failures++) {
        const [{ next_try_at }] = (await main.listed(callback)) as [Listed]
        const wait = Date.parse(next_try_at!) - clock()
        pauses.push(Math.round(wait / MINUTE))
        await main.later(wait - 20_000)
        expect(callback.got).toHaveLength(failures)
        await main.later(21_000)
        await failedOnce(main, callback, failures + 1)
      }
      expect(pauses).toEqual([1, 5, 30])
      callback.take = () => ({ status: 204 })
      await main.later(2 * HOUR + MINUTE)
      await until("the failures are over", async () => (await main.listed(callback))[0]?.failures === 0)
      expect(callback.got).toHaveLength(5)
      for (const got of callback.got) {
        expect(got.body).toContain("Told at last")
        expect(got.headers["x-hub-signature"]).toBe(hmac("a secret", got, "sha256"))
      }
    },
  ],
  [
    "h19b",
    "§7",
    "a retry brings what is current then, once",
    async (id, callback) => {
      callback.take = () => ({ status: 503 })
      const topic = await main.section(id)
      const witness = web.at(`/${id}-witness`)
      await main.subscribe(topic, callback)
      await main.subscribe(topic, witness)
      await main.publish(id, "First")
      await failedOnce(main, callback)
      await main.publish(id, "Second")
      await main.publish(id, "Third")
      await until("the witness has the third", () => witness.got.some(({ body }) => body.includes("Third")))
      callback.take = () => ({ status: 204 })
      await main.later(2 * MINUTE)
      await until("the failures are over", async () => (await main.listed(callback))[0]?.failures === 0)
      await main.publish(id, "Fourth")
      await until("the fourth comes", () => callback.got.some(({ body }) => body.includes("Fourth")))
      const has = (title: string) => callback.got.map(({ body }) => body.includes(title))
      expect([has("First"), has("Third"), has("Fourth")]).toEqual([
        [true, true, true],
        [false, true, true],
        [false, false, true],
      ])
    },
  ],
  [
    "h20",
    "§7",
    "after more than a day of failures that version is given up; the subscription stays, and gets the next one",
    async (id, callback) => {
      callback.take = () => ({ status: 500 })
      const nextTry = async () => (await main.listed(callback))[0]!.next_try_at
      await main.subscribe(await main.section(id), callback)
      await main.publish(id, "Given up")
      await failedOnce(main, callback)
      let waited = 0
      let tries = 1
      for (let next = await nextTry(); next !== undefined; next = await nextTry()) {
        const wait = Date.parse(next) - clock() + 1000
        await main.later(wait)
        waited += wait
        await delivered(callback, ++tries)
        // Until then it shows the time of the attempt that is over.
        await until("its failure is noted", async () => !((await nextTry())! < new Date(clock()).toISOString()))
      }
      expect(waited).toBeGreaterThan(DAY)
      callback.take = () => ({ status: 204 })
      await main.later(DAY)
      await main.publish(id, "The next one")
      await delivered(callback, tries + 1)
      expect(callback.got.slice(tries).map(({ body }) => body.includes("The next one"))).toEqual([true])
    },
  ],
  [
    "h21",
    "§8",
    "nobody can aim the hub at one host: 20 requests a minute, in plain text too",
    async (id, callback) => {
      const room = newsroomOf(workers.sha512!)
      const topic = await room.section(id)
      callback.verify = () => ({ status: 404 })
      const statuses = new Map<number, number>()
      let refused: Response | undefined
      for (let n = 0; n < 50; n++) {
        const asker = { "cf-connecting-ip": `192.0.2.${n}` }
        const answer = await room.post(
          { "hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback.url },
          asker,
        )
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status === 429) refused = answer
      }
      expect([...statuses.keys()].sort()).toEqual([202, 429])
      // A minute may end in between.
      expect(statuses.get(202)).toBeLessThanOrEqual(40)
      expect([refused!.headers.get("retry-after"), refused!.headers.get("content-type")]).toEqual([
        "60",
        "text/plain; charset=utf-8",
      ])
    },
  ],
  [
    "one",
    "§7",
    "two changes while a delivery waits become one",
    async (id, callback) => {
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      callback.take = () => held.then(() => ({ status: 204 }))
      await main.subscribe(await main.section(id), callback)
      await main.publish(id, "First")
      await delivered(callback)
      await main.publish(id, "Second")
      await main.publish(id, "Third")
      await main.feedWith(main.topic(id, "atom.xml"), "Third")
      release()
      await delivered(callback, 2)
      await main.publish(id, "Fourth")
      await until("the fourth comes", () => callback.got.some(({ body }) => body.includes("Fourth")))
      const has = (title: string) => callback.got.map(({ body }) => body.includes(`>${title}<`))
      expect([has("Second"), has("Third"), has("Fourth")]).toEqual([
        [false, true, true],
        [false, true, true],
        [false, false, true],
      ])
    },
  ],
  ...FILES.map(
    (file): Case => [
      `delta-${file.replace(".", "-")}`,
      "§7",
      `with DELTA_DELIVERIES, ${file === "feed.json" ? "JSON Feed comes whole" : `${file} brings what is new`}`,
      async (id, callback) => {
        const room = newsroomOf(workers.more!)
        await room.section(id)
        const topic = room.topic(id, file)
        await room.subscribe(topic, callback, { "hub.secret": "a secret" })
        for (const [at, title] of ["First", "Second"].entries()) {
          await room.publish(id, title)
          await delivered(callback, at + 1)
        }
        const titles = callback.got.map(({ body }) =>
          ["Begins", "First", "Second"].filter((each) => body.includes(`All about ${each}.`)),
        )
        expect(titles).toEqual(
          file === "feed.json"
            ? [
                ["Begins", "First"],
                ["Begins", "First", "Second"],
              ]
            : [["First"], ["Second"]],
        )
        for (const got of callback.got) expect(got.headers["x-hub-signature"]).toBe(hmac("a secret", got, "sha1"))
        expect(callback.got[0]!.headers["content-type"]).toBe((await room.feedWith(topic, "Second")).type)
      },
    ],
  ),
]

const PUBLISHER_CASES: Case[] = [
  [
    "p1",
    "§4",
    "the Link header of 200, of HEAD and of 304 names the hub and exactly one self",
    async (id) => {
      await main.section(id)
      for (const file of FILES) {
        const topic = main.topic(id, file)
        const whole = await fetch(topic)
        const etag = whole.headers.get("etag")!
        const answers = [
          whole,
          await fetch(topic, { method: "HEAD" }),
          await fetch(topic, { headers: { "if-none-match": etag } }),
        ]
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 304])
        for (const { headers } of answers) {
          expect(relsOf(headers.get("link"))).toEqual({ self: [topic], hub: [main.hub] })
        }
      }
    },
  ],
  [
    "p3",
    "§4",
    "each document names the hub and exactly one self",
    async (id) => {
      await main.section(id)
      const linksIn = (document: string, prefix: string) =>
        [...document.matchAll(new RegExp(`<${prefix}link [^>]*>`, "g"))].map(([tag]) => [
          /rel="([^"]*)"/.exec(tag)?.[1],
          /href="([^"]*)"/.exec(tag)?.[1],
        ])
      const channel = (await (await fetch(main.topic(id))).text()).split("<item>")[0]!
      const feed = (await (await fetch(main.topic(id, "atom.xml"))).text()).split("<entry>")[0]!
      for (const [links, file] of [
        [linksIn(channel, "atom:"), "rss.xml"],
        [linksIn(feed, ""), "atom.xml"],
      ] as const) {
        expect(links.filter(([rel]) => rel === "hub")).toEqual([["hub", main.hub]])
        expect(links.filter(([rel]) => rel === "self")).toEqual([["self", main.topic(id, file)]])
      }
      const json = await (await fetch(main.topic(id, "feed.json"))).json()
      expect(json).toMatchObject({ hubs: [{ type: "WebSub", url: main.hub }], feed_url: main.topic(id, "feed.json") })
    },
  ],
  [
    "p4",
    "§4.1",
    "whichever feed names a self address, that address is a topic of the hub",
    async (id, callback) => {
      await main.section(id)
      for (const path of ["/rss.xml", "/atom.xml", "/feed.json", "/summary/atom.xml", `/sections/${id}/feed.json`]) {
        const answer = await fetch(`${main.worker.url}${path}`)
        const { self, hub } = relsOf(answer.headers.get("link"))
        expect([self, hub]).toEqual([[`${main.worker.url}${path}`], [main.hub]])
        expect([path, (await main.ask("subscribe", self![0]!, callback)).status]).toEqual([path, 202])
      }
      await until("all are subscribed", async () => (await main.listed(callback)).length === 5)
      const archive = await fetch(`${main.worker.url}/archive/${new Date(clock()).toISOString().slice(0, 7)}/rss.xml`)
      expect(relsOf(archive.headers.get("link"))).not.toHaveProperty("hub")
      for (const { id } of await main.listed(callback)) await main.editor("DELETE", `/subscriptions?id=${id}`)
    },
  ],
  [
    "p5",
    "§6",
    "the operator's other hubs are named, and told of each change",
    async (id) => {
      const room = newsroomOf(workers.more!)
      const other = web.at("/other-hub")
      await room.section(id)
      const hubs = [room.hub, other.url]
      for (const file of FILES) {
        const answer = await fetch(room.topic(id, file))
        expect(relsOf(answer.headers.get("link"))).toEqual({ self: [room.topic(id, file)], hub: hubs })
        const document = await answer.text()
        for (const hub of hubs) expect(document.split(`"${hub}"`)).toHaveLength(2)
      }
      const pings = () =>
        other.got
          .map(({ body }) => new URLSearchParams(body))
          .filter((form) => form.get("hub.url")?.includes(`/sections/${id}/`))
      await until("the first version is pinged", () => pings().length === FILES.length)
      await room.publish(id, "News for other hubs")
      await until("the second version is pinged", () => pings().length === 2 * FILES.length)
      for (const form of pings()) expect(form.get("hub.mode")).toBe("publish")
      const topics = pings()
        .slice(FILES.length)
        .map((form) => form.get("hub.url"))
      expect(topics.sort()).toEqual(FILES.map((file) => room.topic(id, file)).sort())
      expect(other.got[0]!.headers["content-type"]).toBe(FORM)
    },
  ],
]

/** Registers by rssCloud. Gives what the answer says. */
async function register(form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await main.post(form, headers, "/rsscloud/pleaseNotify")
  const text = await answer.text()
  const [, success, msg] = /<notifyResult success="(true|false)" msg="([^"]*)"\/>/.exec(text) ?? []
  return { status: answer.status, type: answer.headers.get("content-type"), success, msg }
}

const CLOUD_CASES: Case[] = [
  [
    "c1",
    "cloud",
    "the RSS document says where to register",
    async (id) => {
      await main.section(id)
      const document = await (await fetch(main.topic(id))).text()
      const [, attributes] = /<cloud ([^>]*)\/>/.exec(document)!
      const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes!)?.[1]
      expect(["domain", "port", "protocol", "registerProcedure"].map(of)).toEqual([
        "127.0.0.1",
        new URL(main.worker.url).port,
        "http-post",
        "",
      ])
      const answer = await fetch(`http://${of("domain")}:${of("port")}${of("path")}`, {
        method: "POST",
        body: new URLSearchParams(),
      })
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('success="false"')])
    },
  ],
  [
    "c2",
    "register",
    "with a domain the reader echoes a challenge; then it is told, for 25 hours",
    async (id, callback) => {
      const topic = await main.section(id)
      const form = {
        port: new URL(web.url).port,
        path: `/${id}`,
        protocol: "http-post",
        domain: "127.0.0.1",
        url1: topic,
      }
      expect(await register(form)).toMatchObject({ status: 200, type: "text/xml; charset=utf-8", success: "true" })
      const { query } = callback.asked[0]!
      expect([query.get("url"), query.get("challenge")]).toEqual([topic, expect.stringMatching(/^[\w-]{22,}$/)])
      const [listed] = (await main.listed(callback)) as [Listed]
      expect(listed.protocol).toBe("rsscloud")
      expect(Date.parse(listed.lease_expires_at) - Date.parse(listed.subscribed_at)).toBe(25 * HOUR)
      await main.publish(id, "By rssCloud")
      await delivered(callback)
      const [got] = callback.got as [Received]
      expect([got.headers["content-type"], got.body]).toEqual([FORM, new URLSearchParams({ url: topic }).toString()])
      await main.later(25 * HOUR)
      expect(await main.listed(callback)).toEqual([])
    },
  ],
  [
    "c3",
    "register",
    "without a domain the asking address is told of the feed for a test",
    async (id, callback) => {
      const topic = await main.section(id)
      const form = { port: new URL(web.url).port, path: `/${id}`, protocol: "http-post", url1: topic }
      const from = { "cf-connecting-ip": "127.0.0.1" }
      callback.take = () => ({ status: 404 })
      expect(await register(form, from)).toMatchObject({ success: "false", msg: expect.stringContaining("404") })
      callback.take = () => ({ status: 200 })
      expect(await register(form, from)).toMatchObject({ success: "true" })
      expect(callback.asked).toEqual([])
      expect(callback.got.map(({ body }) => new URLSearchParams(body).get("url"))).toEqual([topic, topic])
      await main.publish(id, "By rssCloud")
      await delivered(callback, 3)
    },
  ],
  [
    "c4",
    "register",
    "several feeds, and JSON for whoever accepts it",
    async (id, callback) => {
      await main.section(id)
      const topics = [main.topic(id), main.topic(id, "feed.json")]
      const form = { port: new URL(web.url).port, path: `/${id}`, protocol: "http-post", domain: "127.0.0.1" }
      const answer = await main.post(
        { ...form, url1: topics[0]!, url2: topics[1]! },
        { accept: "application/json" },
        "/rsscloud/pleaseNotify",
      )
      expect(await answer.json()).toMatchObject({ success: true })
      expect((await main.listed(callback)).map(({ topic }) => topic).sort()).toEqual(topics.sort())
    },
  ],
  [
    "c5",
    "register",
    "https-post asks over https",
    async (id, callback) => {
      const topic = await main.section(id)
      const { port } = new URL(web.url)
      const form = { port, path: `/${id}`, protocol: "https-post", domain: "127.0.0.1", url1: topic }
      expect(await register(form)).toMatchObject({
        success: "false",
        msg: expect.stringContaining(`https://127.0.0.1:${port}/${id}`),
      })
      expect([callback.asked, callback.got]).toEqual([[], []])
    },
  ],
  [
    "c6",
    "register",
    "what is wrong is said, and nobody is registered",
    async (id, callback) => {
      const topic = await main.section(id)
      const right = {
        port: new URL(web.url).port,
        path: `/${id}`,
        protocol: "http-post",
        domain: "127.0.0.1",
        url1: topic,
      }
      const { url1: _, ...unnamed } = right
      for (const form of [
        { ...right, protocol: "soap" },
        { ...right, port: "0" },
        { ...right, path: "no-slash" },
        { ...right, domain: "127.0.0.1:80/x" },
        unnamed,
        { ...right, url1: "https://elsewhere.example/rss.xml" },
        { ...right, url2: `${main.worker.url}/tags/of-nobody/rss.xml` },
      ] as Record<string, string>[]) {
        expect([form, await register(form)]).toEqual([
          form,
          { status: 200, type: "text/xml; charset=utf-8", success: "false", msg: expect.stringMatching(/\w/) },
        ])
      }
      expect(callback.asked).toEqual([])
      callback.verify = ({ query }) => ({ status: 200, body: `${query.get("challenge")}!` })
      expect(await register(right)).toMatchObject({ success: "false" })
      callback.verify = (asked) => ({ ...echo(asked), status: 302, headers: { location: web.url } })
      expect(await register(right)).toMatchObject({ success: "false" })
      expect(await main.listed(callback)).toEqual([])
    },
  ],
]

const PARTNER_FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>H</title><link>https://h.example/</link>
<description>d</description><item><title>A story</title><link>https://h.example/1</link></item></channel></rss>`

/** A partner that was never polled. */
async function partner(id: string): Promise<Callback> {
  const feed = web.at(`/${id}`)
  feed.verify = () => ({ status: 200, headers: { "content-type": "application/rss+xml" }, body: PARTNER_FEED })
  await main.editor("PUT", `/partners/${id}`, { feed_url: feed.url, home_url: `${web.url}/` })
  return feed
}
interface Partner {
  item_count: number
  next_poll_at: string
  last_polled_at: string
}
const partnerOf = (id: string) => main.editor<Partner>("GET", `/partners/${id}`)
const publishing = (...topics: [string, string][]) => main.post([["hub.mode", "publish"], ...topics])

const PING_CASES: Case[] = [
  ...["hub.url", "hub.topic", "hub.url[]"].map(
    (name, at): Case => [
      `g1-${at}`,
      "§6",
      `a partner's CMS pings by ${name}, and its feed is polled`,
      async (id) => {
        const feed = await partner(id)
        expect(feed.asked).toEqual([])
        expect((await publishing([name, feed.url])).status).toBe(202)
        await until("its story is there", async () => (await partnerOf(id)).item_count === 1)
        expect(feed.asked).toHaveLength(1)
      },
    ],
  ),
  [
    "g2",
    "§6",
    "several feeds in one ping",
    async (id) => {
      const feeds = [await partner(`${id}-1`), await partner(`${id}-2`), await partner(`${id}-3`)]
      const [one, two, three] = feeds as [Callback, Callback, Callback]
      const answer = await publishing(["hub.url", one.url], ["hub.url", two.url], ["hub.topic", three.url])
      expect(answer.status).toBe(202)
      await until("all are polled", () => feeds.every(({ asked }) => asked.length === 1))
    },
  ],
  [
    "g3",
    "§6",
    "a feed is polled at most once a minute, however often it pings",
    async (id) => {
      const feed = await partner(id)
      await publishing(["hub.url", feed.url])
      await until("its story is there", async () => (await partnerOf(id)).item_count === 1)
      for (let n = 0; n < 5; n++) expect((await publishing(["hub.url", feed.url])).status).toBe(202)
      const { next_poll_at, last_polled_at } = await partnerOf(id)
      expect(Date.parse(next_poll_at) - Date.parse(last_polled_at)).toBe(MINUTE)
      const witness = await partner(`${id}-witness`)
      await publishing(["hub.url", witness.url])
      await until("the witness is polled", () => witness.asked.length === 1)
      expect(feed.asked).toHaveLength(1)
    },
  ],
  [
    "g4",
    "§6",
    "a feed that nobody knows is not fetched",
    async (id, callback) => {
      const answer = await publishing(["hub.url", callback.url])
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"])
      expect((await publishing()).status).toBe(400)
      expect((await publishing(["hub.url", main.topic(id)])).status).toBe(202)
      const witness = await partner(`${id}-witness`)
      await publishing(["hub.url", witness.url])
      await until("the witness is polled", () => witness.asked.length === 1)
      expect(callback.asked).toEqual([])
    },
  ],
]

const run = async (id: string, _section: string, _what: string, work: Case[3]) => {
  const name = id.replace(".", "-")
  await work(name, web.at(`/${name}`))
}
it.each(HUB_CASES)("hub %s (%s): %s", run)
it.each(PUBLISHER_CASES)("publisher %s (%s): %s", run)
it.each(CLOUD_CASES)("rssCloud %s (%s): %s", run)
it.each(PING_CASES)("ping %s (%s): %s", run)
