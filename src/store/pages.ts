import { sha256Base64Url, toBytes } from "../lib/crypto/hash.ts"
import { DAY } from "../lib/text/time.ts"

// KV `page-at/<name>`: a page that lists stories, or a list for search engines, as it is served. Only the consumer of
// `renders` writes them. The table `pages` says which there are: KV may answer with an older one for a minute.

interface Stores {
  articles: KVNamespace
  db: D1Database
}

/** KV deletes a page so long after it was written. Who asks then has it written again. */
const KEPT_MS = 30 * DAY

const keyOf = (name: string) => `page-at/${name}`

/** Reads a page from KV. Null when there is none. */
export const readListedPage = (kv: KVNamespace, name: string): Promise<string | null> => kv.get(keyOf(name))

/** What KV has of a page. */
export interface KeptListedPage {
  digest: string
  /** Milliseconds since 1970. */
  writtenAt: number
}

/** Finds those of these pages that are kept, by name. */
export async function findKeptPages(
  db: D1Database,
  names: string[],
  now: number,
): Promise<Map<string, KeptListedPage>> {
  const { results } = await db
    .prepare(
      "SELECT name, digest, written_at AS writtenAt FROM pages WHERE name IN (SELECT value FROM json_each(?1)) AND written_at > ?2",
    )
    .bind(JSON.stringify(names), now - KEPT_MS)
    .all<KeptListedPage & { name: string }>()
  return new Map(results.map(({ name, ...kept }) => [name, kept]))
}

export async function listKeptPages(db: D1Database, now: number): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT name FROM pages WHERE written_at > ?1")
    .bind(now - KEPT_MS)
    .all<{ name: string }>()
  return results.map(({ name }) => name)
}

/** Writes a page if its digest is not `before`. Null deletes it. */
export async function putListedPage(
  { articles, db }: Stores,
  name: string,
  body: string | null,
  before: string | undefined,
  now: number,
): Promise<void> {
  if (body === null) {
    await articles.delete(keyOf(name))
    await db.prepare("DELETE FROM pages WHERE name = ?1").bind(name).run()
    return
  }
  const digest = await sha256Base64Url(toBytes(body))
  if (digest === before) return
  await articles.put(keyOf(name), body, { expirationTtl: KEPT_MS / 1000 })
  await db
    .prepare(
      `INSERT INTO pages (name, digest, written_at) VALUES (?1, ?2, ?3)
       ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, written_at = excluded.written_at`,
    )
    .bind(name, digest, now)
    .run()
}

/** Deletes pages from KV. D1 answers until they are written again. */
export async function dropListedPages(kv: KVNamespace, names: Iterable<string>): Promise<void> {
  for (const name of names) await kv.delete(keyOf(name))
}

/** Forgets the pages that KV has deleted by now. */
export async function forgetOldPages(db: D1Database, now: number): Promise<void> {
  await db
    .prepare("DELETE FROM pages WHERE written_at <= ?1")
    .bind(now - KEPT_MS)
    .run()
}
