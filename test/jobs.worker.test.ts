import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { afterEach, describe, expect, it, vi } from "vitest"
import { runJobs } from "../src/jobs.ts"
import type { Services } from "../src/model/services.ts"
import { newsroom, START } from "./support/newsroom.ts"
import { addPartner, feedResponse, HOUR, NOW, noWeb, rowsOf, sentItem, servicesWith } from "./support/partners.ts"

/** Hands these messages over as one batch of the queue, and says which it acked and which it will see again. */
async function deliver(queue: string, bodies: unknown[], services: Services) {
  const messages = bodies.map((body, n) => ({ id: `${n}`, timestamp: new Date(START), attempts: 1, body }))
  const batch = createMessageBatch(queue, messages)
  const context = createExecutionContext()
  await runJobs(batch, services, context)
  const { explicitAcks, retryMessages } = await getQueueResult(batch, context)
  return { acked: explicitAcks.map(Number), retried: retryMessages.map(({ msgId }) => Number(msgId)) }
}

/** What is logged as an error from now on. */
function errors(): Record<string, unknown>[] {
  const logged: Record<string, unknown>[] = []
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(JSON.parse(line)))
  return logged
}

const UNREADABLE = { event: "dead-letter", queue: null }

afterEach(() => {
  vi.restoreAllMocks()
})

describe("the queue of polls", () => {
  it("acks what was polled, and what need not be polled", async () => {
    await addPartner()
    await addPartner({ id: "later" }, NOW + HOUR)
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    const ids = ["herald", "later", "nobody"]
    expect(
      await deliver(
        "polls",
        ids.map((partnerId) => ({ partnerId })),
        services,
      ),
    ).toEqual({ acked: [0, 1, 2], retried: [] })
    expect(await rowsOf("items")).toMatchObject([{ partner_id: "herald" }])
  })

  it("acks a poll whose feed fails: its schedule asks again", async () => {
    await addPartner()
    const services = servicesWith(() => new Response("away", { status: 500 }))
    expect(await deliver("polls", [{ partnerId: "herald" }], services)).toEqual({ acked: [0], retried: [] })
    const [row] = await rowsOf("partners")
    expect(JSON.parse(row!.last_error as string)).toMatchObject({ kind: "http-error" })
  })

  it("retries a poll that breaks on our side, and it alone", async () => {
    await addPartner()
    await addPartner({ id: "later" }, NOW + HOUR)
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    const db = new Proxy(services.db, {
      get(target, name) {
        if (name === "batch") return () => Promise.reject(new Error("D1 is overloaded"))
        const member = Reflect.get(target, name)
        return typeof member === "function" ? member.bind(target) : member
      },
    })
    const logged = errors()
    const jobs = [{ partnerId: "later" }, { partnerId: "herald" }]
    expect(await deliver("polls", jobs, { ...services, db })).toEqual({ acked: [0], retried: [1] })
    expect(logged).toMatchObject([{ event: "poll-broke", partner: "herald" }])
    expect(logged[0]!.error).toMatch(/D1 is overloaded\n +at /)
  })

  it("reads a message that was sent before `kind` was dropped", async () => {
    await addPartner()
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    expect(await deliver("polls", [{ kind: "poll", partnerId: "herald" }], services)).toMatchObject({ acked: [0] })
    expect(await rowsOf("items")).toHaveLength(1)
  })

  it("logs and acks what is no job, and does the others", async () => {
    await addPartner()
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    const logged = errors()
    const none = [null, "herald", {}, { partnerId: 7 }]
    const { acked, retried } = await deliver("polls", [...none, { partnerId: "herald" }], services)
    expect([acked.sort(), retried]).toEqual([[0, 1, 2, 3, 4], []])
    expect(logged).toEqual(
      none.map((body, n) => ({ ...UNREADABLE, error: "It is no message of the queue polls.", id: `${n}`, body })),
    )
    expect(await rowsOf("items")).toHaveLength(1)
  })
})

describe("the queue of renders", () => {
  it("logs and acks what is no job, and does the others", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const logged = errors()
    const none = [null, [], { kind: "article" }, { kind: "feed", feed: null }, { kind: "other", feed: "main" }]
    const { acked, retried } = await deliver("renders", [...none, ...courier.queued], courier.services)
    expect([acked.sort(), retried]).toEqual([[0, 1, 2, 3, 4, 5], []])
    expect(logged).toEqual(
      none.map((body, n) => ({ ...UNREADABLE, error: "It is no message of the queue renders.", id: `${n}`, body })),
    )
    expect((await courier.feed()).items).toHaveLength(1)
  })

  it("is done with a batch in which nothing is a job", async () => {
    const logged = errors()
    expect(await deliver("renders", ["gauges"], servicesWith(noWeb))).toEqual({ acked: [0], retried: [] })
    expect(logged).toHaveLength(1)
  })
})

it("logs and acks dead letters, whatever they hold", async () => {
  const logged = errors()
  const bodies = [{ kind: "article", articleId: "gauges" }, { partnerId: "herald" }, null]
  const services = servicesWith(noWeb)
  expect(await deliver("dead-letters", bodies, services)).toEqual({ acked: [0, 1, 2], retried: [] })
  const queues = ["renders", "polls", null]
  expect(logged).toMatchObject(bodies.map((body, n) => ({ event: "dead-letter", id: `${n}`, queue: queues[n], body })))
  const { results } = await services.db.prepare("SELECT queue FROM dead_letters ORDER BY id").all()
  expect(results).toEqual(queues.map((queue) => ({ queue })))
})

it("knows a queue by its own name, after that of its Worker", async () => {
  const logged = errors()
  expect(await deliver("other--paper--dead-letters", [null], servicesWith(noWeb))).toEqual({ acked: [0], retried: [] })
  expect(logged).toMatchObject([{ event: "dead-letter", id: "0", body: null }])
})

it("fails for a queue that nobody consumes, so that its messages come again", async () => {
  await expect(deliver("unheard-of", [{ partnerId: "herald" }], servicesWith(noWeb))).rejects.toThrow(
    "no consumer for the queue unheard-of",
  )
})
