import type { z } from "zod"
import { CELLS } from "../model/cells.ts"
import { type Fault, noteFaults } from "./faults.ts"
import type { Write } from "./write.ts"

export type CellName = keyof typeof CELLS
type Value<N extends CellName> = z.infer<(typeof CELLS)[N]["schema"]>

/** Parses a JSON cell. Gives null when the text is damaged. */
export function parseCell<N extends CellName>(place: N, text: unknown): Value<N> | null {
  try {
    const { data } = CELLS[place].schema.safeParse(JSON.parse(text as string))
    return (data as Value<N> | undefined) ?? null
  } catch {
    return null
  }
}

/**
 * Reads JSON cells, each with its schema. A damaged cell reads as its column's fallback, so that it affects only its
 * own row. Call `report` after the last row.
 */
export class CellReader {
  readonly #faults: Fault[] = []

  /** `id` is the id of the row. */
  read<N extends CellName>(place: N, id: string, text: unknown): Value<N> {
    const value = parseCell(place, text)
    if (value !== null) return value
    this.#faults.push({ place, id, kind: "unreadable" })
    return CELLS[place].fallback as Value<N>
  }

  /** Stores the damaged cells as faults. */
  async report(db: D1Database): Promise<void> {
    await noteFaults(db, this.#faults)
  }
}

// The SQL for a row's id in a fault, by table.
const ROW_ID: Record<string, string> = {
  articles: "id",
  partners: "id",
  partner_hubs: "partner_id",
  items: "id",
  check_also: "article_id",
  check_also_edits: "article_id",
  snapshots: "feed || '/' || file",
}

const isCell = (place: string): place is CellName => place in CELLS

/** Whether a damaged cell is readable again, or its row is gone. */
export async function isWhole(db: D1Database, { place, id }: Fault): Promise<boolean> {
  const [table, column] = place.split(".")
  if (!isCell(place) || !table) return true
  const row = await db
    .prepare(`SELECT ${column} AS cell FROM ${table} WHERE ${ROW_ID[table]} = ?1`)
    .bind(id)
    .first<{ cell: string | null }>()
  return row === null || row.cell === null || parseCell(place, row.cell) !== null
}

/**
 * Empties a damaged cell, so that its content is rebuilt. Gives no statements for editors' decisions, because only an
 * editor can restore them.
 */
export function mendCellStatements(db: D1Database, { place, id }: Fault): Write[] {
  const [table, column] = place.split(".")
  if (!isCell(place) || !table || table === "check_also_edits") return []
  const run = (sql: string, ...values: string[]) => db.prepare(sql).bind(id, ...values)
  if (place === "check_also.links") return [run("DELETE FROM check_also WHERE article_id = ?1")]
  const empty = run(
    `UPDATE ${table} SET ${column} = ?2 WHERE ${ROW_ID[table]} = ?1`,
    JSON.stringify(CELLS[place].fallback),
  )
  // Without this list, the feeds of the article are unknown, so the article is announced again.
  const announce = run("UPDATE articles SET announced_hash = NULL WHERE id = ?1")
  return place === "articles.announced_feeds" ? [empty, announce] : [empty]
}
