// How long 1,000 partners on loopback wait for their poll when all are due at one tick: 20 hang, 50 fail, 100 share a host.
//   npx node test/scripts/many-partners.ts
// Prints one line of JSON. wrangler dev has one consumer at a time, where Cloudflare has as many as wrangler.toml says.
import { mkdtemp, rm } from "node:fs/promises"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { startWorker, tick } from "../../src/dev/worker.ts"
import { quantile } from "../bench/stats.ts"
import { randomFrom } from "../support/random.ts"

const PARTNERS = 1000
const HANGING = 20
const FAILING = 50
const SHARED = 100
const MAX_RUN_MS = 10 * 60_000
const TICK_MS = 60_000
const EDITOR_TOKEN = "many-partners"

type Kind = "hanging" | "failing" | "shared" | "good"

const random = randomFrom(1)
const kindOf = (n: number): Kind =>
  n < HANGING ? "hanging" : n < HANGING + FAILING ? "failing" : n < HANGING + FAILING + SHARED ? "shared" : "good"
const names = Array.from({ length: PARTNERS }, (_, n) => `${kindOf(n)}-${n}`)

/** When each partner was asked, in milliseconds since 1970. */
const asked = new Map<string, number[]>()
let open = 0
let mostOpen = 0
let mostOfSharedHost = 0
let openOfSharedHost = 0

const feed = (id: string) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: id,
    items: [1, 2, 3].map((n) => ({ id: `${n}`, url: `https://${id}.example/${n}`, title: `Story ${n} of ${id}` })),
  })

async function answer(id: string, response: ServerResponse): Promise<void> {
  asked.set(id, [...(asked.get(id) ?? []), Date.now()])
  const kind = id.slice(0, id.indexOf("-")) as Kind
  if (kind === "hanging") return
  mostOpen = Math.max(mostOpen, ++open)
  if (kind === "shared") mostOfSharedHost = Math.max(mostOfSharedHost, ++openOfSharedHost)
  await pause(20 + 200 * random() ** 2)
  open--
  if (kind === "shared") openOfSharedHost--
  if (kind === "failing") response.statusCode = 500
  response.setHeader("content-type", "application/feed+json").end(feed(id))
}

/** Another port is another host. */
async function serve(): Promise<string> {
  const server = createServer((request, response) => void answer(request.url!.slice(1), response))
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const sharedHost = await serve()
const homes = await Promise.all(names.map((id) => (id.startsWith("shared") ? sharedHost : serve())))

const stateDir = await mkdtemp(join(tmpdir(), "check-also-many-"))
const settings = { port: Number(process.env.PORT) || 8798, stateDir, editorToken: EDITOR_TOKEN }
const worker = await startWorker({ ...settings, allowPrivateNetwork: true, tickS: 0, variables: {} })
try {
  for (let n = 0; n < PARTNERS; n += 10) {
    await Promise.all(names.slice(n, n + 10).map((id, at) => add(id, homes[n + at]!)))
  }
  const start = Date.now()
  for (let due = start; asked.size < PARTNERS && Date.now() - start < MAX_RUN_MS; await pause(200)) {
    if (Date.now() < due) continue
    due += TICK_MS
    await tick(worker.url)
  }
  const seconds = (id: string) => ((asked.get(id)?.[0] ?? start + MAX_RUN_MS) - start) / 1000
  const longest = (kind: string) => Math.max(...names.filter((id) => id.startsWith(kind)).map(seconds))
  const waits = names.map(seconds)
  console.log(
    JSON.stringify({
      partners: PARTNERS,
      asked: asked.size,
      askedTwice: [...asked.values()].filter((times) => times.length > 1).length,
      requestsAtOnceOnSharedHost: mostOfSharedHost,
      requestsAtOnce: mostOpen,
      longestWaitS: Math.round(Math.max(...waits)),
      longestWaitS_by_kind: Object.fromEntries(
        ["good", "failing", "hanging", "shared"].map((kind) => [kind, Math.round(longest(kind))]),
      ),
      medianWaitS: Math.round(quantile(waits, 0.5)),
    }),
  )
} finally {
  await worker.stop()
  await rm(stateDir, { recursive: true, force: true })
  process.exit()
}

async function add(id: string, home: string): Promise<void> {
  const response = await fetch(`${worker.url}/partners/${id}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ name: id, home_url: home, feed_url: `${home}${id}` }),
  })
  if (!response.ok) throw new Error(await response.text())
}
