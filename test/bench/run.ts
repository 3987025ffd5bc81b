import { costs } from "../eval/cost.ts"
import { compareWriters } from "../scripts/compare-writers.ts"
import { simulateMonth } from "../support/month-of-polling.ts"
import { bundleWorker } from "../support/worker.ts"
import { capturedFeeds } from "./captured.ts"
import { type CpuFigures, cpuFigures } from "./cpu.ts"
import { HTTP_CASES, httpFigures } from "./http.ts"
import { memoryFigures } from "./memory.ts"
import { pollingFigures } from "./polling.ts"
import { publishFigures } from "./publish.ts"
import { rebuildFigures } from "./rebuild.ts"
import { renewalFigures } from "./renewals.ts"
import { rounded } from "./stats.ts"
import { deliveryCosts, deliveryRates } from "./websub.ts"

// node test/bench/run.ts [--only NAME]: one line of JSON a case; NAME is a case's name or how it begins.
const flag = process.argv.indexOf("--only")
const only = flag < 0 ? "" : (process.argv[flag + 1] ?? "")
const wanted = (name: string) => name.startsWith(only)
const wantsOneOf = (group: string) => wanted(group) || only.startsWith(group)
const print = (figures: object) => console.log(JSON.stringify(figures))

const httpCases = HTTP_CASES.filter(({ name }) => wanted(name))
if (httpCases.length) for await (const figures of httpFigures(httpCases, await bundleWorker())) print(figures)

if (wantsOneOf("parse/") || wantsOneOf("render/")) {
  const folder = process.env.FEEDS
  const wantsCaptured = ["ours", "rss-parser", "feedsmith"].some((parser) => wanted(`parse/${parser}/captured`))
  const feeds = folder && wantsCaptured ? await capturedFeeds(folder) : []
  const figures = await cpuFigures(await bundleWorker("test/bench/worker.ts"), wanted, feeds)
  for (const one of figures) print(besidePeers(one, figures))
  if (!folder && wantsCaptured) {
    print({ case: "parse/ours/captured", figures: "left out: set FEEDS to a folder of captured feeds" })
  }
}

if (wanted("documents/")) {
  const validatorPath = process.env.FV
  const leftOut = "left out: set FV to the src folder of w3c/feedvalidator"
  for (const { writer, articles, bytes, validator } of compareWriters(validatorPath)) {
    print({ case: `documents/${writer}/${articles}`, bytes, validator: validator ?? leftOut })
  }
}

if (wanted("memory")) print(await memoryFigures(await bundleWorker()))

if (wanted("polling/month")) print({ case: "polling/month", ...simulateMonth() })
for await (const figures of pollingFigures(wanted)) print(figures)

// A million items take some minutes: only when asked for by name. BENCH_STATE=FOLDER keeps them for the next run.
const MILLION = 1_000_000
const sizes = [1000, 10_000, 100_000].filter((size) => wanted(`links/${size}`))
if (only === `links/${MILLION}`) sizes.splice(0, sizes.length, MILLION)
if (sizes.length)
  for await (const cost of costs(sizes, await bundleWorker())) print({ case: `links/${cost.items}`, ...cost })
if (wanted("publish")) for await (const cost of publishFigures()) print({ case: "publish", ...cost })
if (wanted("renewals")) print({ case: "renewals", ...(await renewalFigures()) })
if (wantsOneOf("websub/rate")) for await (const figures of deliveryRates(await bundleWorker())) print(figures)
for await (const figures of deliveryCosts(wanted)) print(figures)
if (wantsOneOf("rebuild"))
  print({ case: "rebuild", ...(await rebuildFigures(only === `rebuild/${MILLION}` ? MILLION : 10_000)) })

/** Ours stands to each peer that did the same: 2 is twice the peer's time. */
function besidePeers({ name, amount, ms }: CpuFigures, all: CpuFigures[]) {
  const figures = { case: name, ms: rounded(ms), ...amountOf(name, amount, ms) }
  if (!name.includes("ours")) return figures
  const [before, after] = name.split("ours") as [string, string]
  const peers = all.filter((other) => other.name !== name && isBetween(other.name, before, after))
  const times = peers.map((peer) => [peer.name.slice(before.length, peer.name.length - after.length), ms / peer.ms])
  return { ...figures, times_of: Object.fromEntries(times.map(([peer, ratio]) => [peer, rounded(Number(ratio))])) }
}

function isBetween(name: string, before: string, after: string) {
  return name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
}

function amountOf(name: string, amount: number, ms: number) {
  return name.startsWith("render/")
    ? { articles: 50, formats: 3, bytes: amount }
    : { items: amount, us_an_item: rounded((ms * 1000) / amount), items_per_s: rounded(amount / (ms / 1000)) }
}
