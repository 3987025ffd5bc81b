import type { HeldItem, KnownItem } from "../model/held-item.ts"
import { CellReader } from "./cells.ts"
import { jsonChunkPairs, jsonChunks } from "./json-chunks.ts"
import { relinkStatement, unlinkStatement } from "./list-items.ts"
import type { Write } from "./write.ts"

const KNOWN = `id, guid, url_key AS urlKey, title_key AS titleKey, published_at AS publishedAt, updated_at AS updatedAt,
  seen_at AS seenAt, hash, state, withdrawn_by AS withdrawnBy`

/**
 * Finds the partner's items that could match a document's entries. An item matches by address, by guid, or by a
 * publication time in this span.
 */
export async function findKnownItems(
  db: D1Database,
  partnerId: string,
  keys: { urlKeys: string[]; guids: string[]; from: number; to: number },
): Promise<KnownItem[]> {
  const statement = db.prepare(
    `SELECT ${KNOWN} FROM items WHERE partner_id = ?1 AND url_key IN (SELECT value FROM json_each(?2))
     UNION SELECT ${KNOWN} FROM items WHERE partner_id = ?1 AND guid IN (SELECT value FROM json_each(?3))
     UNION SELECT ${KNOWN} FROM items WHERE partner_id = ?1 AND published_at BETWEEN ?4 AND ?5
     ORDER BY publishedAt, id`,
  )
  const found = new Map<string, KnownItem>()
  for (const [urlKeys, guids] of jsonChunkPairs(keys.urlKeys, keys.guids)) {
    const { results } = await statement.bind(partnerId, urlKeys, guids, keys.from, keys.to).all<KnownItem>()
    for (const item of results) found.set(item.id, item)
  }
  return [...found.values()].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1))
}

/**
 * Inserts items. An item replaces the stored item with the same id, unless an editor withdrew that one. The number of
 * statements is small for any number of items.
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
  return [...relinkStatements(db, items), ...statements]
}

const relinkStatements = (db: D1Database, items: HeldItem[]) =>
  items.length
    ? [
        relinkStatement(
          db,
          items.map(({ id }) => id),
        ),
      ]
    : []

/**
 * Updates stored items. The columns id, published_at and seen_at never change. The items become live again, unless an
 * editor withdrew them.
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
  return [...relinkStatements(db, items), ...statements]
}

const REPLACED = (source: string) =>
  [
    ...["guid", "url", "url_key", "title", "title_key", "summary", "content", "image", "language"],
    ...["section", "authors", "tags", "updated_at", "hash", "story"],
  ]
    .map((column) => `${column} = ${source}.${column}`)
    .concat("state = 'live'", "withdrawn_by = NULL")
    .join(", ")

/** Withdraws items. When one was the first of its story, the next live item becomes the first. */
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
    unlinkStatement(db, ids),
  ]
}

