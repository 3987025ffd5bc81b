import type { NewsroomDeps } from "../../src/newsroom/deps.ts"
import { rebuild } from "../../src/newsroom/rebuild.ts"
import { ARCHIVED, addPartners, fillArchive } from "../support/archive.ts"
import { type Asked, countedDatabase } from "../support/counting.ts"
import { startWorker } from "../support/worker.ts"

const PARTNERS = 200

/** Rebuilds an index of so many items, call by call, and counts what a call asks of D1. */
export async function rebuildFigures(items: number, stateDir = process.env.BENCH_STATE) {
  const worker = await startWorker({ offline: true, stateDir })
  try {
    const raw = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
    const articles = (await worker.miniflare.getKVNamespace("ARTICLES", "check-also")) as unknown as KVNamespace
    const held = (await raw.prepare("SELECT max(n) AS n FROM items").first<number | null>("n")) ?? 0
    if (held === 0) await addPartners(raw, PARTNERS)
    await fillArchive(raw, held, items, PARTNERS)
    const { db, take } = countedDatabase(raw)
    const renders = { send: async () => {}, sendBatch: async () => {} } as unknown as NewsroomDeps["renders"]
    const calls: Asked[] = []
    for (let finished = false; !finished; ) {
      finished = (await rebuild({ db, articles, renders } as NewsroomDeps, ARCHIVED)).finished
      calls.push(take())
    }
    const sum = (key: keyof Asked) => calls.reduce((all, call) => all + call[key], 0)
    return {
      items,
      calls: calls.length,
      statements_of_a_call_at_most: Math.max(...calls.map(({ statements }) => statements)),
      rows_read_of_a_call_at_most: Math.max(...calls.map(({ rowsRead }) => rowsRead)),
      rows_read_an_item: Math.round((10 * sum("rowsRead")) / items) / 10,
      rows_written_an_item: Math.round((10 * sum("rowsWritten")) / items) / 10,
    }
  } finally {
    await worker.stop()
  }
}
