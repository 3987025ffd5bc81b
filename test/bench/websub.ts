// What our hub's deliveries cost.
// In: a bundle. Out: deliveries a second beside bare POSTs from a queue's consumer in the same process; and what one change
// asks of D1, KV and the queue, with the price of a month.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createTally } from "../../src/counting/tally.ts"
import { runJobs } from "../../src/jobs.ts"
import { toBytes } from "../../src/lib/crypto/hash.ts"
import type { Config } from "../../src/model/config.ts"
import { type DeliveryJob, fanOutJob } from "../../src/model/job.ts"
import type { Services } from "../../src/model/services.ts"
import { etagOf, nextVersions, putSnapshot, saveVersions } from "../../src/store/snapshots.ts"
import { countingStores, type Price } from "../support/price.ts"
import { type Bundle, EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"
import { fillNewsroom } from "./newsroom.ts"
import { childrenCpuMs } from "./processes.ts"
import { median, quantile, rounded } from "./stats.ts"

const DAY = 24 * 3_600_000
const FILES = ["rss.xml", "atom.xml", "feed.json"]
/** As wrangler.toml says of the consumer. */
const MAX_BATCH = 50
const LANES = 6

// Deliveries a second.

const DELIVERIES = 300
const ROUNDS = 8
const SIGNED = [false, true]

const BARE = `
  let body, headers
  export default {
    async fetch(request, env) {
      if (request.method === "PUT") {
        headers = Object.fromEntries(["content-type", "link", "user-agent"].map((name) => [name, request.headers.get("x-" + name)]))
        body = new Uint8Array(await request.arrayBuffer())
        return new Response(null, { status: 204 })
      }
      const { urls } = await request.json()
      for (let at = 0; at < urls.length; at += 100)
        await env.QUEUE.sendBatch(urls.slice(at, at + 100).map((url) => ({ body: { url } })))
      return new Response(null, { status: 204 })
    },
    async queue(batch) {
      const waiting = batch.messages.values()
      const lane = async () => {
        for (const message of waiting) {
          const response = await fetch(message.body.url, { method: "POST", body, headers })
          await response.arrayBuffer()
          message.ack()
        }
      }
      await Promise.all(Array.from({ length: ${LANES} }, lane))
    },
  }`

/** The consumer of `deliveries` beside one that only posts. They take turns, and each round gives one ratio. */
export async function* deliveryRates(bundle: Bundle) {
  const sink = await startSink()
  const beside = [{ name: "bare", script: BARE, queue: "bare" }]
  const worker = await startWorker({ bundle, hasty: true, vars: { ALLOW_PRIVATE_NETWORK: "true" }, beside })
  try {
    await fillNewsroom(worker.url, EDITOR_TOKEN)
    const bare = await worker.urlOf("bare")
    const feed = await fetch(`${worker.url}/rss.xml`, { headers: { "accept-encoding": "identity" } })
    const named = ["content-type", "link"].map((name) => [`x-${name}`, feed.headers.get(name)!])
    const body = new Uint8Array(await feed.arrayBuffer())
    const headers = { ...Object.fromEntries(named), "x-user-agent": "a bare consumer" }
    await fetch(bare, { method: "PUT", body, headers })
    const runs = { ours: (signed: boolean) => tellAll(worker, sink.url, signed), bare: () => postAll(bare, sink.url) }
    for (const signed of SIGNED) {
      await sink.time(runs.bare)
      await sink.time(() => runs.ours(signed))
      const rounds: { ours: Run; bare: Run }[] = []
      for (let n = 0; n < ROUNDS; n += 2) {
        rounds.push({ ours: await sink.time(() => runs.ours(signed)), bare: await sink.time(runs.bare) })
        const bareFirst = await sink.time(runs.bare)
        rounds.push({ bare: bareFirst, ours: await sink.time(() => runs.ours(signed)) })
      }
      const ratio = rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond)
      yield {
        case: `websub/rate-${signed ? "signed" : "unsigned"}`,
        deliveries: DELIVERIES,
        bytes: body.length,
        ratio: rounded(median(ratio)),
        ratio_quartiles: [quantile(ratio, 0.25), quantile(ratio, 0.75)].map(rounded),
        deliveries_per_s: rounded(median(rounds.map(({ ours }) => ours.perSecond))),
        bare_per_s: rounded(median(rounds.map(({ bare }) => bare.perSecond))),
        cpu_us: rounded(median(rounds.map(({ ours }) => ours.cpuUs))),
        bare_cpu_us: rounded(median(rounds.map(({ bare }) => bare.cpuUs))),
      }
    }
  } finally {
    await worker.stop()
    sink.close()
  }
}

interface Run {
  perSecond: number
  /** Microseconds of the server's processor for each delivery, its simulators of D1 and queues included. */
  cpuUs: number
}

