import { type Bundle, EDITOR_TOKEN, type RunningWorker, startWorker } from "../support/worker.ts"
import { type LoadFigures, load, type Target } from "./load.ts"
import { fillNewsroom } from "./newsroom.ts"
import { childrenCpuMs } from "./processes.ts"
import { median, quantile, rounded } from "./stats.ts"

const CONNECTIONS = 16
// Many short rounds: what else the machine does, and the allocator's moods, then fall on both alike.
const ROUNDS = 24
const ROUND_MS = 250
const WARM_UP_MS = 1500

interface HttpCase {
  name: string
  path: string
  /** What it must be answered with; for 304 the ETag of the present representation is sent. */
  status: 200 | 304
  /** The Accept-Encoding; `identity` when left out. */
  encoding?: "gzip"
}

const BOX = "/articles/story-1/check-also"
/** An article without a URL of its own has one under SITE_URL. */
const STORY_URL = encodeURIComponent("https://courier.example/articles/story-1")

export const HTTP_CASES: HttpCase[] = [
  { name: "http/rss-304", path: "/rss.xml", status: 304 },
  { name: "http/rss-200", path: "/rss.xml", status: 200 },
  { name: "http/rss-gzip-304", path: "/rss.xml", status: 304, encoding: "gzip" },
  { name: "http/rss-gzip-200", path: "/rss.xml", status: 200, encoding: "gzip" },
  { name: "http/msn-304", path: "/for/msn.xml", status: 304 },
  { name: "http/msn-200", path: "/for/msn.xml", status: 200 },
  { name: "http/box-304", path: BOX, status: 304 },
  { name: "http/box-200", path: BOX, status: 200 },
  { name: "http/box-by-url-200", path: `/check-also?url=${STORY_URL}&limit=3`, status: 200 },
  { name: "http/article-304", path: "/articles/story-1", status: 304 },
  { name: "http/article-200", path: "/articles/story-1", status: 200 },
  { name: "http/home-304", path: "/", status: 304 },
  { name: "http/home-200", path: "/", status: 200 },
]

const bareName = ({ name }: HttpCase) => `bare-${name.replaceAll("/", "-")}`

/**
 * Requests a second of the Worker beside those of a bare Worker, which answers with a constant of the same size, the same
 * status and the same headers from the same process. The two take turns, and each round gives one ratio.
 */
export async function* httpFigures(cases: HttpCase[], bundle: Bundle) {
  const first = await startWorker({ bundle, offline: true })
  const answers = new Map<HttpCase, Answer>()
  try {
    await fillNewsroom(first.url, EDITOR_TOKEN)
    for (const one of cases) answers.set(one, await answerOf(first, one))
  } finally {
    await first.stop()
  }
  const beside = cases.map((one) => ({ name: bareName(one), script: bareWorker(answers.get(one)!) }))
  const worker = await startWorker({ bundle, offline: true, beside })
  try {
    await fillNewsroom(worker.url, EDITOR_TOKEN)
    for (const one of cases) yield await compare(worker, one)
  } finally {
    await worker.stop()
  }
}

interface Answer {
  status: number
  headers: [string, string][]
  bytes: number
}

async function answerOf(worker: RunningWorker, one: HttpCase): Promise<Answer> {
  const response = await fetch(worker.url + one.path, { headers: await headersFor(worker, one) })
  await response.arrayBuffer()
  if (response.status !== one.status) throw new Error(`${one.name}: expected ${one.status}, got ${response.status}`)
  const framing = ["content-length", "transfer-encoding", "connection", "keep-alive", "date"]
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => !framing.includes(name)),
    // As it was sent: `fetch` has decoded the body.
    bytes: Number(response.headers.get("content-length")),
  }
}

async function headersFor(
  worker: RunningWorker,
  { path, status, encoding }: HttpCase,
): Promise<Record<string, string>> {
  // By itself `fetch` would ask for gzip, and the load for nothing.
  const headers = { "accept-encoding": encoding ?? "identity" }
  if (status !== 304) return headers
  const response = await fetch(worker.url + path, { headers })
  await response.arrayBuffer()
  return { ...headers, "if-none-match": response.headers.get("etag")! }
}

// `manual`: the bytes stand for a body that is compressed already.
const bareWorker = ({ status, headers, bytes }: Answer) => `
  const headers = ${JSON.stringify(Object.fromEntries(headers))}
  const body = ${status === 304 ? "null" : `new Uint8Array(${bytes}).fill(120)`}
  export default { fetch: () => new Response(body, { status: ${status}, headers, encodeBody: "manual" }) }`

async function compare(worker: RunningWorker, one: HttpCase) {
  const headers = await headersFor(worker, one)
  const answer = await answerOf(worker, one)
  const ours: Target = { url: worker.url + one.path, headers }
  const bare: Target = { url: (await worker.urlOf(bareName(one))) + one.path, headers }
  const run = async (target: Target, milliseconds: number) => {
    const before = childrenCpuMs()
    const figures = await load(target, { connections: CONNECTIONS, milliseconds, status: answer.status })
    return { ...figures, cpuUs: ((childrenCpuMs() - before) * 1000) / figures.requests }
  }
  await run(ours, WARM_UP_MS)
  await run(bare, WARM_UP_MS)
  type Run = LoadFigures & { cpuUs: number }
  const rounds: { ours: Run; bare: Run }[] = []
  for (let at = 0; at < ROUNDS; at += 2) {
    rounds.push({ ours: await run(ours, ROUND_MS), bare: await run(bare, ROUND_MS) })
    const bareFirst = await run(bare, ROUND_MS)
    rounds.push({ bare: bareFirst, ours: await run(ours, ROUND_MS) })
  }
  const ratio = rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond)
  const p99Ratio = rounds.map(({ ours, bare }) => ours.p99 / bare.p99)
  return {
    case: one.name,
    path: one.path,
    status: answer.status,
    bytes: answer.bytes,
    connections: CONNECTIONS,
    ratio: rounded(median(ratio)),
    ratio_quartiles: [quantile(ratio, 0.25), quantile(ratio, 0.75)].map(rounded),
    p99_ratio: rounded(median(p99Ratio)),
    requests_per_s: rounded(median(rounds.map(({ ours }) => ours.perSecond))),
    bare_requests_per_s: rounded(median(rounds.map(({ bare }) => bare.perSecond))),
    cpu_us: rounded(median(rounds.map(({ ours }) => ours.cpuUs))),
    bare_cpu_us: rounded(median(rounds.map(({ bare }) => bare.cpuUs))),
    p99_ms: rounded(median(rounds.map(({ ours }) => ours.p99))),
    bare_p99_ms: rounded(median(rounds.map(({ bare }) => bare.p99))),
  }
}
