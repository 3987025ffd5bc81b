import { describe, expect, it } from "vitest"
import type { PollJob } from "../../src/model/job.ts"
import type { Partner } from "../../src/model/partner.ts"
import { queueDuePolls } from "../../src/partners/due.ts"
import { pollBatch } from "../../src/partners/poll-batch.ts"
import { savePartners } from "../../src/store/partners.ts"
import {
  addPartner,
  DAY,
  feedResponse,
  MINUTE,
  NOW,
  noWeb,
  rowsOf,
  sentItem,
  servicesWith,
} from "../support/partners.ts"

function queue(fails = false) {
  const jobs: PollJob[] = []
  const sizes: number[] = []
  const sendBatch = async (messages: Iterable<{ body: PollJob }>) => {
    if (fails) throw new Error("the queue is down")
    const bodies = [...messages].map(({ body }) => body)
    sizes.push(bodies.length)
    jobs.push(...bodies)
  }
  return { jobs, sizes, polls: { sendBatch } as unknown as Queue<PollJob> }
}

async function addMany(count: number, hosts: number): Promise<void> {
  const partners = Array.from(
    { length: count },
    (_, i): Partner => ({
      id: `p-${i}`,
      name: `Partner ${i}`,
      homeUrl: `https://host-${i % hosts}.example/`,
      feedUrl: `https://host-${i % hosts}.example/${i}.json`,
      role: "partner",
      weight: 1,
      maxLinks: 2,
      enabled: true,
      sponsored: false,
    }),
  )
  await savePartners(
    servicesWith(noWeb).db,
    partners,
    partners.map(() => NOW),
    NOW,
  )
}

describe("the clock", () => {
  it("queues each due partner once, until its message must be lost", async () => {
    await addPartner()
    await addPartner({ id: "later" }, NOW + 1)
    await addPartner({ id: "off", enabled: false })
    await addPartner({ id: "pusher", feedUrl: undefined })
    const { jobs, polls } = queue()
    const { db } = servicesWith(noWeb)
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(1)
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(0)
    expect(await queueDuePolls({ db, polls }, NOW + 15 * MINUTE)).toBe(2)
    expect(jobs.map(({ partnerId }) => partnerId)).toEqual(["herald", "herald", "later"])
  })

  it("queues them with the next tick when the queue was down", async () => {
    await addPartner()
    const { db } = servicesWith(noWeb)
    await expect(queueDuePolls({ db, polls: queue(true).polls }, NOW)).rejects.toThrow("the queue is down")
    expect(await queueDuePolls({ db, polls: queue().polls }, NOW)).toBe(1)
  })
})

describe("five hundred due partners on one tick", () => {
  it("are all polled, over six connections at most and one for each host", async () => {
    await addMany(500, 120)
    const { jobs, sizes, polls } = queue()
    const { db } = servicesWith(noWeb)
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(500)
    expect(sizes).toEqual([100, 100, 100, 100, 100])
    let most = 0
    const open: string[] = []
    const crowded: string[] = []
    const services = servicesWith(async (request) => {
      const { host } = new URL(request.url)
      if (open.includes(host)) crowded.push(host)
      open.push(host)
      most = Math.max(most, open.length)
      await db.prepare("SELECT 1").run()
      open.splice(open.indexOf(host), 1)
      return feedResponse([sentItem(0, { url: request.url.replace(".json", "") })])
    })
    const failed = await pollBatch(
      services,
      jobs.map(({ partnerId }) => partnerId),
    )
    expect([...failed]).toEqual([])
    expect(crowded).toEqual([])
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(6)
    const partners = await rowsOf("partners")
    expect(
      partners.filter(({ last_success_at, lease_until }) => last_success_at === NOW && lease_until === null),
    ).toHaveLength(500)
    expect(await rowsOf("items")).toHaveLength(500)
  }, 60_000)

  it("stand in the queue host by host in turn, so that one host does not hold up the rest", async () => {
    await addMany(12, 3)
    const { jobs, polls } = queue()
    await queueDuePolls({ db: servicesWith(noWeb).db, polls }, NOW)
    const hosts = jobs.map(({ partnerId }) => Number(partnerId.slice(2)) % 3)
    for (let turn = 0; turn < 4; turn++) expect(new Set(hosts.slice(turn * 3, turn * 3 + 3)).size).toBe(3)
  })

  it("hold nobody up when some hang: those fail, the others are polled", async () => {
    await addMany(8, 8)
    const times: AbortController[] = []
    let hung: AbortController | undefined
    let answered = 0
    const services = {
      ...servicesWith((request) => {
        if (request.url.includes("host-1.")) {
          // A request is made in the same turn as its deadline.
          hung = times.at(-1)
          return new Promise<Response>(() => {})
        }
        if (++answered === 7) hung?.abort()
        return feedResponse([])
      }),
      deadline: () => {
        const time = new AbortController()
        times.push(time)
        return time.signal
      },
    }
    await pollBatch(
      services,
      Array.from({ length: 8 }, (_, i) => `p-${i}`),
    )
    const failed = (await rowsOf("partners")).filter(({ last_error }) => last_error !== null)
    expect(failed.map(({ id, last_error }) => [id, JSON.parse(last_error as string).kind])).toEqual([
      ["p-1", "timeout"],
    ])
  })
})

describe("a message", () => {
  it("that comes twice polls once", async () => {
    await addPartner()
    let asked = 0
    const services = servicesWith(() => {
      asked++
      return feedResponse([])
    })
    await pollBatch(services, ["herald", "herald"])
    await pollBatch(services, ["herald"])
    expect(asked).toBe(1)
  })

  it("for a partner that is gone, off or not due is done with", async () => {
    await addPartner({ id: "off", enabled: false })
    await addPartner({ id: "later" }, NOW + DAY)
    expect(await pollBatch(servicesWith(noWeb), ["nobody", "off", "later"])).toEqual(new Set())
  })

  it("whose poll breaks on our side comes back, and the others of its batch do not", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    const db = new Proxy(services.db, {
      get(target, name) {
        if (name === "batch") {
          return async (statements: D1PreparedStatement[]) => {
            if (broken) throw new Error("D1 is overloaded")
            return target.batch(statements)
          }
        }
        const member = Reflect.get(target, name)
        return typeof member === "function" ? member.bind(target) : member
      },
    })
    let broken = true
    expect(await pollBatch({ ...services, db }, ["herald"])).toEqual(new Set(["herald"]))
    broken = false
    const later = { ...services, db, now: () => NOW + MINUTE }
    expect(await pollBatch(later, ["herald", "tribune"])).toEqual(new Set())
    expect(await rowsOf("items")).toHaveLength(2)
  })
})
