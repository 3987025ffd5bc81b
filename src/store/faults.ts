import { log } from "../lib/text/log.ts"
import type { Write } from "./write.ts"

/** A damaged value and its place. */
export interface Fault {
  /** `revision`, or a JSON column such as `partners.history`. */
  place: string
  /** The id of the row, such as an article's or a partner's id. */
  id: string
  /** `lost`: no copy is left. `copied`: lost in KV, still in D1. `unreadable`: a cell does not fit its schema. */
  kind: "lost" | "copied" | "unreadable"
  /** Only for a revision. The fault is stored only while the article's row has this hash. */
  hash?: string
}

export interface KnownFault extends Fault {
  /** Milliseconds since 1970. */
  foundAt: number
  /** Whether the id may be shown in public. The ids of articles that are not live may not. */
  isPublic: boolean
}

/** Logs damaged values and stores them as faults. Never throws, because it runs while readers are served. */
export async function noteFaults(db: D1Database, faults: Fault[]): Promise<void> {
  if (!faults.length) return
  for (const fault of faults) log("value-damaged", { ...fault })
  try {
    await db
      .prepare(
        `INSERT INTO faults (place, id, kind, found_at)
         SELECT value ->> 'place', value ->> 'id', value ->> 'kind', unixepoch() * 1000 FROM json_each(?1)
         WHERE value ->> 'hash' IS NULL OR EXISTS (
           SELECT 1 FROM articles WHERE articles.id = value ->> 'id' AND hash = value ->> 'hash')
         ON CONFLICT (place, id) DO UPDATE SET kind = excluded.kind WHERE kind IS NOT excluded.kind`,
      )
      .bind(JSON.stringify(faults))
      .run()
  } catch (error) {
    log("fault-not-noted", { error })
  }
}

export async function countFaults(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT count(*) AS count FROM faults").first<number>("count")) ?? 0
}

/** Lists the known faults, oldest first. */
export function listFaults(db: D1Database, limit: number): Promise<KnownFault[]> {
  return readFaults(db, limit, 0)
}

/** Lists a part of the known faults. Consecutive turns list consecutive parts. After the last part comes the first. */
export async function listFaultsInTurn(db: D1Database, limit: number, turn: number): Promise<KnownFault[]> {
  const count = await countFaults(db)
  return count === 0 ? [] : readFaults(db, limit, limit * (turn % Math.ceil(count / limit)))
}

async function readFaults(db: D1Database, limit: number, offset: number): Promise<KnownFault[]> {
  const { results } = await db
    .prepare(
      `SELECT place, id, kind, found_at AS foundAt, coalesce(
         (SELECT state = 'live' FROM articles WHERE articles.id = faults.id),
         place LIKE 'partners.%' OR place LIKE 'items.%' OR place LIKE 'snapshots.%') AS isPublic
       FROM faults
       ORDER BY found_at, place, id LIMIT ?1 OFFSET ?2`,
    )
    .bind(limit, offset)
    .all<Omit<KnownFault, "isPublic"> & { isPublic: number }>()
  return results.map((row) => ({ ...row, isPublic: row.isPublic === 1 }))
}

/** Deletes the faults with these places and ids. */
export function forgetFaultsStatement(db: D1Database, faults: Pick<Fault, "place" | "id">[]): Write {
  return db
    .prepare(
      `DELETE FROM faults WHERE EXISTS (
         SELECT 1 FROM json_each(?1) WHERE value ->> 'place' = faults.place AND value ->> 'id' = faults.id)`,
    )
    .bind(JSON.stringify(faults.map(({ place, id }) => ({ place, id }))))
}
