import type { Link } from "../model/link.ts"
import { noteLinkedStatement } from "./link-checks.ts"

/** A list as it was last computed, without what may no longer be linked. */
export interface StoredList {
  articleId: string
  links: Link[]
  /** date_modified of the article that it was made for. */
  revised: string
  /** Milliseconds since 1970. */
  computedAt: number
  /** From then on it is stale. */
  renewAt: number
}

/** An editor's pin: the id of a held item, or a link of their own. */
export type Pin = string | { url: string; title: string }

/** What editors decided for an article's list. */
export interface Edits {
  pins: Pin[]
  /** Item ids and URLs. */
  excludes: string[]
}

// A pin of the editor's own has no item, and its URL as id.
const MAY_BE_LINKED = `SELECT json_group_array(items.id) FROM json_each(links) AS link
  JOIN items ON items.id = link.value->>'id' LEFT JOIN partners ON partners.id = partner_id
  WHERE state = 'live' AND (partner_id = '' OR enabled = 1)`

/** The stored lists of these articles, by article id. Nothing withdrawn, dead or of a disabled partner is in them. */
export async function storedLists(db: D1Database, articleIds: string[]): Promise<Map<string, StoredList>> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS articleId, links, revised, computed_at AS computedAt, renew_at AS renewAt,
         (${MAY_BE_LINKED}) AS held
       FROM check_also WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articleIds))
    .all<Omit<StoredList, "links"> & { links: string; held: string }>()
  return new Map(
    results.map(({ held, ...row }) => {
      const ids = new Set<string>(JSON.parse(held))
      const links = (JSON.parse(row.links) as Link[]).filter(
        ({ id, url, pinned }) => ids.has(id) || (pinned && id === url),
      )
      return [row.articleId, { ...row, links }]
    }),
  )
}

/** How many links a feed's entry carries. */
const IN_FEEDS = 5

/** What the feeds show under each article; an article without links is left out. */
export async function storedLinks(db: D1Database, articleIds: string[]): Promise<Map<string, Link[]>> {
  const lists = await storedLists(db, articleIds)
  return new Map(
    [...lists].flatMap(([id, { links }]) => (links.length ? [[id, links.slice(0, IN_FEEDS)] as const] : [])),
  )
}

/** A word of an article's by which new items find its list; an article's weights add up to 1. */
export interface ListWord {
  word: string
  weight: number
}

/** Stores a list, and the words by which new items find it (none: it is found no more, and renewed by age alone). */
export function saveListStatements(db: D1Database, list: StoredList, words: ListWord[]): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `REPLACE INTO check_also (article_id, links, revised, computed_at, renew_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
      )
      .bind(list.articleId, JSON.stringify(list.links), list.revised, list.computedAt, list.renewAt),
    db.prepare("DELETE FROM check_also_words WHERE article_id = ?1").bind(list.articleId),
    db
      .prepare(
        `INSERT INTO check_also_words (word, article_id, weight)
         SELECT value->>'word', ?1, value->>'weight' FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(list.articleId, JSON.stringify(words)),
    noteLinkedStatement(
      db,
      list.links.map(({ id }) => id),
      list.computedAt,
    ),
  ]
}

/** Articles whose lists are stale, the most stale first, with the hash of their current revision. */
export async function dueLists(db: D1Database, now: number, limit: number): Promise<{ id: string; hash: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, hash FROM check_also JOIN articles ON id = article_id
       WHERE renew_at <= ?1 AND state = 'live' ORDER BY renew_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all<{ id: string; hash: string }>()
  return results
}

export async function findEdits(db: D1Database, articleId: string): Promise<Edits> {
  const row = await db
    .prepare("SELECT pins, excludes FROM check_also_edits WHERE article_id = ?1")
    .bind(articleId)
    .first<{ pins: string; excludes: string }>()
  return row ? { pins: JSON.parse(row.pins), excludes: JSON.parse(row.excludes) } : { pins: [], excludes: [] }
}

export function saveEditsStatement(db: D1Database, articleId: string, edits: Edits): D1PreparedStatement {
  return db
    .prepare("REPLACE INTO check_also_edits (article_id, pins, excludes) VALUES (?1, ?2, ?3)")
    .bind(articleId, JSON.stringify(edits.pins), JSON.stringify(edits.excludes))
}
