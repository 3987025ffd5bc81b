import { createTally } from "../../src/counting/tally.ts"
import { pollAll } from "../../src/jobs.ts"
import type { Partner } from "../../src/model/partner.ts"
import type { Services } from "../../src/model/services.ts"
import { queueDuePolls } from "../../src/partners/polling/queue-due.ts"
import { savePartners } from "../../src/store/partners.ts"
import { createRoom } from "../../src/web/room.ts"
import { randomFrom } from "../support/random.ts"
import { simulatedD1 } from "./d1.ts"
import { simulatedQueue } from "./queue.ts"
import { simulatedTime } from "./time.ts"

// The real clock, queue consumer and schedule over many partners, on a simulated platform.
// In: how many partners of which kind, and the queue's settings. Out: how long due polls waited, and what it took.
// Cloudflare's limits: https://developers.cloudflare.com/workers/platform/limits/, /queues/, /d1/.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 23)
/** Cron is not punctual. */
const MAX_CRON_LATE_MS = 5 * SECOND
/** D1 does one call after another; and it is far from a Worker. */
const D1_CALL_MS = 2
const D1_STATEMENT_MS = 0.5
const D1_WAY_MS = 15
/** Half of it is the time between two polls: 20 a day, with the jitter. */
const STORY_EVERY_MS = 137 * MINUTE

export interface Day {
  partners: number
  /** Hosts that accept a connection and never answer; each has one partner. */
  hanging: number
  /** Hosts that answer with an error; each has one partner. */
  failing: number
  /** Hosts that many partners share, such as a common CMS, with the number of partners of each. */
  shared: [hosts: number, partners: number]
  /** The same, and these hosts hang. */
  stuck: [hosts: number, partners: number]
  hours: number
  maxBatchSize: number
  maxBatchTimeoutS: number
  maxConcurrency: number
  retryDelayS: number
  /** All are due when the day begins, as after an import. Otherwise spread as after days of polling. */
  atOnce?: boolean
  seed?: number
}

type Kind = "good" | "failing" | "hanging" | "shared" | "stuck"

/** Runs a day, or some hours of one. */
export async function simulateDay(day: Day) {
  const random = randomFrom(day.seed ?? 1)
  const time = simulatedTime(START)
  let d1FreeAt = 0
  let d1BusyMs = 0
  let d1LongestMs = 0
  const { db, sqlite } = simulatedD1((statements) => {
    const work = D1_CALL_MS + statements * D1_STATEMENT_MS
    const end = Math.max(d1FreeAt, time.now()) + work
    d1FreeAt = end
    d1BusyMs += work
    d1LongestMs = Math.max(d1LongestMs, end - time.now())
    return time.after(end - time.now() + D1_WAY_MS)
  })
  const filling = fill(db, day, random)
  await time.runUntil(START)
  await time.runUntil(START + MINUTE / 2)
  await filling
  seedHistories(sqlite, day, random)

  const waits: Record<Kind, number[]> = { good: [], failing: [], hanging: [], shared: [], stuck: [] }
  const dueSince = new Map<string, number>()
  const openHosts = new Set<string>()
  const most = { connections: 0, fetches: 0, statements: 0, onOneHost: 0 }

  const web = async (url: URL): Promise<Response> => {
    const id = url.pathname.slice(1)
    const kind = kindOf(id)
    waits[kind].push(time.now() - (dueSince.get(id) ?? time.now()))
    dueSince.delete(id)
    if (kind === "hanging" || kind === "stuck") return new Promise(() => {})
    // Most answer within a second, some take several.
    await time.after(100 + 200 * Math.exp(1.2 * (random() + random() + random() - 1.5) * 2))
    if (kind !== "failing") return new Response(null, { status: 304 })
    return new Response(null, { status: [500, 404, 403, 502, 503][Number(id.slice(8)) % 5]! })
  }

  const queue = simulatedQueue({
    time,
    random,
    maxBatchSize: day.maxBatchSize,
    maxBatchTimeoutMs: day.maxBatchTimeoutS * SECOND,
    maxConcurrency: day.maxConcurrency,
    retryDelayMs: day.retryDelayS * SECOND,
    handle: (batch, context) => pollAll(batch, invocation(), context, () => time.after(SECOND)),
  })
  const polls = {
    send: async (body: unknown) => queue.send(body),
    sendBatch: async (messages: Iterable<{ body: unknown }>) => {
      for (const { body } of messages) queue.send(body)
    },
  } as unknown as Services["polls"]

  /** What one invocation of the Worker has, with its own limits. */
  const invocation = (): Services => {
    let open = 0
    let fetches = 0
    let statements = 0
    const fetchOne = async (input: string, init: RequestInit) => {
      const url = new URL(input)
      open++
      fetches++
      most.connections = Math.max(most.connections, open)
      most.fetches = Math.max(most.fetches, fetches)
      if (openHosts.has(url.host)) most.onOneHost = 2
      openHosts.add(url.host)
      const isOver = new Promise((done) => init.signal!.addEventListener("abort", done))
      const answer = web(url)
      await Promise.race([answer, isOver])
      open--
      openHosts.delete(url.host)
      return answer
    }
    const counted = {
      prepare: (sql: string) => {
        most.statements = Math.max(most.statements, ++statements)
        return db.prepare(sql)
      },
      batch: (list: D1PreparedStatement[]) => db.batch(list),
    } as D1Database
    return { ...base, db: counted, fetch: fetchOne as unknown as typeof fetch }
  }
  const base = {
    config: { publication: { siteUrl: "https://courier.example", contact: "desk" }, ownHosts: [] },
    polls,
    room: createRoom(time.now),
    tally: createTally(),
    now: time.now,
    deadline: time.deadline,
  } as unknown as Services

  // Those that are being polled wait no more.
  const due = sqlite.prepare(
    "SELECT id, next_poll_at AS at FROM partners WHERE next_poll_at <= ?1 AND coalesce(lease_until, 0) <= ?1",
  )
  const first = START + MINUTE
  const end = START + MINUTE + day.hours * HOUR
  for (let minute = first; minute <= end; minute += MINUTE) {
    time.at(minute + random() * MAX_CRON_LATE_MS, () => {
      for (const { id, at } of due.all(time.now())) {
        if (!dueSince.has(id as string)) dueSince.set(id as string, Math.max(Number(at), first))
      }
      void queueDuePolls({ db, polls }, minute)
    })
  }
  await time.runUntil(end + 30 * SECOND)
  for (const [id, since] of dueSince) waits[kindOf(id)].push(time.now() - since)

  // A host that hangs gets one request at a time, of 20 s each. Its partners wait for each other, which is their own.
  const all = [...waits.good, ...waits.failing, ...waits.hanging, ...waits.shared]
  return {
    hours: day.hours,
    partners: day.partners,
    polls: all.length,
    pollsPerPartnerDay: Math.round((all.length / day.partners / day.hours) * 240) / 10,
    longestWaitS: longest(all),
    longestWaitS_by_kind: Object.fromEntries(Object.entries(waits).map(([kind, each]) => [kind, longest(each)])),
    p99WaitS: Math.round(all.sort((a, b) => a - b)[Math.floor(all.length * 0.99)]! / SECOND),
    waitedOver2Min: all.filter((wait) => wait > 2 * MINUTE).length,
    requestsAtOnceOnOneHost: Math.max(1, most.onOneHost),
    perInvocation: { connections: most.connections, fetches: most.fetches, statements: most.statements },
    queue: queue.tally,
    d1: {
      busyShare: Math.round((d1BusyMs / (time.now() - START)) * 1000) / 1000,
      longestQueueMs: Math.round(d1LongestMs),
    },
  }
}

