import { describe, expect, it } from "vitest"
import { pollAll } from "../../../src/jobs.ts"
import type { PollJob } from "../../../src/model/job.ts"
import type { Partner } from "../../../src/model/partner.ts"
import { MAX_CONNECTIONS, MAX_POLLS_OF_A_BATCH, pollBatch } from "../../../src/partners/polling/poll-batch.ts"
import { queueDuePolls } from "../../../src/partners/polling/queue-due.ts"
import { savePartners } from "../../../src/store/partners.ts"
import wrangler from "../../../wrangler.toml?raw"
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
} from "../../support/partners.ts"

function queue(fails = false) {
  const jobs: PollJob[] = []
  const sizes: number[] = []
  const sendBatch = async (messages: Iterable<{ body: PollJob }>) => {
    if (fails) throw new Error("the queue is down")
    const bodies = [...messages].map(({ body }) => body)
    sizes.push(bodies.length)
    jobs.push(...bodies)
  }
  const send = async (job: PollJob) => void jobs.push(job)
  const idsOf = () => jobs.flatMap(({ partnerIds }) => partnerIds)
  return { jobs, sizes, idsOf, polls: { sendBatch, send } as unknown as Queue<PollJob> }
}

/** What waits for the last poll of a batch, however long that takes. */
const ENDLESS = () => new Promise<void>(() => {})
const NO_PATIENCE = () => Promise.resolve()

const broken = async (deps: Parameters<typeof pollBatch>[0], ids: string[]) =>
  new Set((await pollBatch(deps, ids, ENDLESS)).failed.keys())

const isLeased = async () => (await rowsOf("partners")).some(({ lease_until }) => lease_until !== null)

/** A batch as the queue hands it over, and what became of its messages. */
function batchOf(ids: string[]) {
  const acked: string[] = []
  const retried: string[] = []
  const messages = ids.map((partnerId) => ({
    id: partnerId,
    body: { partnerIds: [partnerId] },
    ack: () => acked.push(partnerId),
    retry: () => retried.push(partnerId),
  }))
  return { batch: { queue: "polls", messages } as unknown as MessageBatch<PollJob>, acked, retried }
}