/** A server that takes everything. */
async function startSink() {
  let count = 0
  let first = 0
  let last = 0
  let whenAll = () => {}
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      last = performance.now()
      if (++count === 1) first = last
      response.writeHead(204).end()
      if (count === DELIVERIES) whenAll()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From the first POST to the last. */
    async time(run: () => Promise<void>): Promise<Run> {
      count = 0
      const { promise, resolve } = Promise.withResolvers<void>()
      whenAll = resolve
      const before = childrenCpuMs()
      await run()
      await promise
      const seconds = (last - first) / 1000
      return { perSecond: (DELIVERIES - 1) / seconds, cpuUs: ((childrenCpuMs() - before) * 1000) / DELIVERIES }
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const callbackOf = (url: string, n: number) => `${url}/reader-${n}`

/** Begins the fan-out of the RSS feed to subscribers who have none of its versions. */
async function tellAll({ miniflare }: RunningWorker, sink: string, signed: boolean): Promise<void> {
  const db = (await miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
  await db.prepare("DELETE FROM subscribers").run()
  await addSubscribers(db, DELIVERIES, { sink, files: ["rss.xml"], secret: signed ? "a secret of this round" : null })
  const since = await db
    .prepare("SELECT since FROM snapshots WHERE feed = 'main' AND file = 'rss.xml'")
    .first<number>("since")
  const queue = await miniflare.getQueueProducer<DeliveryJob>("DELIVERIES", "check-also")
  await queue.send(fanOutJob({ feed: "main", file: "rss.xml", since: since! }))
}

async function postAll(bare: string, sink: string): Promise<void> {
  const urls = Array.from({ length: DELIVERIES }, (_, n) => callbackOf(sink, n))
  await fetch(bare, { method: "POST", body: JSON.stringify({ urls }) })
}

/** Subscribers, spread over the files. */
async function addSubscribers(
  db: D1Database,
  count: number,
  { sink, files, secret }: { sink: string; files: string[]; secret: string | null },
): Promise<void> {
  const leaseExpiresAt = Date.now() + 30 * DAY
  await db
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?1)
       INSERT INTO subscribers (feed, file, callback, protocol, host, secret, asked_at, lease_expires_at, delivered)
       SELECT 'main', ?2 ->> (n % json_array_length(?2)), ?3 || n, 'websub', 'reader-' || n, ?4, 0, ?5, 0 FROM numbers`,
    )
    .bind(count, JSON.stringify(files), callbackOf(sink, 0).slice(0, -1), secret, leaseExpiresAt)
    .run()
}

// What one change costs.

const SIZES = [10, 1000, 100_000]
/** Batches of deliveries, and pages of a topic's fan-out, that are run. Others are alike, and are counted by these. */
const MAX_SAMPLE = 20
const MAX_PAGE = 100
const CHANGES_A_MONTH = 20 * 30

/** What a month's plan has, and what a million more costs. Workers Paid, read in November 2026. */
const PRICES = {
  rowsRead: { included: 25_000_000_000, perMillion: 0.001 },
  rowsWritten: { included: 50_000_000, perMillion: 1 },
  queueOperations: { included: 1_000_000, perMillion: 0.4 },
  kvReads: { included: 10_000_000, perMillion: 0.5 },
  invocations: { included: 10_000_000, perMillion: 0.3 },
}

/** One change of the main feed, with so many subscribers over its three formats, from when it is rendered. */
export async function* deliveryCosts(wanted: (name: string) => boolean) {
  for (const size of SIZES.filter((each) => wanted(`websub/${each}`))) {
    const worker = await startWorker({ offline: true })
    try {
      yield { case: `websub/${size}`, subscribers: size, ...(await costOf(worker, size)) }
    } finally {
      await worker.stop()
    }
  }
}

async function costOf({ miniflare }: RunningWorker, size: number) {
  const stores = countingStores({
    db: (await miniflare.getD1Database("DB", "check-also")) as unknown as D1Database,
    articles: (await miniflare.getKVNamespace("ARTICLES", "check-also")) as unknown as KVNamespace,
  })
  const { db, articles } = stores
  const queue: DeliveryJob[] = []
  const clock = { now: Date.now() }
  const waiting: DeliveryJob[] = []
  let requests = 0
  const send = (...jobs: DeliveryJob[]) => {
    queue.push(...jobs)
  }
  const services = {
    ...stores,
    config: CONFIG,
    tally: createTally(),
    deliveries: {
      send: async (job: DeliveryJob) => send(job),
      sendBatch: async (jobs: { body: DeliveryJob }[]) => send(...jobs.map(({ body }) => body)),
    },
    deadline: () => new AbortController().signal,
    now: () => clock.now,
    fetch: async () => {
      requests++
      return new Response(null, { status: 202 })
    },
  } as unknown as Services
  const change = async (text: string) => {
    clock.now += 60_000
    const written = await Promise.all(
      FILES.map(async (file) => {
        const body = toBytes(text)
        const versions = nextVersions([], await etagOf(body), [], clock.now)
        await putSnapshot(articles, "main", file, body, versions)
        return { feed: "main", file, versions }
      }),
    )
    return saveVersions(db, written, { fanOutAt: clock.now + 120_000, tells: () => false })
  }
  await change("Before")
  await addSubscribers(db, size, { sink: "https://reader.example", files: FILES, secret: "a secret" })
  stores.take()
  stores.takeStatements()
  /** Runs these messages as one batch. Gives what it asked. */
  const run = async (jobs: DeliveryJob[]): Promise<Cost> => {
    stores.take()
    stores.takeStatements()
    const messages = jobs.map((body) => ({ body, timestamp: new Date(clock.now), ack() {}, retry() {} }))
    await runJobs({ queue: "deliveries", messages } as unknown as MessageBatch, services, { waitUntil() {} })
    const { rowsRead, rowsWritten, kvReads } = stores.take()
    return { rowsRead, rowsWritten, kvReads, statements: stores.takeStatements(), invocations: 1 }
  }
  const topics = await change("After")
  const saved = { ...NOTHING, ...pick(stores.take()), statements: stores.takeStatements() }
  send(...topics.map(fanOutJob))
  // The fan-out goes before. What waits then is delivered.
  let fanOut = NOTHING
  const pages = new Map<string, number>()
  for (let job = queue.shift(); job; job = queue.shift()) {
    if (job.kind !== "fan-out") waiting.push(job)
    else if ((pages.get(job.file) ?? 0) < MAX_SAMPLE) {
      fanOut = sum(fanOut, await run([job]))
      pages.set(job.file, (pages.get(job.file) ?? 0) + 1)
    }
  }
  const pagesRun = [...pages.values()].reduce((one, other) => one + other, 0)
  const allPages = topics.length * (Math.floor(size / topics.length / MAX_PAGE) + 1)
  const batches = Math.ceil(waiting.length / MAX_BATCH)
  const step = Math.max(1, Math.floor(batches / MAX_SAMPLE))
  let sampled = NOTHING
  for (let at = 0; at < batches; at += step) {
    sampled = sum(sampled, await run(waiting.slice(at * MAX_BATCH, (at + 1) * MAX_BATCH)))
  }
  const told = sum(times(fanOut, allPages / pagesRun), times(sampled, size / requests))
  const { statements, ...asked } = sum(saved, told)
  const all = { ...asked, queueOperations: 3 * (size + allPages) }
  return {
    statements,
    ...all,
    sampled: { pages: pagesRun, deliveries: requests },
    dollars_a_month: priceOf(all),
  }
}

/** What was asked of the stores and the platform. */
interface Cost {
  statements: number
  rowsRead: number
  rowsWritten: number
  kvReads: number
  invocations: number
}

const NOTHING: Cost = { statements: 0, rowsRead: 0, rowsWritten: 0, kvReads: 0, invocations: 0 }
const pick = ({ rowsRead, rowsWritten, kvReads }: Price) => ({ rowsRead, rowsWritten, kvReads })
const KINDS = Object.keys(NOTHING) as (keyof Cost)[]
const each = (value: (kind: keyof Cost) => number) =>
  Object.fromEntries(KINDS.map((kind) => [kind, Math.round(value(kind))])) as unknown as Cost
const sum = (one: Cost, other: Cost) => each((kind) => one[kind] + other[kind])
const times = (cost: Cost, factor: number) => each((kind) => cost[kind] * factor)

/** What the month costs beyond what the plan has, by what it is for. */
function priceOf(cost: Record<keyof typeof PRICES, number>) {
  const dollars = Object.entries(PRICES).map(([what, { included, perMillion }]) => {
    const beyond = Math.max(0, cost[what as keyof typeof PRICES] * CHANGES_A_MONTH - included)
    return [what, Math.round((beyond / 1e6) * perMillion * 100) / 100] as const
  })
  const all = dollars.reduce((sum, [, each]) => sum + each, 0)
  return { ...Object.fromEntries(dollars.filter(([, each]) => each > 0)), all: Math.round(all * 100) / 100 }
}

const CONFIG = {
  publication: {
    siteUrl: "https://courier.example",
    contact: "desk@courier.example",
    hubs: ["https://courier.example/websub"],
  },
  hubSignature: "sha256",
  deltaDeliveries: false,
  allowPrivateNetwork: false,
  ownHosts: [],
} as unknown as Config