const longest = (waits: number[]) => Math.round(waits.reduce((most, wait) => Math.max(most, wait), 0) / SECOND)

const kindOf = (id: string) => id.slice(0, id.indexOf("-")) as Kind

async function fill(db: D1Database, day: Day, random: () => number): Promise<void> {
  const ids = (kind: Kind, count: number) => Array.from({ length: count }, (_, n) => `${kind}-${n}`)
  const all: Partner[] = [
    ...ids("good", day.partners - day.hanging - day.failing - product(day.shared) - product(day.stuck)),
    ...ids("failing", day.failing),
    ...ids("hanging", day.hanging),
    ...ids("shared", product(day.shared)),
    ...ids("stuck", product(day.stuck)),
  ].map((id) => {
    const kind = kindOf(id)
    const number = Number(id.slice(kind.length + 1))
    const host = kind === "shared" || kind === "stuck" ? `${kind}-cms-${number % day[kind][0]}` : id
    const homeUrl = `https://${host}.example/`
    return {
      ...{ id, name: id, homeUrl, feedUrl: `${homeUrl}${id}`, role: "partner", weight: 1, maxLinks: 2 },
      ...{ enabled: true, sponsored: false },
    }
  })
  const times = all.map(() => START + MINUTE + Math.floor((random() * STORY_EVERY_MS) / 2))
  await savePartners(db, all, times, START)
}

const product = ([a, b]: [number, number]) => a * b

/** As after weeks of polling: each was read, has an ETag, and is known to publish at a steady rate, today as well. */
function seedHistories(sqlite: ReturnType<typeof simulatedD1>["sqlite"], day: Day, random: () => number): void {
  const save = sqlite.prepare("UPDATE partners SET etag = ?2, body_hash = ?2, history = ?3 WHERE id = ?1")
  const ids = sqlite.prepare("SELECT id FROM partners ORDER BY id").all() as { id: string }[]
  sqlite.exec("BEGIN")
  for (const { id } of ids) {
    const offset = Math.floor(random() * STORY_EVERY_MS)
    const arrivals = Array.from({ length: 30 }, (_, n) => START + offset + (n - 15) * STORY_EVERY_MS)
    save.run(
      id,
      "seen",
      JSON.stringify({ arrivals, since: START - 30 * 24 * HOUR, succeededAt: START, hasValidators: true }),
    )
  }
  if (day.atOnce) sqlite.exec(`UPDATE partners SET next_poll_at = ${START + MINUTE}`)
  sqlite.exec("COMMIT")
}
