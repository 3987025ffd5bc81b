import { MINUTE } from "../lib/text/time.ts"
import { parseCell } from "./cells.ts"

/** The progress of a rebuild. */
export interface RebuildProgress {
  step: string
  /** The last key that this step has finished. Empty at the start of the step. */
  after: string
  /** The number of things done so far, by step. */
  done: Record<string, number>
}

// An older claim belongs to a crashed call.
const MAX_CLAIM_MS = 5 * MINUTE

type Row = Omit<RebuildProgress, "done"> & { done: string }
const toProgress = (row: Row): RebuildProgress => ({ ...row, done: parseCell("rebuild.done", row.done) ?? {} })

/** Finds the running rebuild, or null. */
export async function findRebuild(db: D1Database): Promise<RebuildProgress | null> {
  const row = await db.prepare("SELECT step, after, done FROM rebuild").first<Row>()
  return row && toProgress(row)
}

/** Starts a rebuild at this step, unless one is running. */
export async function startRebuild(db: D1Database, step: string): Promise<void> {
  await db
    .prepare(
      "INSERT INTO rebuild (one, step, after, done, busy_until) VALUES (1, ?1, '', '{}', 0) ON CONFLICT DO NOTHING",
    )
    .bind(step)
    .run()
}

/** Claims the running rebuild. Null when there is none, or another call has claimed it. */
export async function claimRebuild(db: D1Database, now: number): Promise<RebuildProgress | null> {
  const row = await db
    .prepare("UPDATE rebuild SET busy_until = ?1 WHERE busy_until <= ?2 RETURNING step, after, done")
    .bind(now + MAX_CLAIM_MS, now)
    .first<Row>()
  return row && toProgress(row)
}

/** Stores the progress. */
export async function saveRebuild(db: D1Database, { step, after, done }: RebuildProgress): Promise<void> {
  await db.prepare("UPDATE rebuild SET step = ?1, after = ?2, done = ?3").bind(step, after, JSON.stringify(done)).run()
}

/** Ends the claim. */
export async function releaseRebuild(db: D1Database): Promise<void> {
  await db.prepare("UPDATE rebuild SET busy_until = 0").run()
}

export async function endRebuild(db: D1Database): Promise<void> {
  await db.prepare("DELETE FROM rebuild").run()
}
