import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { guardDatabase, guardNamespace } from "../../src/store/unavailable.ts"

const { ARTICLES, DB, MIGRATIONS } = env as unknown as {
  ARTICLES: KVNamespace
  DB: D1Database
  MIGRATIONS: D1Migration[]
}

// The schema that the migrations made; a test that changes it gets the next one a new database.
let migrated: string | undefined
let wipe: D1PreparedStatement[] = []

/** Empty stores with the current schema. Rows are deleted, not tables: to migrate takes ten times as long. */
export async function freshStores(): Promise<void> {
  if ((await schema()) === migrated) await Promise.all([DB.batch(wipe), emptyKv()])
  else await startAnew()
}

async function startAnew(): Promise<void> {
  await reset()
  await applyD1Migrations(DB, MIGRATIONS)
  migrated = await schema()
  const { results } = await DB.prepare(
    "SELECT name, list.type, sql FROM pragma_table_list list JOIN sqlite_master USING (name) WHERE name NOT GLOB '_cf_*'",
  ).all<{ name: string; type: "table" | "virtual" | "shadow"; sql: string }>()
  const tables = results.flatMap(({ name, type, sql }) => {
    if (type === "table" && name !== "d1_migrations") return DB.prepare(`DELETE FROM ${name}`)
    if (/ USING fts5\b/.test(sql)) return DB.prepare(`INSERT INTO ${name} (${name}) VALUES ('delete-all')`)
    return []
  })
  // Tables refer to each other.
  wipe = [DB.prepare("PRAGMA defer_foreign_keys = on"), ...tables]
}

async function schema(): Promise<string> {
  const { results } = await DB.prepare("SELECT sql FROM sqlite_master ORDER BY name").all()
  return JSON.stringify(results)
}

async function emptyKv(): Promise<void> {
  for (let more = true; more; ) {
    const { keys, list_complete } = await ARTICLES.list()
    await Promise.all(keys.map(({ name }) => ARTICLES.delete(name)))
    more = !list_complete
  }
}

/** A D1 and a KV that fail at everything, as they do when the platform does. */
export function failingStores(): { db: D1Database; articles: KVNamespace } {
  const away = () => Promise.reject(new Error("D1_ERROR: the store is away"))
  const statement = { bind: () => statement, all: away, first: away, run: away, raw: away }
  const db = { prepare: () => statement, batch: away } as unknown as D1Database
  const articles = new Proxy({}, { get: () => away }) as KVNamespace
  return { db: guardDatabase(db), articles: guardNamespace(articles) }
}
