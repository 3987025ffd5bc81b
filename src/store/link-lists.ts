import type { z } from "zod"
import type { CELLS } from "../model/cells.ts"
import type { Link } from "../model/link.ts"
import { IS_LINKABLE } from "./candidates.ts"
import { CellReader, parseCell } from "./cells.ts"
import { type Fault, noteFaults } from "./faults.ts"
import { noteLinkedStatement } from "./link-checks.ts"
import { noteListedStatements, relistStatement } from "./list-items.ts"
import type { Write } from "./write.ts"

/** A list as it was last computed, without what may no longer be linked. */
export interface StoredList {
  articleId: string
  links: Link[]
  /** date_modified of the article that it was made for. */
  revised: string
  /** From then on it is stale, milliseconds since 1970. */
  renewAt: number
}

/** An editor's pin: the id of a held item, or a link of their own. */
export type Pin = z.infer<(typeof CELLS)["check_also_edits.pins"]["schema"]>[number]

/** What editors decided for an article's list. */
export interface Edits {
  pins: Pin[]
  /** Item ids and URLs. */
  excludes: string[]
}

/** The same with the number of times they were set; 0 before they ever were. */
export interface StoredEdits extends Edits {
  version: number
}

// A pin of the editor's own has no item, and its URL as id.
const MAY_BE_LINKED = `SELECT json_group_array(items.id) FROM json_each(iif(json_valid(links), links, '[]')) AS link
  JOIN items ON items.id = iif(link.type = 'object', link.value->>'id', NULL) LEFT JOIN partners ON partners.id = partner_id
  WHERE ${IS_LINKABLE}`

export interface ServedList extends StoredList {
  /** Until then somebody is making it anew. */
  claimedUntil: number
}

/** The stored lists of these articles, by article id. Nothing withdrawn, dead or of a disabled partner is in them. */
export async function storedLists(db: D1Database, articleIds: string[]): Promise<Map<string, ServedList>> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS articleId, links, revised, renew_at AS renewAt, claimed_until AS claimedUntil, (${MAY_BE_LINKED}) AS held
       FROM check_also WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articleIds))
    .all<Omit<ServedList, "links"> & { links: string; held: string }>()
  const lists = new Map<string, ServedList>()
  const damaged: string[] = []
  for (const { held, ...row } of results) {
    const links = parseCell("check_also.links", row.links)
    if (!links) damaged.push(row.articleId)
    else {
      const ids = new Set<string>(JSON.parse(held))
      const linked = links.filter(({ id, url, pinned }) => ids.has(id) || (pinned && id === url))
      lists.set(row.articleId, { ...row, links: linked })
    }
  }
  if (damaged.length) await dropDamagedLists(db, damaged)
  return lists
}

/** A list follows from the index: one that cannot be read is made anew as if it never was. */
async function dropDamagedLists(db: D1Database, articleIds: string[]): Promise<void> {
  await noteFaults(
    db,
    articleIds.map((id): Fault => ({ place: "check_also.links", id, kind: "unreadable" })),
  )
  await db
    .prepare("DELETE FROM check_also WHERE article_id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(articleIds))
    .run()
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
export function saveListStatements(db: D1Database, list: StoredList, words: ListWord[], now: number): Write[] {
  return [
    db
      .prepare(
        `REPLACE INTO check_also (article_id, links, revised, computed_at, renew_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
      )
      .bind(list.articleId, JSON.stringify(list.links), list.revised, now, list.renewAt),
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
      now,
    ),
    ...noteListedStatements(
      db,
      list.articleId,
      list.links.map(({ id }) => id),
    ),
  ]
}

/**
 * Takes it on to make the article's list, until `until`: true for one of all that ask meanwhile. `seen` is the list that
 * was found stale, null when there was none; then an empty one stands in until the new one is stored.
 */
export async function claimList(
  db: D1Database,
  articleId: string,
  seen: Pick<StoredList, "revised" | "renewAt"> | null,
  now: number,
  until: number,
): Promise<boolean> {
  const statement = seen
    ? db
        .prepare(
          `UPDATE check_also SET claimed_until = ?2
           WHERE article_id = ?1 AND claimed_until <= ?3 AND revised = ?4 AND renew_at = ?5`,
        )
        .bind(articleId, until, now, seen.revised, seen.renewAt)
    : db
        .prepare(
          `INSERT INTO check_also (article_id, links, revised, computed_at, renew_at, claimed_until)
           VALUES (?1, '[]', '', ?3, ?3, ?2) ON CONFLICT DO NOTHING`,
        )
        .bind(articleId, until, now)
  const { meta } = await statement.run()
  return meta.changes === 1
}

/** Gives back a claim on a list that never was. */
export async function returnList(db: D1Database, articleId: string): Promise<void> {
  await db.prepare("DELETE FROM check_also WHERE article_id = ?1 AND revised = ''").bind(articleId).run()
}

/** Puts the renewal of a list off until then. */
export async function postponeList(db: D1Database, articleId: string, until: number): Promise<void> {
  await db.prepare("UPDATE check_also SET renew_at = ?2 WHERE article_id = ?1").bind(articleId, until).run()
}

/** A list that is stale, with the hash of its article's current revision. */
export type DueList = { id: string; hash: string } & Pick<StoredList, "revised" | "renewAt">

/** Articles whose lists are stale and made by nobody, the most stale first. */
export async function dueLists(db: D1Database, now: number, limit: number): Promise<DueList[]> {
  const { results } = await db
    .prepare(
      `SELECT id, hash, revised, renew_at AS renewAt FROM check_also JOIN articles ON id = article_id
       WHERE renew_at <= ?1 AND claimed_until <= ?1 AND state = 'live' ORDER BY renew_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all<DueList>()
  return results
}

export async function findEdits(db: D1Database, articleId: string): Promise<StoredEdits> {
  const row = await db
    .prepare("SELECT pins, excludes, version FROM check_also_edits WHERE article_id = ?1")
    .bind(articleId)
    .first<{ pins: string; excludes: string; version: number }>()
  if (!row) return { pins: [], excludes: [], version: 0 }
  const cells = new CellReader()
  const edits = {
    pins: cells.read("check_also_edits.pins", articleId, row.pins),
    excludes: cells.read("check_also_edits.excludes", articleId, row.excludes),
    version: row.version,
  }
  await cells.report(db)
  return edits
}

/**
 * Sets an article's edits, if they still are what was read at `version`: false when another write came in between. Its
 * list is stale then, and its feeds are rendered again.
 */
export async function saveEdits(db: D1Database, articleId: string, edits: Edits, version: number): Promise<boolean> {
  const [saved] = await db.batch([
    db
      .prepare(
        `INSERT INTO check_also_edits (article_id, pins, excludes, version) VALUES (?1, ?2, ?3, ?4 + 1)
         ON CONFLICT (article_id) DO UPDATE SET pins = excluded.pins, excludes = excluded.excludes,
           version = excluded.version
         WHERE version = ?4`,
      )
      .bind(articleId, JSON.stringify(edits.pins), JSON.stringify(edits.excludes), version),
    db.prepare("UPDATE check_also SET renew_at = 0 WHERE article_id = ?1").bind(articleId),
    relistStatement(db, articleId),
  ])
  return saved!.meta.changes === 1
}
