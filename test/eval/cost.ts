import { linksForDraft } from "../../src/checkalso/compute.ts"
import type { Config } from "../../src/model/config.ts"
import { recountWords } from "../../src/store/word-counts.ts"
import { childrenCpuMs } from "../bench/processes.ts"
import { ARCHIVED, addPartners, fillArchive, writer } from "../support/archive.ts"
import { countedDatabase } from "../support/counting.ts"
import { type Bundle, EDITOR_TOKEN, startWorker } from "../support/worker.ts"
import { rounded } from "./measures.ts"

const PARTNERS = 200
const QUERIES = 100

/**
 * What a query costs at each of these sizes of the index: rows that D1 reads and statements, for a draft and for a list
 * that is filled; milliseconds of a draft over HTTP, and processor time of workerd for one. With a folder, the archive is
 * kept there from run to run.
 */
export async function* costs(sizes: number[], bundle: Bundle, stateDir = process.env.BENCH_STATE) {
  const worker = await startWorker({ bundle, offline: true, stateDir })
  try {
    const db = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
    let held = (await db.prepare("SELECT max(n) AS n FROM items").first<number | null>("n")) ?? 0
    if (held === 0) await addPartners(db, PARTNERS)
    for (const size of sizes) {
      if (held > size) continue
      await fillArchive(db, held, size, PARTNERS)
      held = size
      await countAllWords(db)
      const write = writer(size)
      const drafts = Array.from({ length: QUERIES }, () => ({ title: write(9), contentText: write(350) }))
      const [draft, filled] = [await asked(db, drafts, 0), await asked(db, drafts, 10)]
      yield {
        items: held,
        ...draft,
        "filled: rows read, mean": filled["rows read, mean"],
        ...(await timed(worker.url, drafts)),
      }
    }
  } finally {
    await worker.stop()
  }
}

/** Ticks until the words are counted. */
export async function countAllWords(db: D1Database): Promise<void> {
  const counting = () => db.prepare("SELECT counted_to FROM search_size").first<string | null>("counted_to")
  do await recountWords(db, ARCHIVED)
  while ((await counting()) !== null)
}

interface Draft {
  title: string
  contentText: string
}

async function timed(origin: string, drafts: Draft[]) {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
  const times: number[] = []
  let cpu = 0
  // The first round warms the isolate and the pages of the database.
  for (const counts of [false, true]) {
    cpu = childrenCpuMs()
    for (const { title, contentText } of drafts) {
      const body = JSON.stringify({ title, content_text: contentText, language: "en" })
      const begin = performance.now()
      const response = await fetch(`${origin}/check-also?limit=5`, { method: "POST", headers, body })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`check-also answered ${response.status}`)
      if (counts) times.push(performance.now() - begin)
    }
  }
  times.sort((a, b) => a - b)
  return {
    "ms, median": rounded(times[QUERIES >> 1]!),
    "ms, p99": rounded(times[Math.floor(QUERIES * 0.99)]!),
    "CPU ms, mean": rounded((childrenCpuMs() - cpu) / QUERIES),
  }
}

/** The same function as the Worker runs, over a database that counts. */
async function asked(db: D1Database, drafts: Draft[], fill: number) {
  const counted = countedDatabase(db)
  const config = { ownShare: 0, fillDays: 30, fillLanguages: [] as string[] } as Config
  const rows: number[] = []
  let statements = 0
  for (const draft of drafts) {
    const whole = { ...draft, language: "en", authors: [], tags: [], attachments: [] }
    await linksForDraft({ db: counted.db, config }, whole, { limit: Math.max(5, fill), fill, now: ARCHIVED })
    const taken = counted.take()
    rows.push(taken.rowsRead)
    statements = Math.max(statements, taken.statements)
  }
  return {
    "rows read, mean": Math.round(rows.reduce((sum, each) => sum + each, 0) / rows.length),
    "rows read, most": Math.max(...rows),
    statements,
  }
}
