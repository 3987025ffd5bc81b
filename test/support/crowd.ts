import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { tick } from "../../src/clock.ts"
import { runJobs } from "../../src/jobs.ts"
import type { DeliveryJob } from "../../src/model/job.ts"
import type { Services } from "../../src/model/services.ts"
import { saveSubscriber } from "../../src/store/subscribers.ts"
import { countingDatabase } from "./counting.ts"
import { newsroom } from "./newsroom.ts"

const DAY = 24 * 3_600_000
const MINUTE = 60_000
/** As wrangler.toml says of the consumer. */
const MAX_BATCH = 50
const TOPIC = { feed: "main", file: "atom.xml" }

/** How a subscriber behaves. */
export type Kind = "prompt" | "slow" | "failing" | "gone"

export interface Subscriber {
  kind: Kind
  /** The newest title of each POST, and what it was answered. */
  got: { title: string; status: number }[]
}

/** Where a Worker ends without a word: when so many POSTs, or so many statements, have begun. */
export interface Death {
  posts?: number
  statements?: number
}

/**
 * A newsroom with many subscribers of its Atom feed. The Worker can die: then its messages are lost, and what it awaits
 * never comes. The next one has the same stores.
 */
export async function crowd(kinds: Kind[]) {
  const subscribers = kinds.map((kind): Subscriber => ({ kind, got: [] }))
  let queue: { job: DeliveryJob; dueAt: number }[] = []
  let late: (() => void)[] = []
  let life = begin(Date.UTC(2026, 10, 23, 9, 30))
  let messages = 0
  let stories = 0

  function begin(now: number, death: Death = {}) {
    const left = { posts: death.posts ?? Infinity, statements: death.statements ?? Infinity }
    const { promise: death$, resolve: die } = Promise.withResolvers<"dead">()
    let isDead = false
    const end = () => {
      isDead = true
      die("dead")
    }
    const never = () => new Promise<never>(() => {})
    const send = (jobs: DeliveryJob[], delayS = 0) => {
      if (isDead) return
      messages += jobs.length
      queue.push(...jobs.map((job) => ({ job, dueAt: courier.clock.now + delayS * 1000 })))
    }
    const courier = newsroom({
      db: countingDatabase((env as unknown as { DB: D1Database }).DB, () => {
        if (--left.statements <= 0) end()
        // What it awaits was done, and it does not hear of it.
        if (isDead) throw new Error("the Worker is dead")
      }),
      deliveries: {
        send: async (job: DeliveryJob) => send([job]),
        sendBatch: async (jobs: { body: DeliveryJob }[]) => send(jobs.map(({ body }) => body)),
      } as unknown as Queue<DeliveryJob>,
      deadline: () => new AbortController().signal,
      fetch: (async (address: string, init?: RequestInit) => {
        if (isDead) return never()
        const status = await take(
          Number(new URL(address).pathname.slice(1)),
          new TextDecoder().decode(init!.body as Uint8Array),
        )
        if (--left.posts <= 0) end()
        return isDead ? never() : new Response(null, { status })
      }) as typeof fetch,
    } as Partial<Services>)
    courier.clock.now = now
    return { ...courier, death$, send, isDead: () => isDead }
  }

  async function take(id: number, body: string): Promise<number> {
    const { kind, got } = subscribers[id]!
    const title = /<entry>.*?<title[^>]*>([^<]*)</s.exec(body)![1]!
    const failed = got.filter((each) => each.title === title && each.status === 500).length
    const status = kind === "gone" ? 410 : kind === "failing" && failed < 2 ? 500 : 204
    got.push({ title, status })
    if (kind === "slow") await new Promise<void>((resolve) => late.push(resolve))
    return status
  }

  /** One batch of the queue. Gives `dead` when the Worker did not live to its end. */
  async function runBatch(): Promise<"done" | "dead"> {
    const due = queue.filter(({ dueAt }) => dueAt <= life.clock.now).slice(0, MAX_BATCH)
    queue = queue.filter((each) => !due.includes(each))
    const batch = createMessageBatch(
      "deliveries",
      due.map(({ job }, n) => ({ id: `${n}`, timestamp: new Date(life.clock.now), attempts: 1, body: job })),
    )
    const context = createExecutionContext()
    const outcome = await Promise.race([runJobs(batch, life.services, context), life.death$])
    if (outcome === "dead") return "dead"
    const { retryMessages } = await getQueueResult(batch, context)
    for (const { msgId, delaySeconds = 60 } of retryMessages) life.send([due[Number(msgId)]!.job], delaySeconds)
    return "done"
  }

  const world = {
    subscribers,
    /** Messages that were sent, in all. */
    messages: () => messages,
    /** A new story, rendered. Gives its title. */
    async publish(): Promise<string> {
      life.wait(MINUTE)
      const title = `Story ${++stories}`
      await life.put(`story-${stories}`, { title })
      await life.render()
      return title
    },
    /** Works the queue off, this many batches side by side. Those who are slow answer when others have. */
    async deliver(consumers = 1): Promise<"done" | "dead"> {
      while (queue.some(({ dueAt }) => dueAt <= life.clock.now)) {
        let isOver = false
        const wave = Promise.all(Array.from({ length: consumers }, runBatch)).finally(() => {
          isOver = true
        })
        while (!isOver) {
          // A turn of the event loop, not a time.
          await scheduler.wait(0)
          late.shift()?.()
        }
        if ((await wave).includes("dead")) return "dead"
      }
      return "done"
    },
    /** Lets this much time pass, a tick and a delivery a minute. */
    async pass(minutes: number): Promise<void> {
      for (let n = 0; n < minutes; n++) {
        life.wait(MINUTE)
        await tick(life.services, life.clock.now)
        await world.deliver()
      }
    },
    /** The next Worker that dies so. It has the present one's stores and queue. */
    doom: (death: Death) => {
      life = begin(life.clock.now, death)
    },
    /** The Worker is dead, and its messages are lost. Another one begins. */
    restart() {
      queue = []
      late = []
      life = begin(life.clock.now)
    },
    isDead: () => life.isDead(),
  }

  await world.publish()
  const times = { askedAt: life.clock.now, leaseExpiresAt: life.clock.now + 10 * DAY }
  for (let id = 0; id < kinds.length; id++) {
    const callback = `https://reader-${id}.example/${id}`
    await saveSubscriber(life.services.db, { ...TOPIC, callback, protocol: "websub", secret: `secret ${id}`, ...times })
  }
  return world
}
