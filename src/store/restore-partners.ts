import { PARTNER_KEYS, PARTNERS, type Row } from "./backup-tables.ts"
import { jsonChunks } from "./json-chunks.ts"
import type { Write } from "./write.ts"

export interface SentPartner {
  row: Row
  keys: Row[]
}

/**
 * Makes the statements that restore partners which are not there, each with its push keys. The keys of one that is there
 * stay as they are, since one of the back-up may have been revoked. The changes of the first are the partners.
 */
export async function restorePartners(db: D1Database, partners: SentPartner[]): Promise<number> {
  const { results } = await db
    .prepare("SELECT id FROM partners WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(partners.map(({ row }) => row.id)))
    .all<{ id: string }>()
  const there = new Set(results.map(({ id }) => id))
  const missing = partners.filter(({ row }) => !there.has(row.id as string))
  const statements = jsonChunks(missing).map((chunk) => insertStatement(db, chunk))
  const keys = missing.flatMap(({ row, keys }) => keys.map((key) => ({ ...key, partner_id: row.id })))
  if (statements.length) await db.batch([...statements, ...jsonChunks(keys).map((chunk) => keysStatement(db, chunk))])
  return missing.length
}

function insertStatement(db: D1Database, chunk: string): Write {
  const columns = Object.keys(PARTNERS.columns)
  return db
    .prepare(
      `INSERT INTO partners (${columns.join(", ")})
       SELECT ${columns.map((name) => `value->'row'->>'${name}'`).join(", ")} FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(chunk)
}

function keysStatement(db: D1Database, chunk: string): Write {
  const columns = ["partner_id", ...Object.keys(PARTNER_KEYS)]
  return db
    .prepare(
      `INSERT INTO partner_keys (${columns.join(", ")})
       SELECT ${columns.map((name) => `value->>'${name}'`).join(", ")} FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(chunk)
}
