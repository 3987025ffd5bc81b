import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"

// A deploy migrates first, so for a while the release before runs on the new schema. Its statements still hold there when
// each migration only adds: a table; a column at the end of one, which may be left out and limits nothing; an index that
// is not unique. What a migration does to rows (UPDATE, DELETE) is for its author to judge: CONTRIBUTING.md.

const SRC = resolve(import.meta.dirname, "../../src")
const FOLDER = join(SRC, "store/migrations")
const FILES = readdirSync(FOLDER).sort()

interface Column {
  type: string
  notnull: number
  dflt_value: unknown
  pk: number
  hidden: number
}

interface Table {
  columns: Map<string, Column>
  /** All else that can refuse a row, and how rows are held. */
  rules: string[]
}

interface Schema {
  tables: Map<string, Table>
  triggers: Set<string>
}

function schemaOf(db: DatabaseSync): Schema {
  const rows = <T>(sql: string, ...values: string[]) => db.prepare(sql).all(...values) as T[]
  const tables = rows<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
  const rulesOf = (table: string, sql: string) => [
    ...rows<object>("SELECT wr, strict, type FROM pragma_table_list(?)", table).map((held) => JSON.stringify(held)),
    ...(sql.startsWith("CREATE VIRTUAL") ? [sql] : checksOf(sql.replace(/--.*$/gm, ""))),
    ...rows<object>("SELECT * FROM pragma_foreign_key_list(?)", table).map((key) => JSON.stringify(key)),
    ...rows<{ name: string; partial: number }>(
      'SELECT name, partial FROM pragma_index_list(?) WHERE "unique"',
      table,
    ).map(({ name, partial }) => {
      const columns = rows<{ name: string }>("SELECT name FROM pragma_index_info(?)", name).map((each) => each.name)
      return `UNIQUE (${columns})${partial ? ` partly: ${name}` : ""}`
    }),
  ]
  return {
    tables: new Map(
      tables.map(({ name, sql }) => {
        const columns = rows<Column & { name: string }>("SELECT * FROM pragma_table_xinfo(?)", name)
        return [
          name,
          { columns: new Map(columns.map((column) => [column.name, column])), rules: rulesOf(name, sql).sort() },
        ]
      }),
    ),
    triggers: new Set(
      rows<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").map(({ name }) => name),
    ),
  }
}

/** The conditions of a table, each from CHECK to its closing bracket. */
const checksOf = (sql: string) =>
  [...sql.matchAll(/\bCHECK\s*\(/gi)].map(({ index }) => {
    let depth = 0
    const end = [...sql.slice(index)].findIndex((char) => {
      depth += char === "(" ? 1 : char === ")" ? -1 : 0
      return char === ")" && depth === 0
    })
    return sql.slice(index, index + end + 1).replace(/\s+/g, " ")
  })

/** What in `after` could make a statement fail that ran on `before`, a line each. */
function breaks(before: Schema, after: Schema): string[] {
  const changed = [...before.tables].flatMap(([name, old]) => {
    const now = after.tables.get(name)
    if (!now) return [`${name} is gone`]
    const columns = [...old.columns].flatMap(([column, { type, notnull, pk, hidden }]) => {
      const kept = now.columns.get(column)
      if (!kept) return [`${name}.${column} is gone`]
      const same = kept.type === type && kept.notnull <= notnull && kept.pk === pk && kept.hidden === hidden
      return same ? [] : [`${name}.${column} is another one`]
    })
    const demanded = [...now.columns].flatMap(([column, { notnull, dflt_value }]) =>
      !old.columns.has(column) && notnull && dflt_value === null ? [`${name}.${column} must be written`] : [],
    )
    const rules = now.rules.filter((rule) => !old.rules.includes(rule)).map((rule) => `${name} has a new rule: ${rule}`)
    return [...columns, ...demanded, ...rules]
  })
  const triggers = [...after.triggers].filter((name) => !before.triggers.has(name))
  return [...changed, ...triggers.map((name) => `the trigger ${name} is new`)]
}

function stepsOf(scripts: string[]): [Schema, Schema] {
  const db = new DatabaseSync(":memory:")
  for (const script of scripts.slice(0, -1)) db.exec(script)
  const before = schemaOf(db)
  db.exec(scripts.at(-1)!)
  return [before, schemaOf(db)]
}

describe("the release before runs on the new schema", () => {
  it.each(FILES.map((name, n) => [name, n] as const))("after %s", (_, n) => {
    const scripts = FILES.slice(0, n + 1).map((file) => readFileSync(join(FOLDER, file), "utf8"))
    expect(breaks(...stepsOf(scripts))).toEqual([])
  })

  const OLD =
    "CREATE TABLE stories (id TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID; CREATE INDEX by_title ON stories (title);"
  it.each([
    ["ALTER TABLE stories ADD COLUMN note TEXT", []],
    ["ALTER TABLE stories ADD COLUMN seen INTEGER NOT NULL DEFAULT 0", []],
    ["CREATE TABLE more (id TEXT UNIQUE NOT NULL)", []],
    ["DROP INDEX by_title; CREATE INDEX by_both ON stories (title, id)", []],
    ["DROP TABLE stories", ["stories is gone"]],
    ["ALTER TABLE stories RENAME TO articles", ["stories is gone"]],
    [
      "ALTER TABLE stories RENAME COLUMN title TO headline",
      ["stories.title is gone", "stories.headline must be written"],
    ],
    ["DROP INDEX by_title; ALTER TABLE stories DROP COLUMN title", ["stories.title is gone"]],
    [
      `DROP TABLE stories; CREATE TABLE stories (id INTEGER PRIMARY KEY, title TEXT NOT NULL CHECK (title <> '')) WITHOUT ROWID`,
      ["stories.id is another one", "stories has a new rule: CHECK (title <> '')"],
    ],
    [
      "ALTER TABLE stories ADD COLUMN kind TEXT CHECK (kind IN ('a'))",
      ["stories has a new rule: CHECK (kind IN ('a'))"],
    ],
    [
      "DROP TABLE stories; CREATE TABLE stories (id TEXT PRIMARY KEY, title TEXT NOT NULL, place TEXT NOT NULL) WITHOUT ROWID",
      ["stories.place must be written"],
    ],
    ["CREATE UNIQUE INDEX one_title ON stories (title)", ["stories has a new rule: UNIQUE (title)"]],
    ["CREATE TRIGGER t AFTER INSERT ON stories BEGIN SELECT 1; END", ["the trigger t is new"]],
  ])("and this check tells: %s", (migration, expected) => {
    expect(breaks(...stepsOf([OLD, migration]))).toEqual(expected)
  })

  it("because no statement writes a row without naming its columns", () => {
    const files = readdirSync(join(SRC, "store"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    )
    const inserts = files.flatMap((file) =>
      [
        ...readFileSync(join(SRC, "store", file), "utf8").matchAll(
          /\b(?:INSERT(?: OR \w+)?|REPLACE) INTO [\w${}]+(?: AS \w+)?\s*(.)/g,
        ),
      ].map(([text, next]) => ({ text, next, file })),
    )
    expect(inserts.length).toBeGreaterThan(20)
    expect(inserts.filter(({ next }) => next !== "(")).toEqual([])
  })
})