/** A web of which these hosts never answer until their time is cut off. */
function hangingWeb(isHanging: (request: Request) => boolean) {
  const cuts: (() => void)[] = []
  const times: AbortController[] = []
  const services = {
    ...servicesWith((request) => {
      if (!isHanging(request)) return feedResponse([sentItem(0, { url: request.url.replace(".json", "") })])
      // A request is made in the same turn as its deadline.
      const time = times.at(-1)!
      cuts.push(() => time.abort())
      return new Promise<Response>(() => {})
    }),
    deadline: () => {
      const time = new AbortController()
      times.push(time)
      return time.signal
    },
  }
  const cutAll = () => {
    for (const cut of cuts.splice(0)) cut()
  }
  return { services, hanging: cuts, cutAll }
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
    const { idsOf, polls } = queue()
    const { db } = servicesWith(noWeb)
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(1)
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(0)
    expect(await queueDuePolls({ db, polls }, NOW + 15 * MINUTE)).toBe(2)
    expect(idsOf()).toEqual(["herald", "herald", "later"])
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
    expect(sizes).toEqual([100, 20])
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
    while (jobs.length) {
      const ids = jobs.splice(0, MAX_CONNECTIONS).flatMap(({ partnerIds }) => partnerIds)
      expect(await pollBatch(services, ids, ENDLESS)).toEqual({ failed: new Map(), rest: null })
    }
    expect(crowded).toEqual([])
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(6)
    const partners = await rowsOf("partners")
    expect(
      partners.filter(({ last_success_at, lease_until }) => last_success_at === NOW && lease_until === null),
    ).toHaveLength(500)
    expect(await rowsOf("items")).toHaveLength(500)
  }, 60_000)

  it("stand in the queue with one message for each host, so that a host's polls do not meet", async () => {
    await addMany(12, 3)
    const { jobs, polls } = queue()
    await queueDuePolls({ db: servicesWith(noWeb).db, polls }, NOW)
    const hosts = jobs.map(({ partnerIds }) => new Set(partnerIds.map((id) => Number(id.slice(2)) % 3)))
    expect(hosts).toEqual([new Set([0]), new Set([1]), new Set([2])])
    expect(jobs.map(({ partnerIds }) => partnerIds.length)).toEqual([4, 4, 4])
  })

  it("are at most a hundred of one host; the others of it wait for the next tick", async () => {
    await addMany(103, 1)
    const { db } = servicesWith(noWeb)
    const { jobs, polls } = queue()
    expect(await queueDuePolls({ db, polls }, NOW)).toBe(100)
    expect(await queueDuePolls({ db, polls }, NOW + MINUTE)).toBe(3)
    expect(jobs.map(({ partnerIds }) => partnerIds.length)).toEqual([100, 3])
  })

  it("are sent on to the next invocation when this one has made its polls", async () => {
    await addMany(MAX_POLLS_OF_A_BATCH + 5, 1)
    const { jobs, idsOf, polls } = queue()
    let asked = 0
    const services = servicesWith(
      () => {
        asked++
        return feedResponse([])
      },
      { polls },
    )
    await queueDuePolls({ db: services.db, polls }, NOW)
    const first = jobs.pop()!.partnerIds
    expect(await broken(services, first)).toEqual(new Set())
    expect(asked).toBe(MAX_POLLS_OF_A_BATCH)
    expect(idsOf()).toEqual(first.slice(MAX_POLLS_OF_A_BATCH))
    expect(await broken(services, idsOf())).toEqual(new Set())
    expect(asked).toBe(MAX_POLLS_OF_A_BATCH + 5)
  })

  it("cost few enough queries of D1 for one invocation when each has fifty new stories", async () => {
    await addMany(2, 2)
    let queries = 0
    const services = servicesWith((request) =>
      feedResponse(Array.from({ length: 50 }, (_, n) => sentItem(n, { url: request.url.replace(".json", `/${n}`) }))),
    )
    const counted = {
      prepare: (sql: string) => {
        queries++
        return services.db.prepare(sql)
      },
      batch: (list: D1PreparedStatement[]) => services.db.batch(list),
    } as D1Database
    expect(await broken({ ...services, db: counted }, ["p-0", "p-1"])).toEqual(new Set())
    expect((queries / 2) * MAX_POLLS_OF_A_BATCH).toBeLessThanOrEqual(1000)
  })

  it("stand last in the queue when they did not answer last time", async () => {
    await addMany(6, 6)
    const { db } = servicesWith(noWeb)
    const say = (id: string, error: string) =>
      db.prepare("UPDATE partners SET last_error = ?2 WHERE id = ?1").bind(id, error).run()
    await say("p-0", '{"kind":"timeout","detail":""}')
    await say("p-1", '{"kind":"http-error","detail":""}')
    await say("p-2", '{"kind":"unreachable","detail":""}')
    await say("p-3", "no JSON")
    const { idsOf, polls } = queue()
    await queueDuePolls({ db, polls }, NOW)
    expect(idsOf()).toEqual(["p-1", "p-3", "p-4", "p-5", "p-0", "p-2"])
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
    const ids = Array.from({ length: 8 }, (_, i) => `p-${i}`)
    await pollBatch(services, ids, ENDLESS)
    const failed = (await rowsOf("partners")).filter(({ last_error }) => last_error !== null)
    expect(failed.map(({ id, last_error }) => [id, JSON.parse(last_error as string).kind])).toEqual([
      ["p-1", "timeout"],
    ])
  })
})

