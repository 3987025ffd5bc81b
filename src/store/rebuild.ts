import { MINUTE } from "../lib/text/time.ts"
import { parseCell } from "./cells.ts"

/** How far a rebuild has come. */
export interface RebuildProgress {
  step: string
  /** The last key that this step has done; empty at its start. */
  after: string
  /** How many each step has done so far. */
  done: Record<string, number>
}

// A claim that is older belongs to a call that crashed.
const CLAIM_MS = 5 * MINUTE

type Row = Omit<RebuildProgress, "done"> & { done: string }
const toProgress = (row: Row): RebuildProgress => ({ ...row, done: parseCell("rebuild.done", row.done) ?? {} })

/** The rebuild under way, or null. */
export async function findRebuild(db: D1Database): Promise<RebuildProgress | null> {
  const row = await db.prepare("SELECT step, after, done FROM rebuild").first<Row>()
  return row && toProgress(row)
}

/** Starts a rebuild at this step, unless one is under way. */
export async function startRebuild(db: D1Database, step: string): Promise<void> {
  await db
    .prepare(
      "INSERT INTO rebuild (one, step, after, done, busy_until) VALUES (1, ?1, '', '{}', 0) ON CONFLICT DO NOTHING",
    )
    .bind(step)
    .run()
}

/** Takes the rebuild under way for oneself; null when there is none, or somebody else is at it. */
export async function claimRebuild(db: D1Database, now: number): Promise<RebuildProgress | null> {
  const row = await db
    .prepare("UPDATE rebuild SET busy_until = ?1 WHERE busy_until <= ?2 RETURNING step, after, done")
    .bind(now + CLAIM_MS, now)
    .first<Row>()
  return row && toProgress(row)
}

/** Notes how far it has come. */
export async function saveRebuild(db: D1Database, { step, after, done }: RebuildProgress): Promise<void> {
  await db.prepare("UPDATE rebuild SET step = ?1, after = ?2, done = ?3").bind(step, after, JSON.stringify(done)).run()
}

/** Gives the claim back. */
export async function releaseRebuild(db: D1Database): Promise<void> {
  await db.prepare("UPDATE rebuild SET busy_until = 0").run()
}

export async function endRebuild(db: D1Database): Promise<void> {
  await db.prepare("DELETE FROM rebuild").run()
}
