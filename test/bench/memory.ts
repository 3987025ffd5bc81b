// How much memory the Worker takes at its worst: feeds held, six polls of 10 MB in flight, and a push of 10 MB.
// In: a bundle. Out: the most that its isolate takes, and the growth of workerd's whole process over its baseline.
// The isolate: JavaScript heap and buffers by V8's inspector, sampled. The process: VmHWM in /proc/PID/status on Linux; it
// has the simulators of KV, D1 and queues in it too, with what they store.
import { readFileSync, writeFileSync } from "node:fs"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { randomFrom } from "../support/random.ts"
import { type Bundle, EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"

const ROUNDS = 5
const POLLS = 6
const MAX_ROUND_MS = 120_000
const MAX_QUIET_MS = 5000
const ITEMS = 1000
const DOCUMENT_BYTES = 10_000_000
const TAGS = 12
/** V8 leaves garbage lie until a limit presses. Cloudflare's is 128 MB for heap and buffers. */
const V8_FLAGS = "--max-old-space-size=100"

export async function memoryFigures(bundle: Bundle) {
  const web = await bigFeeds()
  process.env.MINIFLARE_WORKERD_V8_FLAGS ??= V8_FLAGS
  const worker = await startWorker({ bundle, vars: { ALLOW_PRIVATE_NETWORK: "true" }, inspected: true })
  const isolate = await watchIsolate(worker)
  try {
    const pid = workerdPid()
    await get(worker, "/rss.xml")
    const baseline = memoryOf(pid).now
    await holdFeeds(worker)
    // The renders that this caused are done.
    await pause(MAX_QUIET_MS)
    const held = memoryOf(pid).now
    for (let n = 0; n < POLLS; n++) await addPartner(worker, `big-${n}`, web.urls[n]!)
    await addPartner(worker, "pusher", null)
    const peaks: number[] = []
    const heldByIsolate = await isolate.settled()
    const isolatePeaks: number[] = []
    let failed = 0
    for (let round = 0; round < ROUNDS; round++) {
      await pause(MAX_QUIET_MS)
      writeFileSync(`/proc/${pid}/clear_refs`, "5")
      failed += await pollAndPush(worker, web, round)
      peaks.push(memoryOf(pid).peak)
      isolatePeaks.push(isolate.peak())
      await isolate.settled()
    }
    const growth = peaks.map((peak) => megabytes(peak - baseline))
    return {
      case: "memory",
      isolate_peak_of_128_mb: Math.round((Math.max(...isolatePeaks) / 128) * 100) / 100,
      isolate_rounds_mb: isolatePeaks,
      isolate_with_feeds_mb: heldByIsolate,
      failed_polls: failed,
      v8_flags: process.env.MINIFLARE_WORKERD_V8_FLAGS,
      process_growth_mb: Math.max(...growth),
      process_rounds_mb: growth,
      held_feeds_mb: megabytes(held - baseline),
      baseline_mb: megabytes(baseline),
    }
  } finally {
    isolate.close()
    await worker.stop()
    web.close()
  }
}

/** What the Worker's own isolate takes, in MB of heap and buffers: asked 50 times a second, between its turns. */
async function watchIsolate(worker: RunningWorker) {
  const { port } = await worker.miniflare.getInspectorURL()
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[]
  const url = targets.map((target) => target.webSocketDebuggerUrl).find((each) => each.endsWith("check-also"))
  if (!url) throw new Error("the inspector does not list the Worker")
  const socket = new WebSocket(url)
  await new Promise((done) => socket.addEventListener("open", done, { once: true }))
  let most = 0
  let id = 0
  const ask = (method: string) => socket.send(JSON.stringify({ id: ++id, method }))
  socket.addEventListener("message", ({ data }) => {
    const { result } = JSON.parse(String(data)) as { result?: { usedSize?: number; backingStorageSize?: number } }
    most = Math.max(most, (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0))
  })
  const clock = setInterval(() => ask("Runtime.getHeapUsage"), 20)
  const peak = () => {
    const value = Math.round(most / 1024 / 1024)
    most = 0
    return value
  }
  return {
    /** The most since the last call. */
    peak,
    /** What is left when garbage is collected. */
    settled: async () => {
      ask("HeapProfiler.collectGarbage")
      await pause(1000)
      peak()
      await pause(200)
      return peak()
    },
    close: () => {
      clearInterval(clock)
      socket.close()
    },
  }
}

const megabytes = (kilobytes: number) => Math.round(kilobytes / 1024)

/** Kilobytes of a process. */
function memoryOf(pid: string): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  const value = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)![1])
  return { now: value("VmRSS"), peak: value("VmHWM") }
}

function workerdPid(): string {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ")
  const found = children.find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("workerd"))
  if (!found) throw new Error("no workerd among the children of this process")
  return found
}

