import { linksForDraft } from "../../src/checkalso/compute.ts"
import { insertItemStatements } from "../../src/store/item-writes.ts"
import { indexStatements } from "../../src/store/search-index.ts"
import { recountWords } from "../../src/store/word-counts.ts"
import { heldItem } from "../support/held.ts"
import { type Bundle, EDITOR_TOKEN, startWorker } from "../support/worker.ts"
import { rounded } from "./measures.ts"

const NOW = Date.UTC(2026, 10, 23)
const DAY = 24 * 3600_000
const PARTNERS = 20
const QUERIES = 100
const BATCH = 500

/** What a query costs at each of these sizes of the index: milliseconds over HTTP in workerd, and rows that D1 reads. */
export async function* costs(sizes: number[], bundle: Bundle) {
  const worker = await startWorker({ bundle, offline: true })
  try {
    const db = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
    const write = writer(20261123)
    for (let partner = 0; partner < PARTNERS; partner++) {
      const add = "INSERT INTO partners (id, name, home_url, created_at) VALUES (?1, ?1, 'https://p.example/', 0)"
      await db.prepare(add).bind(`p${partner}`).run()
    }
    let held = 0
    for (const size of sizes) {
      for (; held < size; held += BATCH) {
        const items = Array.from({ length: BATCH }, (_, n) => {
          const partnerId = `p${(held + n) % PARTNERS}`
          const publishedAt = NOW - ((held + n) % 80) * DAY
          return heldItem(`i${held + n}`, { partnerId, publishedAt, title: write(9), summary: write(40) })
        })
        await db.batch([...insertItemStatements(db, items), ...indexStatements(db, items)])
      }
      await recountWords(db, NOW)
      const drafts = Array.from({ length: QUERIES }, () => ({ title: write(9), contentText: write(350) }))
      const times = await timed(worker.url, drafts)
      const rows = await rowsRead(db, drafts)
      yield {
        items: held,
        "ms, median": rounded(times[QUERIES >> 1]!),
        "ms, p99": rounded(times[Math.floor(QUERIES * 0.99)]!),
        "rows read, mean": Math.round(rows),
      }
    }
  } finally {
    await worker.stop()
  }
}

interface Draft {
  title: string
  contentText: string
}

async function timed(origin: string, drafts: Draft[]): Promise<number[]> {
  const headers = { authorization: `Bearer ${EDITOR_TOKEN}`, "content-type": "application/json" }
  const times: number[] = []
  // The first round warms the isolate and the pages of the database.
  for (const counts of [false, true]) {
    for (const { title, contentText } of drafts) {
      const body = JSON.stringify({ title, content_text: contentText, language: "en" })
      const begin = performance.now()
      const response = await fetch(`${origin}/check-also?limit=5`, { method: "POST", headers, body })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`check-also answered ${response.status}`)
      if (counts) times.push(performance.now() - begin)
    }
  }
  return times.sort((a, b) => a - b)
}

/** Rows that a query reads on average: the same function as the Worker runs, over a database that counts. */
async function rowsRead(db: D1Database, drafts: Draft[]): Promise<number> {
  let rows = 0
  const count = <T extends { meta: D1Meta }>(result: T): T => {
    rows += result.meta.rows_read
    return result
  }
  const counting = (statement: D1PreparedStatement): D1PreparedStatement =>
    Object.assign(Object.create(statement), {
      bind: (...values: unknown[]) => counting(statement.bind(...values)),
      all: async () => count(await statement.all()),
      original: statement,
    })
  const wrapped = {
    prepare: (sql: string) => counting(db.prepare(sql)),
    batch: async (list: { original: D1PreparedStatement }[]) =>
      (await db.batch(list.map(({ original }) => original))).map(count),
  } as unknown as D1Database
  const deps = { db: wrapped, config: { ownShare: 0 } as Parameters<typeof linksForDraft>[0]["config"] }
  for (const draft of drafts) {
    const whole = { ...draft, language: "en", authors: [], tags: [], attachments: [] }
    await linksForDraft(deps, whole, { limit: 5, fill: 0, now: NOW })
  }
  return rows / drafts.length
}

const VOCABULARY = 60_000
const SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "dra", "fel", "gin", "hor", "jal", "qua"]

/** Makes texts of so many words, from a vocabulary in which a few words are in nearly every text and most in very few. */
function writer(seed: number): (words: number) => string {
  let state = seed
  const random = () => {
    state = (state * 48271) % 0x7fffffff
    return state / 0x7fffffff
  }
  // The rank of a word by Zipf's law: its logarithm is even.
  const word = () => spell(Math.floor(VOCABULARY ** random()))
  return (words) => Array.from({ length: words }, word).join(" ")
}

function spell(rank: number): string {
  let word = ""
  for (let rest = rank + 256; rest > 0; rest = Math.floor(rest / 16)) word += SYLLABLES[rest % 16]
  return word
}
