import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { guardDatabase, guardNamespace } from "../../src/store/unavailable.ts"

/** Empty stores with the current schema. */
export async function freshStores(): Promise<void> {
  await reset()
  const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }
  await applyD1Migrations(DB, MIGRATIONS)
}

/** A D1 and a KV that fail at everything, as they do when the platform does. */
export function failingStores(): { db: D1Database; articles: KVNamespace } {
  const away = () => Promise.reject(new Error("D1_ERROR: the store is away"))
  const statement = { bind: () => statement, all: away, first: away, run: away, raw: away }
  const db = { prepare: () => statement, batch: away } as unknown as D1Database
  const articles = new Proxy({}, { get: () => away }) as KVNamespace
  return { db: guardDatabase(db), articles: guardNamespace(articles) }
}
