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

/** Starts a rebuild from this step on. One that runs begins again: its present call stops at its next save. */
export async function restartRebuild(db: D1Database, step: string): Promise<void> {
  await db
    .prepare(
      `INSERT INTO rebuild (one, step, after, done, busy_until) VALUES (1, ?1, '', '{}', 0)
       ON CONFLICT DO UPDATE SET step = excluded.step, after = '', done = '{}', busy_until = 0`,
    )
    .bind(step)
    .run()
}

/** A claim on the running rebuild. It is lost when the rebuild begins again, or another call takes it for dead. */
export interface Claim {
  progress: RebuildProgress
  until: number
}

/** Claims the running rebuild. Null when there is none, or another call has claimed it. */
export async function claimRebuild(db: D1Database, now: number): Promise<Claim | null> {
  const until = now + MAX_CLAIM_MS
  const row = await db
    .prepare("UPDATE rebuild SET busy_until = ?1 WHERE busy_until <= ?2 RETURNING step, after, done")
    .bind(until, now)
    .first<Row>()
  return row && { progress: toProgress(row), until }
}

/** Stores the progress. Gives false when the claim is lost. */
export async function saveRebuild(
  db: D1Database,
  { until }: Claim,
  { step, after, done }: RebuildProgress,
): Promise<boolean> {
  const { meta } = await db
    .prepare("UPDATE rebuild SET step = ?1, after = ?2, done = ?3 WHERE busy_until = ?4")
    .bind(step, after, JSON.stringify(done), until)
    .run()
  return meta.changes > 0
}

/** Ends the claim. */
export async function releaseRebuild(db: D1Database, { until }: Claim): Promise<void> {
  await db.prepare("UPDATE rebuild SET busy_until = 0 WHERE busy_until = ?1").bind(until).run()
}

/** Gives false when the claim is lost: the rebuild goes on. */
export async function endRebuild(db: D1Database, { until }: Claim): Promise<boolean> {
  const { meta } = await db.prepare("DELETE FROM rebuild WHERE busy_until = ?1").bind(until).run()
  return meta.changes > 0
}
