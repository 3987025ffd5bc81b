import { createExecutionContext, createMessageBatch } from "cloudflare:test"
import { tick } from "../../src/clock.ts"
import { runJobs } from "../../src/jobs.ts"
import { toBytes, toHex } from "../../src/lib/crypto/hash.ts"
import { hmac } from "../../src/lib/crypto/hmac.ts"
import type { Config } from "../../src/model/config.ts"
import type { PollJob } from "../../src/model/job.ts"
import { EDITOR, newsroom } from "./newsroom.ts"
import { addPartner, jsonFeed, type SentItem } from "./partners.ts"

export const HUB = "https://hub.example/"
export const TOPIC = "https://herald.example/feed.json"

/** What a hub got. */
export interface HubRequest {
  hub: string
  form: Record<string, string>
  contentType: string | null
}

export interface WebsubOut {
  hub: string
  state: string
  lease_expires_at: string | null
  deliveries: number
  misses: number
  detail?: string
}

/** A newsroom, the partner `herald` with a feed that names hubs, and these hubs. The test moves the clock. */
export function hubWorld(config: Partial<Config> = {}) {
  const polled: PollJob[] = []
  const courier = newsroom(
    {
      polls: {
        send: async (job: PollJob) => void polled.push(job),
        sendBatch: async (jobs: { body: PollJob }[]) => void polled.push(...jobs.map(({ body }) => body)),
      } as unknown as Queue<PollJob>,
    },
    config,
  )
  const asked: HubRequest[] = []
  const world = {
    ...courier,
    /** What the feed of a host answers. */
    feeds: {} as Record<string, (request: Request) => Response | Promise<Response>>,
    /** What a hub answers, by its host. 202 when nothing else is said. */
    hubs: {} as Record<string, (asked: HubRequest) => Response | Promise<Response>>,
    items: [] as SentItem[],
    link: `<${HUB}>; rel="hub", <${TOPIC}>; rel="self"`,

    async start(): Promise<void> {
      await addPartner({}, courier.clock.now)
    },

    /** The requests that hubs got since the last call. */
    asked: () => asked.splice(0),

    /** One tick of the clock, with the polls that it queues. */
    async tick(wait = 60_000): Promise<void> {
      courier.clock.now += wait
      await tick(courier.services, courier.clock.now)
      await world.poll()
    },

    /** Polls whoever is queued. */
    async poll(): Promise<string[]> {
      const jobs = polled.splice(0)
      const messages = jobs.map((body, n) => ({ id: `${n}`, timestamp: new Date(0), attempts: 1, body }))
      if (jobs.length) await runJobs(createMessageBatch("polls", messages), courier.services, createExecutionContext())
      return jobs.flatMap(({ partnerIds }) => partnerIds)
    },

    /** Verifies a request as a hub does. */
    verify: ({ form }: HubRequest, query: Record<string, string> = {}): Promise<Response> =>
      courier.request(
        `${new URL(form["hub.callback"]!).pathname}?${new URLSearchParams({
          "hub.mode": form["hub.mode"]!,
          "hub.topic": form["hub.topic"]!,
          "hub.challenge": "a challenge",
          "hub.lease_seconds": "864000",
          ...query,
        })}`,
      ),

    /** Delivers as a hub does. */
    async deliver(
      { form }: HubRequest,
      body: string,
      { secret = form["hub.secret"]!, type = "application/feed+json" } = {},
    ): Promise<Response> {
      return courier.request(new URL(form["hub.callback"]!).pathname, {
        method: "POST",
        body,
        headers: { "content-type": type, "x-hub-signature": `sha256=${toHex(await hmac(secret, toBytes(body)))}` },
      })
    },

    /** Polls, asks the hub and verifies: the subscription is active. Gives the hub's request. */
    async subscribed(): Promise<HubRequest> {
      await world.start()
      await world.tick()
      await world.tick()
      const [request] = world.asked()
      const { status } = await world.verify(request!)
      if (status !== 200) throw new Error(`not verified: ${status}`)
      return request!
    },

    async partner(id = "herald") {
      const answer = await courier.request(`/partners/${id}`, { headers: EDITOR })
      return (await answer.json()) as { next_poll_at: string; item_count: number; websub: WebsubOut | null }
    },

    /** Milliseconds until the partner is polled next. */
    async untilPoll(): Promise<number> {
      return Date.parse((await world.partner()).next_poll_at) - courier.clock.now
    },
  }
  courier.services.fetch = (async (address: string, init?: RequestInit) => {
    const request = new Request(address, init)
    const { host } = new URL(request.url)
    if (request.method === "POST") {
      const form = Object.fromEntries(new URLSearchParams(await request.text()))
      const got = { hub: request.url, form, contentType: request.headers.get("content-type") }
      asked.push(got)
      return world.hubs[host]?.(got) ?? new Response(null, { status: 202 })
    }
    const feed = world.feeds[host]
    if (feed) return feed(request)
    const headers: Record<string, string> = {
      "content-type": "application/feed+json",
      etag: '"1"',
      ...(world.link ? { link: world.link } : {}),
    }
    return new Response(jsonFeed(world.items), { headers })
  }) as typeof fetch
  return world
}