describe("forty-eight hosts that hang", () => {
  const isHanging = (request: Request) => Number(/host-(\d+)\./.exec(request.url)![1]) < 48
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `p-${from + i}`)

  it("hold up none of those behind them, though batches come one after the other", async () => {
    await addMany(54, 54)
    const { services, hanging, cutAll } = hangingWeb(isHanging)
    const behind: Promise<unknown>[] = []
    const context = { waitUntil: (work: Promise<unknown>) => void behind.push(work) }
    for (let n = 0; n < 48; n += MAX_CONNECTIONS) {
      const { batch, acked } = batchOf(ids(n, n + MAX_CONNECTIONS))
      await pollAll(batch, services, context, NO_PATIENCE)
      expect(acked).toEqual(ids(n, n + MAX_CONNECTIONS))
    }
    const good = batchOf(ids(48, 54))
    await pollAll(good.batch, services, context, ENDLESS)
    expect(good.acked).toEqual(ids(48, 54))
    const rows = async () => {
      const partners = new Map((await rowsOf("partners")).map((row) => [row.id, row]))
      return (from: number, to: number) => ids(from, to).map((id) => partners.get(id)!)
    }
    for (const row of (await rows())(48, 54)) expect(row).toMatchObject({ last_success_at: NOW, lease_until: null })
    expect(hanging.length).toBe(48)
    cutAll()
    await Promise.all(behind)
    for (const row of (await rows())(0, 48)) {
      expect(row).toMatchObject({ last_polled_at: NOW, lease_until: null, queued_until: null })
      expect(JSON.parse(row.last_error as string).kind).toBe("timeout")
    }
  })

  it("and never end are asked again by the clock", async () => {
    await addMany(2, 2)
    const { services } = hangingWeb(() => true)
    const { idsOf, polls } = queue()
    await queueDuePolls({ db: services.db, polls }, NOW)
    const { batch, acked } = batchOf(ids(0, 2))
    // The Worker ends with its polls under way.
    await pollAll(batch, services, { waitUntil: () => {} }, NO_PATIENCE)
    expect(acked).toEqual(ids(0, 2))
    const later = NOW + 15 * MINUTE
    expect(await queueDuePolls({ db: services.db, polls }, later)).toBe(2)
    expect(idsOf()).toEqual([...ids(0, 2), ...ids(0, 2)])
    const answering = servicesWith(() => feedResponse([sentItem(0)]), { now: () => later })
    expect(await pollBatch(answering, ids(0, 2), ENDLESS)).toEqual({ failed: new Map(), rest: null })
    expect((await rowsOf("partners")).map(({ last_success_at }) => last_success_at)).toEqual([later, later])
  })

  it("do not include one that answered: its batch waits until all of it is held", async () => {
    await addMany(1, 1)
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    let end = () => {}
    const patience = new Promise<void>((resolve) => {
      end = resolve
    })
    const db = new Proxy(services.db, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== "batch") return typeof member === "function" ? member.bind(target) : member
        return async (statements: D1PreparedStatement[]) => {
          end()
          await patience
          await target.prepare("SELECT 1").run()
          return target.batch(statements)
        }
      },
    })
    await pollBatch({ ...services, db }, ids(0, 1), () => patience)
    expect(await rowsOf("partners")).toMatchObject([{ last_success_at: NOW, lease_until: null }])
  })

  it("are not asked for another partner of theirs: the next tick takes those again", async () => {
    await addMany(3, 1)
    const { services, hanging, cutAll } = hangingWeb(() => true)
    const { jobs, polls } = queue()
    await queueDuePolls({ db: services.db, polls }, NOW)
    const { rest } = await pollBatch({ ...services, polls }, ids(0, 3), NO_PATIENCE)
    while (!hanging.length) await services.db.prepare("SELECT 1").run()
    expect(hanging.length).toBe(1)
    cutAll()
    await rest
    expect(hanging.length).toBe(0)
    expect((await rowsOf("partners")).map(({ last_polled_at }) => last_polled_at)).toEqual([NOW, null, null])
    expect(jobs).toEqual([{ partnerIds: ids(0, 3) }])
    await queueDuePolls({ db: services.db, polls }, NOW + MINUTE)
    expect(jobs[1]).toEqual({ partnerIds: ids(1, 3) })
  })

  it("and then answer are asked for their other partners in a new message, without a wait for the clock", async () => {
    await addMany(3, 1)
    let answer = (_: Response) => {}
    const services = servicesWith(
      () =>
        new Promise<Response>((done) => {
          answer = done
        }),
    )
    const { jobs, polls } = queue()
    const { rest } = await pollBatch({ ...services, polls }, ids(0, 3), async () => {
      while (!(await isLeased())) await services.db.prepare("SELECT 1").run()
    })
    const done = rest?.then(() => true)
    while (
      !(await Promise.race([
        done,
        services.db
          .prepare("SELECT 1")
          .run()
          .then(() => false),
      ]))
    )
      answer(feedResponse([]))
    expect(jobs).toEqual([{ partnerIds: ids(1, 3) }])
    expect((await rowsOf("partners")).map(({ last_success_at }) => last_success_at)).toEqual([NOW, null, null])
  })

  it("keep the host to themselves: a batch with another partner of it leaves that to the next tick", async () => {
    await addMany(2, 1)
    const { services, hanging, cutAll } = hangingWeb(() => true)
    const { jobs, polls } = queue()
    await queueDuePolls({ db: services.db, polls }, NOW)
    const { rest } = await pollBatch({ ...services, polls }, ids(0, 1), NO_PATIENCE)
    while (!hanging.length) await services.db.prepare("SELECT 1").run()
    await pollBatch({ ...services, polls }, ids(1, 2), ENDLESS)
    expect(await queueDuePolls({ db: services.db, polls }, NOW + 1)).toBe(1)
    expect(jobs.at(-1)).toEqual({ partnerIds: ids(1, 2) })
    cutAll()
    await rest
  })

  it("because other large documents took their time are polled with the next tick, and have not failed", async () => {
    await addMany(2, 1)
    const { services, cutAll } = hangingWeb(() => true)
    const { jobs, polls } = queue()
    await queueDuePolls({ db: services.db, polls }, NOW)
    const room = { place: () => ({ enter: async () => "full" as const, waited: true, leave: () => {} }) }
    const { rest } = await pollBatch({ ...services, room, polls }, ids(0, 2), NO_PATIENCE)
    const done = rest?.then(() => true)
    while (
      !(await Promise.race([
        done,
        services.db
          .prepare("SELECT 1")
          .run()
          .then(() => false),
      ]))
    )
      cutAll()
    for (const row of await rowsOf("partners")) {
      expect(row).toMatchObject({ lease_until: null, queued_until: null, failures: 0, last_error: null })
    }
    await queueDuePolls({ db: services.db, polls }, NOW + MINUTE)
    expect(jobs[1]).toEqual({ partnerIds: ids(0, 2) })
  })

  it("fit a batch of the queue, which does not wait for what goes on behind it", () => {
    expect(wrangler).toContain(`queue = "polls"\nmax_batch_size = ${MAX_CONNECTIONS}\n`)
    expect(wrangler).toMatch(/compatibility_flags = .*"queue_consumer_no_wait_for_wait_until"/)
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
    await pollBatch(services, ["herald", "herald"], ENDLESS)
    await pollBatch(services, ["herald"], ENDLESS)
    expect(asked).toBe(1)
  })

  it("for a partner that is gone, off or not due is done with", async () => {
    await addPartner({ id: "off", enabled: false })
    await addPartner({ id: "later" }, NOW + DAY)
    expect(await broken(servicesWith(noWeb), ["nobody", "off", "later"])).toEqual(new Set())
  })

  it("whose poll breaks on our side comes back, and the others of its batch do not", async () => {
    await addPartner()
    await addPartner({ id: "tribune" })
    const services = servicesWith(() => feedResponse([sentItem(0)]))
    const db = new Proxy(services.db, {
      get(target, name) {
        if (name === "batch") {
          return async (statements: D1PreparedStatement[]) => {
            if (isAway) throw new Error("D1 is overloaded")
            return target.batch(statements)
          }
        }
        const member = Reflect.get(target, name)
        return typeof member === "function" ? member.bind(target) : member
      },
    })
    let isAway = true
    expect(await broken({ ...services, db }, ["herald"])).toEqual(new Set(["herald"]))
    isAway = false
    const later = { ...services, db, now: () => NOW + MINUTE }
    expect(await broken(later, ["herald", "tribune"])).toEqual(new Set())
    expect(await rowsOf("items")).toHaveLength(2)
  })
})
