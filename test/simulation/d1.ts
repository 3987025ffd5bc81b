import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import { fileURLToPath, URL } from "node:url"

// D1 for simulations: SQLite in memory with the real schema, behind D1's own calls.
// In: SQL as the stores write it. Out: D1's results; each call waits for `turn` first, which is told its statements.
// https://developers.cloudflare.com/d1/worker-api/d1-database/

interface Statement {
  sql: string
  values: SQLInputValue[]
}

export interface SimulatedD1 {
  db: D1Database
  /** The database itself, for preparing and reading without a wait. */
  sqlite: DatabaseSync
}

export function simulatedD1(turn: (statements: number) => Promise<void>): SimulatedD1 {
  const sqlite = new DatabaseSync(":memory:")
  const folder = fileURLToPath(new URL("../../src/store/migrations/", import.meta.url))
  for (const name of readdirSync(folder).sort()) sqlite.exec(readFileSync(join(folder, name), "utf8"))
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>()
  const run = ({ sql, values }: Statement) => {
    const known = prepared.get(sql) ?? sqlite.prepare(sql)
    prepared.set(sql, known)
    return known.all(...values)
  }
  const one = async (statement: Statement) => {
    await turn(1)
    return run(statement)
  }
  const statements = new WeakMap<object, Statement>()
  const statement = (sql: string, values: SQLInputValue[]): D1PreparedStatement => {
    const made = {
      bind: (...bound: SQLInputValue[]) => statement(sql, bound),
      first: async () => (await one({ sql, values }))[0] ?? null,
      all: async () => ({ results: await one({ sql, values }) }),
      run: async () => ({ results: await one({ sql, values }) }),
    } as unknown as D1PreparedStatement
    statements.set(made, { sql, values })
    return made
  }
  const batch = async (list: D1PreparedStatement[]) => {
    await turn(list.length)
    sqlite.exec("BEGIN")
    try {
      const results = list.map((each) => ({ results: run(statements.get(each)!) }))
      sqlite.exec("COMMIT")
      return results
    } catch (error) {
      sqlite.exec("ROLLBACK")
      throw error
    }
  }
  return { sqlite, db: { prepare: (sql: string) => statement(sql, []), batch } as unknown as D1Database }
}
