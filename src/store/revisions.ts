import type { Article } from "../model/article.ts"
import { formatRevision, parseRevision } from "../model/revision.ts"
import { type Fault, forgetFaultsStatement, noteFaults } from "./faults.ts"
import type { Write } from "./write.ts"

/** KV serves revisions at the edge. D1 has a second copy of each current revision. */
export interface RevisionStores {
  articles: KVNamespace
  db: D1Database
}

/** The key of a revision, as an article's row has it. */
export interface RevisionKey {
  id: string
  hash: string
}

// D1 allows 2,000,000 bytes for a row.
export const MAX_REVISION_BYTES = 1_900_000

// KV `article/<id>/<hash>`, e.g. `article/river-gauges/3f2a…`: one revision as JSON. It never changes. It is kept while it
// is current, and then as old-revisions.ts says.
const kvKey = ({ id, hash }: RevisionKey) => `article/${id}/${hash}`

/** The size of a stored revision in bytes. */
export const revisionBytes = (article: Article): number => new TextEncoder().encode(formatRevision(article)).length

export async function putRevision(kv: KVNamespace, article: Article, hash: string): Promise<void> {
  await kv.put(kvKey({ id: article.id, hash }), formatRevision(article))
}

export async function deleteRevision(kv: KVNamespace, key: RevisionKey): Promise<void> {
  await kv.delete(kvKey(key))
}

/**
 * Writes the second copy if `hash` is current. Run it after the statement that makes it current. It also clears the
 * article's fault.
 */
export function copyRevisionStatements(db: D1Database, article: Article, hash: string): Write[] {
  return [
    db
      .prepare(
        `INSERT INTO revisions (article_id, hash, body)
         SELECT id, hash, ?3 FROM articles WHERE id = ?1 AND hash = ?2
         ON CONFLICT (article_id) DO UPDATE SET hash = excluded.hash, body = excluded.body`,
      )
      .bind(article.id, hash, formatRevision(article)),
    forgetFaultsStatement(db, [{ place: "revision", id: article.id }]),
  ]
}

/** Deletes the second copy of a withdrawn article. Nobody reads it any more. */
export function dropCopyStatements(db: D1Database, id: string): Write[] {
  return [
    db.prepare("DELETE FROM revisions WHERE article_id = ?1").bind(id),
    forgetFaultsStatement(db, [{ place: "revision", id }]),
  ]
}

// A bulk get returns at most 25 MiB.
const MAX_BULK_KEYS = 12

/** Reads these revisions from KV, in this order. Null for a missing or damaged one. */
export async function readKvRevisions(kv: KVNamespace, wanted: RevisionKey[]): Promise<(Article | null)[]> {
  const found: (Article | null)[] = []
  for (let at = 0; at < wanted.length; at += MAX_BULK_KEYS) {
    const part = wanted.slice(at, at + MAX_BULK_KEYS)
    const values = await kv.get(part.map(kvKey), "text")
    found.push(...part.map((key) => parseRevision(values.get(kvKey(key)), key.id)))
  }
  return found
}

/** Reads these revisions from D1, in this order. Null for a missing or damaged one, or one with another hash. */
export async function readCopies(db: D1Database, wanted: RevisionKey[]): Promise<(Article | null)[]> {
  const bodies = new Map<string, string>()
  // One D1 answer could not hold all of them if they had the largest size.
  for (let at = 0; at < wanted.length; at += MAX_BULK_KEYS) {
    const { results } = await db
      .prepare(
        `SELECT article_id AS id, hash, body FROM revisions
         WHERE article_id IN (SELECT value FROM json_each(?1))`,
      )
      .bind(JSON.stringify(wanted.slice(at, at + MAX_BULK_KEYS).map(({ id }) => id)))
      .all<{ id: string; hash: string; body: string }>()
    for (const { id, hash, body } of results) bodies.set(kvKey({ id, hash }), body)
  }
  return wanted.map((key) => parseRevision(bodies.get(kvKey(key)), key.id))
}

/**
 * Reads these revisions, in this order, from KV. Falls back to D1 where KV has lost one. Null where both have lost it.
 * Both cases are stored as faults.
 */
export async function readRevisions(stores: RevisionStores, wanted: RevisionKey[]): Promise<(Article | null)[]> {
  const found = await readKvRevisions(stores.articles, wanted)
  const missing = wanted.filter((_, i) => found[i] === null)
  if (!missing.length) return found
  const copies = await readCopies(stores.db, missing)
  const faults = missing.map((key, i): Fault => ({ place: "revision", ...key, kind: copies[i] ? "copied" : "lost" }))
  await noteFaults(stores.db, faults)
  const copied = new Map(missing.map((key, i) => [kvKey(key), copies[i] ?? null]))
  return wanted.map((key, i) => found[i] ?? copied.get(kvKey(key)) ?? null)
}

/** Reads one revision like `readRevisions`. */
export async function readRevision(stores: RevisionStores, wanted: RevisionKey): Promise<Article | null> {
  return (await readRevisions(stores, [wanted]))[0] ?? null
}

/** Lists articles that are not withdrawn, ordered by id after `after`, with the hash of their current revision. */
export async function listRevisions(db: D1Database, after: string, limit: number): Promise<RevisionKey[]> {
  const { results } = await db
    .prepare("SELECT id, hash FROM articles WHERE id > ?1 AND state <> 'withdrawn' ORDER BY id LIMIT ?2")
    .bind(after, limit)
    .all<RevisionKey>()
  return results
}

/** Lists articles without a second copy in D1. They were stored before second copies existed. */
export async function listUncopied(db: D1Database, limit: number): Promise<RevisionKey[]> {
  const { results } = await db
    .prepare(
      `SELECT articles.id, articles.hash FROM articles LEFT JOIN revisions ON article_id = articles.id
       WHERE state <> 'withdrawn' AND revisions.hash IS NOT articles.hash
         AND articles.id NOT IN (SELECT id FROM faults WHERE place = 'revision') LIMIT ?1`,
    )
    .bind(limit)
    .all<RevisionKey>()
  return results
}
