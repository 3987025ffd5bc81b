/**
 * Publishes while the service is killed. At the end every subscriber has the newest version of its feed. One that it has
 * twice was under way when the service was killed.
 */
import { setTimeout as pause } from "node:timers/promises"
import { type Callback, startCallbacks } from "../../conformance/callbacks.ts"
import { randomFrom } from "../../support/random.ts"
import { ask, type Service, start } from "./service.ts"

const SUBSCRIBERS = 60
const FILES = ["rss.xml", "atom.xml", "feed.json"]
const SITE_URL = "https://courier.example"
const STORIES = 15
const MINUTE = 60_000
/** Longer than claims last, and than a fan-out is quiet before it begins again. */
const HEALED_MS = 6 * MINUTE
/** Deliveries at once. */
const MAX_IN_FLIGHT = 6
const SHORT_ROUNDS = 10
const LONGEST_WAIT_MS = 25 * 60 * MINUTE
const MAX_ROUNDS = 16

interface Subscriber {
  file: string
  callback: Callback
  /** The bodies that it acknowledged, and when. */
  taken: { body: string; at: number }[]
}

export async function tryDeliveries(seed: number, operations: number, stateDir: string, bundlePath: string) {
  const random = randomFrom(seed)
  const web = await startCallbacks()
  const tally = { changes: 0, kills: 0, unanswered: 0, refused: 0 }
  const killedAt: number[] = []
  let isOver = false
  const subscribers = Array.from({ length: SUBSCRIBERS }, (_, n): Subscriber => {
    const callback = web.at(`/reader-${n}`)
    const subscriber: Subscriber = { file: FILES[n % FILES.length]!, callback, taken: [] }
    callback.take = async ({ body }) => {
      // Every tenth is slow, and every tenth fails now and then.
      if (n % 10 === 3) await pause(random() * 100)
      if (n % 10 === 7 && !isOver && random() < 0.5) {
        tally.refused++
        return { status: 503 }
      }
      subscriber.taken.push({ body, at: performance.now() })
      return { status: 204 }
    }
    return subscriber
  })
  const count = () => subscribers.reduce((sum, { callback }) => sum + callback.got.length, 0)
  /** When so many deliveries have come, or no more come. */
  const arrived = async (wanted: number) => {
    for (let tries = 0; count() < wanted && tries < 500; tries++) await pause(5)
  }
  let service = await start(stateDir, bundlePath)
  const publish = (n: number) =>
    ask(
      service.url,
      "PUT",
      `/articles/story-${n % STORIES}`,
      JSON.stringify({ title: `Story ${n}`, content_html: `<p>Change ${n} of this newsroom.</p>` }),
    )
  await publish(0)
  await until("the feeds are kept", async () => (await feed(service, "rss.xml")).includes("Story 0"))
  await subscribeAll(service, subscribers)

  for (let n = 1; n <= operations; n++) {
    const kills = random() < 0.35
    const delay = random() * 600
    // Half of the kills come at any moment, half when so many deliveries have come.
    const deliveries = random() < 0.5 ? Math.floor(random() * SUBSCRIBERS) : 0
    const before = count()
    const answering = publish(n)
    tally.changes++
    if (kills) {
      if (deliveries) await arrived(before + deliveries)
      else await pause(delay)
      killedAt.push(performance.now())
      await service.kill()
      tally.kills++
    }
    const answer = await answering
    if (kills) service = await start(stateDir, bundlePath)
    // A newsroom that got no answer sends the same again.
    if (!answer) {
      tally.unanswered++
      await publish(n)
    }
    // Now and then the next change comes while this one is still told.
    if (random() < 0.7) await arrived(before + SUBSCRIBERS)
    if (random() < 0.2) await service.later(HEALED_MS)
  }

  // From here on nobody fails. One that failed often waits for hours.
  isOver = true
  let rounds = 0
  for (; (await behind(service, subscribers)).length; rounds++) {
    if (rounds === MAX_ROUNDS) throw new Error(await whyBehind(service, subscribers))
    await service.later(rounds < SHORT_ROUNDS ? HEALED_MS : LONGEST_WAIT_MS)
    await pause(500)
  }
  const doubled = subscribers.flatMap(({ taken }) => doublesOf(taken, killedAt))
  await service.kill()
  web.close()
  if (doubled.includes("without a kill")) throw new Error("one version came twice without a kill in between")
  if (doubled.length > killedAt.length * MAX_IN_FLIGHT) throw new Error(`${doubled.length} came twice`)
  const deliveries = subscribers.reduce((sum, { taken }) => sum + taken.length, 0)
  return { ...tally, subscribers: SUBSCRIBERS, deliveries, doubled: doubled.length, behind: 0, rounds }
}

async function subscribeAll({ url }: Service, subscribers: Subscriber[]): Promise<void> {
  for (const { file, callback } of subscribers) {
    const form = { "hub.mode": "subscribe", "hub.topic": `${SITE_URL}/${file}`, "hub.callback": callback.url }
    const answer = await fetch(`${url}/websub`, { method: "POST", body: new URLSearchParams(form) })
    if (answer.status !== 202) throw new Error(`not subscribed: ${answer.status} ${await answer.text()}`)
  }
  await until("all are subscribed", async () => {
    const { hosts } = JSON.parse((await ask(url, "GET", "/subscriptions"))!.text) as {
      hosts: { subscribers: number }[]
    }
    return hosts[0]?.subscribers === subscribers.length
  })
}

/** The feed as it is now, past what the service remembers of it. */
async function feed({ url }: Service, file: string): Promise<string> {
  const response = await fetch(`${url}/${file}`, { headers: { "accept-encoding": "identity" } })
  return response.text()
}

/** Those whose newest version is not the feed's. */
async function behind(service: Service, subscribers: Subscriber[]): Promise<Subscriber[]> {
  const feeds = new Map(await Promise.all(FILES.map(async (file) => [file, await feed(service, file)] as const)))
  return subscribers.filter(({ file, taken }) => taken.at(-1)?.body !== feeds.get(file))
}

async function whyBehind(service: Service, subscribers: Subscriber[]): Promise<string> {
  const urls = (await behind(service, subscribers)).map(({ callback }) => callback.url)
  const { subscriptions } = JSON.parse((await ask(service.url, "GET", "/subscriptions"))!.text) as {
    subscriptions: { callback: string }[]
  }
  const listed = subscriptions.filter(({ callback }) => urls.includes(callback))
  return `these do not have the newest version: ${urls.join(", ")}. The service says: ${JSON.stringify(listed)}`
}

/** Each version that was taken more than once, and whether the service was killed in between. */
function doublesOf(taken: Subscriber["taken"], killedAt: number[]): ("a kill" | "without a kill")[] {
  return taken.flatMap(({ body, at }, index) => {
    const before = taken.slice(0, index).findLast((other) => other.body === body)
    if (!before) return []
    return [killedAt.some((killed) => killed > before.at && killed < at) ? "a kill" : "without a kill"]
  })
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++, await pause(100)) if (await holds()) return
  throw new Error(`never: ${what}`)
}