/** Deletes items. */
export function deleteItemStatements(db: D1Database, ids: string[]): Write[] {
  if (!ids.length) return []
  const list = JSON.stringify(ids)
  return [
    db.prepare("DELETE FROM items WHERE id IN (SELECT value FROM json_each(?1))").bind(list),
    passOnStoriesStatement(db, ids),
    unlinkStatement(db, ids),
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

/** Finds one of the partner's items by our id or by its guid, in any state. */
export async function findItem(db: D1Database, partnerId: string, name: string): Promise<KnownItem | null> {
  return db
    .prepare(
      `SELECT ${KNOWN} FROM items WHERE partner_id = ?1 AND (id = ?2 OR guid = ?2) ORDER BY id = ?2 DESC LIMIT 1`,
    )
    .bind(partnerId, name)
    .first<KnownItem>()
}

/** Lists a page of the partner's live items, newest first. `before` is the last item of the previous page. */
export async function listItems(
  db: D1Database,
  partnerId: string,
  limit: number,
  before: { publishedAt: number; id: string } | null,
): Promise<HeldItem[]> {
  const { results } = await db
    .prepare(
      `SELECT * FROM items
       WHERE partner_id = ?1 AND state = 'live' AND (?2 IS NULL OR (published_at, id) < (?2, ?3))
       ORDER BY published_at DESC, id DESC LIMIT ?4`,
    )
    .bind(partnerId, before?.publishedAt ?? null, before?.id ?? null, limit)
    .all<Record<string, string | number | null>>()
  const cells = new CellReader()
  const items = results.map((raw) => toItem(raw, cells))
  await cells.report(db)
  return items
}

function toItem(raw: Record<string, string | number | null>, cells: CellReader): HeldItem {
  return {
    id: raw.id as string,
    partnerId: raw.partner_id as string,
    guid: raw.guid as string | null,
    url: raw.url as string,
    urlKey: raw.url_key as string,
    title: raw.title as string,
    titleKey: raw.title_key as string,
    summary: raw.summary as string,
    content: raw.content as string,
    image: raw.image as string | null,
    language: raw.language as string | null,
    section: raw.section as string | null,
    authors: cells.read("items.authors", raw.id as string, raw.authors),
    tags: cells.read("items.tags", raw.id as string, raw.tags),
    publishedAt: raw.published_at as number,
    updatedAt: raw.updated_at as number,
    seenAt: raw.seen_at as number,
    hash: raw.hash as string,
    story: raw.story as string | null,
    state: raw.state as HeldItem["state"],
    withdrawnBy: raw.withdrawn_by as HeldItem["withdrawnBy"],
  }
}

/** Lists the ids of all the partner's items, in any state. */
export async function listItemIds(db: D1Database, partnerId: string): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM items WHERE partner_id = ?1")
    .bind(partnerId)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/**
 * Lists the ids of partners' items that retention removes. They were published before `before`, or are not among the
 * newest `most` of their partner. Items that the feed still shows are kept, because the next poll would add them again.
 * Our own archive is kept too.
 */
export async function listOutlivedItems(
  db: D1Database,
  before: number,
  most: number,
  limit: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM (
         SELECT id, partner_id, published_at,
           row_number() OVER (PARTITION BY partner_id ORDER BY published_at DESC, id DESC) AS place
         FROM items WHERE partner_id <> '') AS ranked
       WHERE (published_at < ?1 OR place > ?2) AND NOT EXISTS (
         SELECT 1 FROM partners, json_each(iif(json_valid(offered), offered, '[]')) WHERE partners.id = ranked.partner_id AND value = ranked.id)
       LIMIT ?3`,
    )
    .bind(before, most, limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/**
 * Lists the partner's items after its newest `from`, newest first, at most `limit`. New items may push them over the
 * limit of a partner.
 */
export async function listOldest(
  db: D1Database,
  partnerId: string,
  from: number,
  limit: number,
): Promise<{ id: string; publishedAt: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, published_at AS publishedAt FROM items WHERE partner_id = ?1
       ORDER BY published_at DESC, id DESC LIMIT ?3 OFFSET ?2`,
    )
    .bind(partnerId, from, limit)
    .all<{ id: string; publishedAt: number }>()
  return results
}

/** A live item of another partner that may report the same story. */
export interface Telling {
  /** The id of the first item of this story. */
  id: string
  urlKey: string
  titleKey: string
  title: string
  summary: string
  content: string
  publishedAt: number
}

/**
 * Finds live items of other partners with one of these addresses, or with one of these titles in this span of time.
 * Oldest in the store first.
 */
export async function findTellings(
  db: D1Database,
  partnerId: string,
  keys: { urlKeys: string[]; titleKeys: string[]; from: number; to: number },
): Promise<Telling[]> {
  const columns = `coalesce(story, id) AS id, url_key AS urlKey, title_key AS titleKey, title, summary, content,
    published_at AS publishedAt, seen_at AS seenAt, n`
  const statement = db.prepare(
    `SELECT ${columns} FROM items
     WHERE url_key IN (SELECT value FROM json_each(?2)) AND partner_id NOT IN ('', ?1) AND state = 'live'
     UNION SELECT ${columns} FROM items
     WHERE title_key IN (SELECT value FROM json_each(?3)) AND published_at BETWEEN ?4 AND ?5
       AND partner_id <> '' AND partner_id <> ?1 AND state = 'live'
     ORDER BY seenAt, n`,
  )
  const found = new Map<number, Telling & { seenAt: number; n: number }>()
  for (const [urlKeys, titleKeys] of jsonChunkPairs(keys.urlKeys, keys.titleKeys)) {
    const bound = statement.bind(partnerId, urlKeys, titleKeys, keys.from, keys.to)
    const { results } = await bound.all<Telling & { seenAt: number; n: number }>()
    for (const telling of results) found.set(telling.n, telling)
  }
  return [...found.values()].sort((a, b) => a.seenAt - b.seenAt || a.n - b.n)
}
