import { log } from "../lib/text/log.ts"
import type { Write } from "./write.ts"

/** A damaged value, where it was found. */
export interface Fault {
  /** `revision`, or a JSON column such as `partners.history`. */
  place: string
  /** Of the row: an article's id, a partner's id. */
  id: string
  /** `lost`: nothing is left of it. `copied`: KV has lost it, D1 has it. `unreadable`: a cell that is not what it should be. */
  kind: "lost" | "copied" | "unreadable"
  /** Of a revision: it is noted only while the article's row names it. */
  hash?: string
}

export interface KnownFault extends Fault {
  /** Milliseconds since 1970. */
  foundAt: number
  /** Whether anybody may know the id: it is not that of an article that is not out. */
  isPublic: boolean
}

/** Logs damaged values and notes them until they are whole again. Never throws: it is called while serving readers. */
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

/** What is damaged now, the oldest first. */
export async function listFaults(db: D1Database, limit: number): Promise<KnownFault[]> {
  const { results } = await db
    .prepare(
      `SELECT place, id, kind, found_at AS foundAt, coalesce(
         (SELECT state = 'live' FROM articles WHERE articles.id = faults.id),
         place LIKE 'partners.%' OR place LIKE 'items.%' OR place LIKE 'snapshots.%') AS isPublic
       FROM faults
       ORDER BY found_at, place, id LIMIT ?1`,
    )
    .bind(limit)
    .all<Omit<KnownFault, "isPublic"> & { isPublic: number }>()
  return results.map((row) => ({ ...row, isPublic: row.isPublic === 1 }))
}

/** Forgets faults of these places and ids: they are whole again, or gone. */
export function forgetFaultsStatement(db: D1Database, faults: Pick<Fault, "place" | "id">[]): Write {
  return db
    .prepare(
      `DELETE FROM faults WHERE EXISTS (
         SELECT 1 FROM json_each(?1) WHERE value ->> 'place' = faults.place AND value ->> 'id' = faults.id)`,
    )
    .bind(JSON.stringify(faults.map(({ place, id }) => ({ place, id }))))
}
