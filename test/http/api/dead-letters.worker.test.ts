import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { describe, expect, it } from "vitest"
import { MAX_ATTEMPTS, runJobs } from "../../../src/jobs.ts"
import type { Services } from "../../../src/model/services.ts"
import wranglerConfig from "../../../wrangler.toml?raw"
import { EDITOR, newsroom } from "../../support/newsroom.ts"
import { failingStores } from "../../support/stores.ts"

async function deliver(queue: string, bodies: unknown[], services: Services, attempts = 1) {
  const messages = bodies.map((body, n) => ({ id: `${n}`, timestamp: new Date(0), attempts, body }))
  const batch = createMessageBatch(queue, messages)
  const context = createExecutionContext()
  await runJobs(batch, services, context)
  const { explicitAcks, retryMessages } = await getQueueResult(batch, context)
  return { acked: explicitAcks.map(Number), retried: retryMessages.map(({ msgId }) => Number(msgId)) }
}

type Courier = ReturnType<typeof newsroom>
const letters = async (courier: Courier) => {
  const answer = await courier.request("/dead-letters", { headers: EDITOR })
  return ((await answer.json()) as { dead_letters: { id: string; queue?: string; message: unknown; error: string }[] })
    .dead_letters
}
const ARTICLE = { kind: "article" as const, articleId: "gauges" }

/** KV takes no feed. */
const withoutFeeds = (courier: Courier) => {
  const { articles } = courier.services
  courier.services.articles = Object.assign(Object.create(articles), {
    get: articles.get.bind(articles),
    getWithMetadata: articles.getWithMetadata.bind(articles),
    put: async () => Promise.reject(new Error("KV is away")),
  })
  return () => {
    courier.services.articles = articles
  }
}

describe("a message that fails for good", () => {
  it("is kept with its error after its last attempt, and retried", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const heal = withoutFeeds(courier)
    expect(await deliver("renders", [ARTICLE], courier.services, 5)).toEqual({ acked: [], retried: [0] })
    expect(await letters(courier)).toEqual([])
    expect(await deliver("renders", [ARTICLE], courier.services, 6)).toEqual({ acked: [0], retried: [] })
    const [letter] = await letters(courier)
    expect(letter).toMatchObject({ queue: "renders", message: ARTICLE, error: expect.stringContaining("KV is away") })
    heal()
    courier.queued.splice(0)
    const retried = await courier.request(`/dead-letters/retry?id=${letter!.id}`, { method: "POST", headers: EDITOR })
    expect(await retried.json()).toEqual({ retried: 1, unreadable: 0 })
    expect(courier.queued).toEqual([ARTICLE])
    expect(await letters(courier)).toEqual([])
    await courier.render()
    expect((await courier.feed()).items).toHaveLength(1)
  })

  it("is kept without its error when D1 was away", async () => {
    const courier = newsroom()
    const { db } = courier.services
    courier.services.db = failingStores().db
    expect(await deliver("renders", [ARTICLE], courier.services, 6)).toEqual({ acked: [], retried: [0] })
    courier.services.db = db
    expect(await deliver("dead-letters", [ARTICLE], courier.services)).toEqual({ acked: [0], retried: [] })
    expect(await letters(courier)).toMatchObject([{ queue: "renders", message: ARTICLE }])
  })

  it("is kept at once when no consumer can read it, and can only be dropped", async () => {
    const courier = newsroom()
    const odd = [{ kind: "none" }, null, "text"]
    expect(await deliver("deliveries", odd, courier.services)).toEqual({ acked: [0, 1, 2], retried: [] })
    const kept = await letters(courier)
    expect(kept.map(({ message }) => message)).toEqual(odd)
    expect(kept[0]!.queue).toBeUndefined()
    const all = await courier.request("/dead-letters/retry", { method: "POST", headers: EDITOR })
    expect(await all.json()).toEqual({ retried: 0, unreadable: 3 })
    const drop = await courier.request(`/dead-letters?id=${kept[0]!.id}`, { method: "DELETE", headers: EDITOR })
    expect(drop.status).toBe(204)
    expect(await letters(courier)).toHaveLength(2)
  })

  it("is kept once when the rest of its batch breaks", async () => {
    const courier = newsroom()
    const { db } = courier.services
    const prepare = (sql: string) => {
      if (sql.includes("FROM articles")) throw new Error("D1 is away")
      return db.prepare(sql)
    }
    courier.services.db = { prepare, batch: db.batch } as D1Database
    expect((await deliver("renders", ["odd", ARTICLE], courier.services, 6)).retried).toEqual([])
    courier.services.db = db
    expect((await letters(courier)).map(({ message }) => message)).toEqual(["odd", ARTICLE])
  })

  it("fails after as many attempts as wrangler.toml allows", () => {
    const consumers = [
      ...wranglerConfig.matchAll(/\[\[queues\.consumers\]\]\nqueue = "([\w-]+)"[^[]*?max_retries = (\d+)/g),
    ]
    const allowed = consumers.map(([, queue, retries]) => [queue, Number(retries) + 1] as const)
    expect(Object.fromEntries(allowed.filter(([queue]) => queue !== "dead-letters"))).toEqual(MAX_ATTEMPTS)
  })
})
