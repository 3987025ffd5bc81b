import { type Reason, Vitals } from "../model/vitals.ts"
import { IS_UNANNOUNCED } from "./outbox.ts"
import type { Write } from "./write.ts"

/** What the last tick saw; `seen` is null when it cannot be read. Null before the first tick. */
export async function readVitals(db: D1Database): Promise<{ tickedAt: number; seen: Vitals | null } | null> {
  const row = await db
    .prepare("SELECT ticked_at AS tickedAt, seen FROM vitals")
    .first<{ tickedAt: number; seen: string }>()
  return row && { tickedAt: row.tickedAt, seen: Vitals.safeParse(parse(row.seen)).data ?? null }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export async function saveVitals(db: D1Database, seen: Vitals, now: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO vitals (id, ticked_at, seen) VALUES (1, ?1, ?2)
       ON CONFLICT (id) DO UPDATE SET ticked_at = excluded.ticked_at, seen = excluded.seen`,
    )
    .bind(now, JSON.stringify(seen))
    .run()
}

/** Notes which articles wait for their feeds since this tick. Gives since when the oldest waits; null when none does. */
export async function noteBehind(db: D1Database, now: number): Promise<number | null> {
  const [, oldest] = await db.batch<{ since: number | null }>([
    db.prepare(`UPDATE articles SET behind_since = ?1 WHERE ${IS_UNANNOUNCED} AND behind_since IS NULL`).bind(now),
    db.prepare(`SELECT min(behind_since) AS since FROM articles WHERE ${IS_UNANNOUNCED}`),
  ])
  return oldest!.results[0]!.since
}

const MIN_FAILURES = 5

export async function countPartners(db: D1Database): Promise<{ enabled: number; failing: number }> {
  const row = await db
    .prepare("SELECT count(*) AS enabled, coalesce(sum(failures >= ?1), 0) AS failing FROM partners WHERE enabled = 1")
    .bind(MIN_FAILURES)
    .first<{ enabled: number; failing: number }>()
  return row!
}

/** What has been told to be wrong. Times are milliseconds since 1970. */
export interface Alarm {
  reason: string
  detail: string
  since: number
  seenAt: number
}

export async function listAlarms(db: D1Database): Promise<Alarm[]> {
  const { results } = await db
    .prepare("SELECT reason, detail, since, seen_at AS seenAt FROM alarms ORDER BY since, reason")
    .all<Alarm>()
  return results
}

/** Notes that these are still wrong. */
export async function seeAlarms(db: D1Database, reasons: string[], now: number): Promise<void> {
  if (!reasons.length) return
  await db
    .prepare("UPDATE alarms SET seen_at = ?2 WHERE reason IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(reasons), now)
    .run()
}

export function saveAlarmsStatement(db: D1Database, begun: Reason[], now: number): Write {
  return db
    .prepare(
      `INSERT OR REPLACE INTO alarms (reason, detail, since, seen_at)
       SELECT value ->> 'reason', value ->> 'detail', ?2, ?2 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(begun), now)
}

export function deleteAlarmsStatement(db: D1Database, reasons: string[]): Write {
  return db
    .prepare("DELETE FROM alarms WHERE reason IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(reasons))
}
