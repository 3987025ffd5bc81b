import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  waitOnExecutionContext,
} from "cloudflare:test"
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { servicesFrom } from "../../src/env.ts"
import worker from "../../src/index.ts"
import { HOUR } from "../../src/lib/text/time.ts"
import { listCounters } from "../../src/store/counters.ts"
import { newsroom, START } from "../support/newsroom.ts"

const { DB } = env as unknown as { DB: D1Database }
const here = env as never

// Each test is an hour after the last: the isolate is the same.
let hours = 0
beforeEach(() => {
  vi.useFakeTimers({ toNotFake: ["nextTick", "queueMicrotask", "performance"] })
  vi.setSystemTime(START + ++hours * HOUR)
  // What other tests have left in this isolate.
  const { tally } = servicesFrom(here)
  tally.take()
  Object.assign(tally, { plannedAt: 0, writtenAt: 0, dayKey: null })
})
afterEach(() => vi.useRealTimers())

/** What is in the sums 25 seconds after the Worker has done this. */
async function countedAfter(work: (context: ExecutionContext) => unknown): Promise<string[]> {
  const context = createExecutionContext()
  await work(context)
  expect(await listCounters(DB)).toEqual([])
  await vi.advanceTimersByTimeAsync(25_000)
  await waitOnExecutionContext(context)
  return (await listCounters(DB)).map(({ name, labels }) => `${name} ${labels.join(" ")}`)
}

describe("what is counted is written 25 seconds behind", () => {
  it("a request", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    await courier.render()
    const request = new Request("https://courier.example/rss.xml")
    expect(await countedAfter((context) => worker.fetch(request as never, here, context))).toEqual([
      "feed_requests main rss 200",
    ])
    // From memory too, and after the isolate has written once.
    vi.advanceTimersByTime(60_000)
    const context = createExecutionContext()
    for (let n = 0; n < 3; n++) await worker.fetch(request.clone() as never, here, context)
    await vi.advanceTimersByTimeAsync(25_000)
    await waitOnExecutionContext(context)
    expect(await listCounters(DB)).toMatchObject([{ value: 4 }])
  })

  it("a batch of a queue", async () => {
    const batch = createMessageBatch("polls", [
      { id: "1", timestamp: new Date(START), attempts: 1, body: { partnerIds: ["none"] } },
    ])
    expect(await countedAfter((context) => worker.queue(batch as never, here, context))).toContain(
      "queue_messages polls",
    )
  })

  it("a tick", async () => {
    const courier = newsroom()
    await courier.put("gauges")
    const request = new Request("https://courier.example/rss.xml")
    await courier.render()
    // The tick itself counts nothing; it takes along what waits.
    expect(
      await countedAfter(async (context) => {
        await worker.fetch(request as never, here, createExecutionContext())
        vi.advanceTimersByTime(20_000)
        await worker.scheduled(
          createScheduledController({ scheduledTime: new Date(START), cron: "* * * * *" }),
          here,
          context,
        )
      }),
    ).toContain("feed_requests main rss 200")
  })
})