/** A feed of 10 MB, as a partner with full texts sends it: one character in a thousand is none of Latin-1. */
export function bigFeed(partner: string, round: number): Buffer {
  const sentence = `The river rose by ${round} cm at the gauge of ${partner}, and the \u201cold bridge\u201d was closed for the night. `
  const paragraph = `<p>${sentence.repeat(6)}</p>`
  const text = paragraph.repeat(Math.floor((DOCUMENT_BYTES / ITEMS - 300) / Buffer.byteLength(paragraph)))
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const link = `https://${partner}.example/stories/${n}`
    return `<item><title>Gauge ${n} of ${partner} in round ${round}</title><link>${link}</link><guid>${link}</guid>
<pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate><description><![CDATA[${text}]]></description></item>\n`
  })
  return Buffer.from(`<rss version="2.0"><channel><title>${partner}</title><link>https://${partner}.example/</link>
<description>Big</description>${items.join("")}</channel></rss>`)
}

/** Six hosts on loopback. Each sends all but the end of its feed, until every one of them was asked or two seconds are over. */
async function bigFeeds() {
  let round = 0
  let asked = 0
  const answer = async (n: number, response: ServerResponse) => {
    const body = bigFeed(`big-${n}`, round)
    asked++
    response.setHeader("content-type", "application/rss+xml")
    response.write(body.subarray(0, -1))
    for (let waited = 0; asked < POLLS && waited < 2000; waited += 50) await pause(50)
    response.end(body.subarray(-1))
  }
  const servers = await Promise.all(
    Array.from({ length: POLLS }, async (_, n) => {
      const server = createServer((_, response) => void answer(n, response))
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
      return server
    }),
  )
  return {
    urls: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/rss.xml`),
    begin: (next: number) => {
      round = next
      asked = 0
    },
    close: () => {
      for (const server of servers) server.close()
    },
  }
}

type Web = Awaited<ReturnType<typeof bigFeeds>>

async function pollAndPush(worker: RunningWorker, web: Web, round: number): Promise<number> {
  const db = await worker.miniflare.getD1Database("DB", "check-also")
  web.begin(round)
  await db
    .prepare(
      "UPDATE partners SET next_poll_at = 1, last_polled_at = NULL, queued_until = NULL, lease_until = NULL WHERE feed_url IS NOT NULL",
    )
    .run()
  const until = Date.now() + MAX_ROUND_MS
  await worker.tick(Date.now())
  const pushed = send(worker, "POST", "/partners/pusher/items", bigFeed("pusher", round), "application/rss+xml")
  for (;;) {
    const { results } = await db
      .prepare("SELECT id, last_error FROM partners WHERE feed_url IS NOT NULL AND last_polled_at IS NULL")
      .all()
    if (!results.length) break
    if (Date.now() > until) throw new Error(`not polled: ${JSON.stringify(results)}`)
    await pause(500)
    await worker.tick(Date.now())
  }
  await pushed
  const { results } = await db.prepare("SELECT id, last_error FROM partners WHERE last_error IS NOT NULL").all()
  return results.length
}

/**
 * Articles with long texts under some tags, whose feeds are then asked for in all formats: more than memory holds. The
 * words are by chance, since feeds are held with gzip.
 */
async function holdFeeds(worker: RunningWorker): Promise<void> {
  const random = randomFrom(1)
  const word = () => random().toString(36).slice(2, 9)
  const tags = Array.from({ length: TAGS }, (_, n) => `Tag ${n}`)
  for (let n = 0; n < 50; n++) {
    const text = Array.from({ length: 2100 }, word).join(" ")
    const article = { title: `Story ${n}`, content_html: `<p>${text}</p>`, tags }
    await send(worker, "PUT", `/articles/story-${n}`, JSON.stringify(article), "application/json")
  }
  const folders = ["", ...tags.map((tag) => `/tags/${tag.toLowerCase().replace(" ", "-")}`)]
  for (let pass = 0; pass < 2; pass++) {
    for (const folder of folders) {
      for (const file of ["rss.xml", "atom.xml", "feed.json"]) await get(worker, `${folder}/${file}`)
    }
  }
}

async function addPartner(worker: RunningWorker, id: string, feedUrl: string | null): Promise<void> {
  const partner = { name: id, home_url: `https://${id}.example/`, feed_url: feedUrl }
  await send(worker, "PUT", `/partners/${id}`, JSON.stringify(partner), "application/json")
}

async function send(worker: RunningWorker, method: string, path: string, body: BodyInit, type: string): Promise<void> {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": type }
  const response = await fetch(worker.url + path, { method, headers, body })
  if (response.status === 503) {
    // Too many large documents at once: the sender is told to come again.
    await response.arrayBuffer()
    await pause(1000)
    return send(worker, method, path, body, type)
  }
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
}

/** As most readers ask, with gzip. */
async function get(worker: RunningWorker, path: string): Promise<void> {
  const response = await fetch(worker.url + path)
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
}
