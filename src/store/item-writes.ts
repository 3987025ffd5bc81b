import type { HeldItem } from "../model/held-item.ts"
import { jsonChunks } from "./json-chunks.ts"
import { relinkStatements, unlinkStatements } from "./list-items.ts"
import { noteLanguagesStatement } from "./partner-languages.ts"
import type { Write } from "./write.ts"

/**
 * Adds items; one whose id is held already takes that one's place, unless an editor took that down. A few statements,
 * however many items.
 */
export function insertItemStatements(db: D1Database, items: HeldItem[]): Write[] {
  const statements = jsonChunks(items).map((chunk) =>
    db
      .prepare(
        `INSERT INTO items (id, partner_id, guid, url, url_key, title, title_key, summary, content, image, language,
           section, authors, tags, published_at, updated_at, seen_at, hash, story)
         SELECT value->>'id', value->>'partnerId', value->>'guid', value->>'url', value->>'urlKey', value->>'title',
           value->>'titleKey', value->>'summary', value->>'content', value->>'image', value->>'language',
           value->>'section', value->'authors', value->'tags', value->>'publishedAt', value->>'updatedAt',
           value->>'seenAt', value->>'hash', value->>'story'
         FROM json_each(?1) WHERE 1 ORDER BY key
         ON CONFLICT (id) DO UPDATE SET ${REPLACED("excluded")} WHERE items.withdrawn_by IS NOT 'editor'`,
      )
      .bind(chunk),
  )
  return [...besideStatements(db, items), ...statements]
}

function besideStatements(db: D1Database, items: HeldItem[]): Write[] {
  if (!items.length) return []
  const ids = items.map(({ id }) => id)
  return [...relinkStatements(db, ids), noteLanguagesStatement(db, items)]
}

/**
 * Brings held items up to date; what is frozen stays: id, published_at, seen_at. They are live again, but for those that
 * an editor took down.
 */
export function updateItemStatements(db: D1Database, items: HeldItem[]): Write[] {
  const statements = jsonChunks(items).map((chunk) =>
    db
      .prepare(
        `UPDATE items SET ${REPLACED("sent")} FROM (
           SELECT value->>'id' AS id, value->>'guid' AS guid, value->>'url' AS url, value->>'urlKey' AS url_key,
             value->>'title' AS title, value->>'titleKey' AS title_key, value->>'summary' AS summary,
             value->>'content' AS content, value->>'image' AS image, value->>'language' AS language,
             value->>'section' AS section, value->'authors' AS authors, value->'tags' AS tags,
             value->>'updatedAt' AS updated_at, value->>'hash' AS hash, value->>'story' AS story
           FROM json_each(?1)) AS sent
         WHERE items.id = sent.id AND items.withdrawn_by IS NOT 'editor'`,
      )
      .bind(chunk),
  )
  return [...besideStatements(db, items), ...statements]
}

const REPLACED = (source: string) =>
  [
    ...["guid", "url", "url_key", "title", "title_key", "summary", "content", "image", "language"],
    ...["section", "authors", "tags", "updated_at", "hash", "story"],
  ]
    .map((column) => `${column} = ${source}.${column}`)
    .concat("state = 'live'", "withdrawn_by = NULL", "withdrawn_at = NULL")
    .join(", ")

/** Takes items back. Stories that others told after them pass to the next of those. */
export function withdrawItemStatements(db: D1Database, ids: string[], by: "partner" | "editor"): Write[] {
  if (!ids.length) return []
  return [
    db
      .prepare(
        `UPDATE items SET state = 'withdrawn', withdrawn_by = ?2, story = NULL
         WHERE id IN (SELECT value FROM json_each(?1))`,
      )
      .bind(JSON.stringify(ids), by),
    passOnStoriesStatement(db, ids),
    ...unlinkStatements(db, ids),
  ]
}

/** Removes items for good. */
export function deleteItemStatements(db: D1Database, ids: string[]): Write[] {
  if (!ids.length) return []
  const list = JSON.stringify(ids)
  return [
    db.prepare("DELETE FROM items WHERE id IN (SELECT value FROM json_each(?1))").bind(list),
    passOnStoriesStatement(db, ids),
    ...unlinkStatements(db, ids),
  ]
}

function passOnStoriesStatement(db: D1Database, ids: string[]): Write {
  return db
    .prepare(
      `UPDATE items SET story = nullif(heir.id, items.id) FROM (
         SELECT story, id, row_number() OVER (PARTITION BY story ORDER BY seen_at, n) AS place FROM items
         WHERE story IN (SELECT value FROM json_each(?1)) AND state = 'live') AS heir
       WHERE items.story = heir.story AND heir.place = 1`,
    )
    .bind(JSON.stringify(ids))
}
