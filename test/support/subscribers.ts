import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { tick } from "../../src/clock.ts"
import { runJobs } from "../../src/jobs.ts"
import type { Config } from "../../src/model/config.ts"
import type { DeliveryJob } from "../../src/model/job.ts"
import { newsroom } from "./newsroom.ts"

/** What a subscriber was sent. */
export interface Got {
  url: string
  method: string
  headers: Headers
  body: string
}

/** A newsroom with a hub whose queue is in the test's hand, and subscribers that answer what the test says. */
export function hubOf(config: Partial<Config> = {}) {
  const queued: DeliveryJob[] = []
  const got: Got[] = []
  const deliveries = {
    send: async (job: DeliveryJob) => void queued.push(job),
    sendBatch: async (jobs: { body: DeliveryJob }[]) => void queued.push(...jobs.map(({ body }) => body)),
  } as unknown as Queue<DeliveryJob>
  const courier = newsroom({ deliveries }, config)
  const world = {
    ...courier,
    deliveries: queued,
    /** What callbacks answer, by their host. A GET echoes the challenge and a POST is taken when nothing else is said. */
    hosts: {} as Record<string, (got: Got) => Response | Promise<Response>>,

    /** The requests that callbacks and hubs got since the last call. */
    got: () => got.splice(0),

    ask: (form: Record<string, string> | URLSearchParams, headers: Record<string, string> = {}) =>
      courier.request("/websub", {
        method: "POST",
        body: new URLSearchParams(form).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      }),

    subscribe: (callback: string, more: Record<string, string> = {}) =>
      world.ask({
        "hub.mode": "subscribe",
        "hub.topic": "https://courier.example/atom.xml",
        "hub.callback": callback,
        ...more,
      }),

    /** Does what is queued, as one batch after another, until nothing is left. Gives what must be tried again. */
    async work(): Promise<DeliveryJob[]> {
      const again: DeliveryJob[] = []
      while (queued.length) again.push(...(await world.batch(queued.splice(0, 50))))
      return again
    },

    /** One batch. Gives the jobs that the queue would bring again. */
    async batch(jobs: DeliveryJob[]): Promise<DeliveryJob[]> {
      const messages = jobs.map((body, n) => ({ id: `${n}`, timestamp: new Date(0), attempts: 1, body }))
      const batch = createMessageBatch<DeliveryJob>("deliveries", messages)
      const context = createExecutionContext()
      await runJobs(batch, courier.services, context)
      const { retryMessages } = await getQueueResult(batch, context)
      return retryMessages.map(({ msgId }) => jobs[Number(msgId)]!)
    },

    /** Later: one tick of the clock, and what it queues. */
    async later(milliseconds: number): Promise<DeliveryJob[]> {
      courier.clock.now += milliseconds
      await tick(courier.services, courier.clock.now)
      await courier.render()
      return world.work()
    },

    /** Publishes an article, renders the feeds and tells subscribers. */
    async publish(id: string): Promise<DeliveryJob[]> {
      courier.wait()
      await courier.put(id)
      await courier.render()
      return world.work()
    },

    async subscriptions() {
      const answer = await courier.request("/subscriptions", {
        headers: { authorization: "Bearer editor-token-for-tests" },
      })
      return (await answer.json()) as {
        feeds: { topic: string; subscribers: number; delivered: number; failed: number }[]
        hosts: { host: string; subscribers: number }[]
        subscriptions: {
          id: string
          callback: string
          lease_expires_at: string
          failures: number
          trouble?: string
          next_try_at?: string
        }[]
      }
    },
  }
  courier.services.fetch = (async (address: string, init?: RequestInit) => {
    const request = new Request(address, init)
    const { method, headers } = request
    const asked = { url: address, method, headers, body: new TextDecoder().decode(await request.arrayBuffer()) }
    got.push(asked)
    const answer = world.hosts[new URL(address).host]
    if (answer) return answer(asked)
    const challenge =
      new URL(address).searchParams.get("hub.challenge") ?? new URL(address).searchParams.get("challenge")
    return new Response(method === "GET" ? challenge : null, { status: method === "GET" ? 200 : 202 })
  }) as typeof fetch
  return world
}
