import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { createTally } from "../../src/counting/tally.ts"
import { type Env, servicesFrom } from "../../src/env.ts"
import { createApp } from "../../src/http/app.ts"
import { pageWriters } from "../../src/http/site/page-writers.ts"
import { runJobs } from "../../src/jobs.ts"
import type { Config } from "../../src/model/config.ts"
import type { RenderJob } from "../../src/model/job.ts"
import type { Services } from "../../src/model/services.ts"
import { createRoom } from "../../src/web/room.ts"

export const EDITOR = { authorization: "Bearer editor-token-for-tests" }

/** What a reader sends that takes deltas. */
export const DELTA = { "a-im": "feed", "user-agent": "newsboat/2.21 (Linux x86_64)" }

/** Monday, 23 November 2026, 09:30 UTC: when every newsroom's clock starts. */
export const START = Date.UTC(2026, 10, 23, 9, 30)

export interface Item {
  title?: string
  content_html?: string
  [key: string]: unknown
}

/** A newsroom over the real bindings, with a clock and a render queue in the test's hand. */
export function newsroom(changes: Partial<Services> = {}, config: Partial<Config> = {}) {
  const queued: RenderJob[] = []
  const clock = { now: START }
  const made = servicesFrom(env as unknown as Env)
  const services: Services = {
    ...made,
    config: { ...made.config, ...config },
    pages: pageWriters({ ...made.config, ...config }),
    now: () => clock.now,
    // Of its own: a poll that another test left hanging may hold a shared one.
    room: createRoom(() => clock.now),
    tally: createTally(),
    renders: {
      send: async (job: RenderJob) => void queued.push(job),
      sendBatch: async (jobs: { body: RenderJob }[]) => void queued.push(...jobs.map(({ body }) => body)),
    } as unknown as Queue<RenderJob>,
    ...changes,
  }
  const app = createApp(services)

  /** One request; what it left to be done behind the response is done when this resolves. */
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const context = createExecutionContext()
    const response = await app.fetch(new Request(`https://courier.example${path}`, init), env, context)
    await waitOnExecutionContext(context)
    return response
  }

  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    request(path, {
      method,
      headers: { ...EDITOR, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    })

  return {
    services,
    app,
    clock,
    queued,
    request,
    send,
    put: (id: string, item: Item = {}, headers: Record<string, string> = {}) =>
      send(
        "PUT",
        `/articles/${id}`,
        { title: `About ${id}`, content_html: `<p>All about ${id}.</p>`, ...item },
        headers,
      ),
    withdraw: (id: string) => request(`/articles/${id}`, { method: "DELETE", headers: EDITOR }),
    /** Delivers what is queued to the consumer, as one batch, until nothing is left. Gives the number of jobs. */
    async render(): Promise<number> {
      let count = 0
      while (queued.length > 0) {
        const jobs = queued.splice(0)
        count += jobs.length
        const messages = jobs.map((body, n) => ({ id: `${n}`, timestamp: new Date(clock.now), attempts: 1, body }))
        await runJobs(createMessageBatch("renders", messages), services, createExecutionContext())
      }
      return count
    },
    /** Later, and past what an isolate remembers of a feed. */
    wait(milliseconds = 10_000) {
      clock.now += milliseconds
    },
    async feed(path = "/feed.json"): Promise<{ items: Record<string, unknown>[]; [key: string]: unknown }> {
      return (await request(path)).json()
    },
  }
}
