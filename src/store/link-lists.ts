import type { z } from "zod"
import type { CELLS } from "../model/cells.ts"
import { type Link, relatedLinks } from "../model/link.ts"
import { IS_LINKABLE } from "./candidates.ts"
import { CellReader, parseCell } from "./cells.ts"
import { type Fault, noteFaults } from "./faults.ts"
import { noteLinkedStatement } from "./link-checks.ts"
import { noteListedStatements, relistStatement } from "./list-items.ts"
import type { Write } from "./write.ts"

/** An article's list as last computed, without items that may not be linked any more. */
export interface StoredList {
  articleId: string
  links: Link[]
  /** The date_modified of the revision that the list was made for. */
  revised: string
  /** The list is stale from this time on, in milliseconds since 1970. */
  renewAt: number
}

/** An editor's pin: the id of a stored item, or a link to any page. */
export type Pin = z.infer<(typeof CELLS)["check_also_edits.pins"]["schema"]>[number]

/** The editors' decisions for an article's list. */
export interface Edits {
  pins: Pin[]
  /** Item ids and URLs. */
  excludes: string[]
  /** Whether links that are near or new may fill the list. */
  fill: boolean
}

/** The same with a version. It counts the changes and starts at 0. */
export interface StoredEdits extends Edits {
  version: number
}

// A pin to any page has no item. Its id is its URL.
const MAY_BE_LINKED = `SELECT json_group_object(items.id, coalesce(sponsored, 0)) FROM json_each(iif(json_valid(links), links, '[]')) AS link
  JOIN items ON items.id = iif(link.type = 'object', link.value->>'id', NULL) LEFT JOIN partners ON partners.id = partner_id
  WHERE ${IS_LINKABLE}`

export interface ServedList extends StoredList {
  /** Until this time another request is making a new list. */
  claimedUntil: number
}

/**
 * Reads the stored lists of these articles, by article id. Withdrawn and dead items, and items of disabled partners,
 * are left out. So are fillers of a partner that has become a sponsor; its related links are labelled.
 */
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
      const sponsored = new Map(Object.entries<number>(JSON.parse(held)))
      lists.set(row.articleId, { ...row, links: links.flatMap((link) => linkNow(link, sponsored.get(link.id))) })
    }
  }
  if (damaged.length) await dropDamagedLists(db, damaged)
  return lists
}

/** A stored link as it may be shown now. `sponsored`: 0 or 1 of its item's partner; undefined if it may not be linked. */
function linkNow(link: Link, sponsored: number | undefined): Link[] {
  if (sponsored === undefined) return link.pinned && link.id === link.url ? [link] : []
  if (sponsored === 1 && link.fit !== "related") return []
  return [{ ...link, sponsored: sponsored === 1 }]
}

/** Deletes damaged lists. They are made again from the index, as if they had never existed. */
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

/** The number of links in an entry of a feed. */
const MAX_FEED_LINKS = 5

/** Reads the related links, which feeds show under each article. An article without any is left out. */
export async function storedLinks(db: D1Database, articleIds: string[]): Promise<Map<string, Link[]>> {
  const lists = await storedLists(db, articleIds)
  return new Map(
    [...lists].flatMap(([id, list]) => {
      const links = relatedLinks(list.links).slice(0, MAX_FEED_LINKS)
      return links.length ? [[id, links] as const] : []
    }),
  )
}

/** A word that connects new items to an article's list. The weights of an article add up to 1. */
export interface ListWord {
  word: string
  weight: number
}

/** A word's weight follows the index. A smaller change of it is not written. */
const MIN_CHANGE = 0.02

/**
 * Stores a list and the words that connect new items to it. Without words, no new item makes the list stale, and only
 * age renews it. Writes only what has changed: most lists are renewed with the words and links that they had.
 */
export function saveListStatements(db: D1Database, list: StoredList, words: ListWord[], now: number): Write[] {
  return [
    db
      .prepare(
        `INSERT INTO check_also (article_id, links, revised, computed_at, renew_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (article_id) DO UPDATE SET links = excluded.links, revised = excluded.revised,
           computed_at = excluded.computed_at, renew_at = excluded.renew_at, claimed_until = 0, behind = 1`,
      )
      .bind(list.articleId, JSON.stringify(list.links), list.revised, now, list.renewAt),
    db
      .prepare(
        `DELETE FROM check_also_words WHERE article_id = ?1
           AND word NOT IN (SELECT value->>'word' FROM json_each(?2))`,
      )
      .bind(list.articleId, JSON.stringify(words)),
    db
      .prepare(
        `INSERT INTO check_also_words (word, article_id, weight)
         SELECT value->>'word', ?1, value->>'weight' FROM json_each(?2) WHERE true
         ON CONFLICT DO UPDATE SET weight = excluded.weight WHERE abs(weight - excluded.weight) > ${MIN_CHANGE}`,
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
      relatedLinks(list.links).map(({ id }) => id),
    ),
  ]
}

/**
 * Claims the making of the article's list until `until`. Only one of several callers gets true. `seen` is the stale
 * list, or null when there was none. In that case an empty row is stored until the list is ready.
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

/** Returns the claim on a first list that could not be made. */
export async function returnList(db: D1Database, articleId: string): Promise<void> {
  await db.prepare("DELETE FROM check_also WHERE article_id = ?1 AND revised = ''").bind(articleId).run()
}

export async function findEdits(db: D1Database, articleId: string): Promise<StoredEdits> {
  const row = await db
    .prepare("SELECT pins, excludes, fill, version FROM check_also_edits WHERE article_id = ?1")
    .bind(articleId)
    .first<{ pins: string; excludes: string; fill: number; version: number }>()
  if (!row) return { pins: [], excludes: [], fill: true, version: 0 }
  const cells = new CellReader()
  const edits = {
    pins: cells.read("check_also_edits.pins", articleId, row.pins),
    excludes: cells.read("check_also_edits.excludes", articleId, row.excludes),
    fill: row.fill === 1,
    version: row.version,
  }
  await cells.report(db)
  return edits
}

/**
 * Replaces an article's edits if their version is still `version`. Gives false when another write came first. Makes the
 * list stale, and the article unannounced.
 */
export async function saveEdits(db: D1Database, articleId: string, edits: Edits, version: number): Promise<boolean> {
  const [saved] = await db.batch([
    db
      .prepare(
        `INSERT INTO check_also_edits (article_id, pins, excludes, fill, version) VALUES (?1, ?2, ?3, ?5, ?4 + 1)
         ON CONFLICT (article_id) DO UPDATE SET pins = excluded.pins, excludes = excluded.excludes,
           fill = excluded.fill, version = excluded.version
         WHERE version = ?4`,
      )
      .bind(articleId, JSON.stringify(edits.pins), JSON.stringify(edits.excludes), version, edits.fill ? 1 : 0),
    db.prepare("UPDATE check_also SET renew_at = 0 WHERE article_id = ?1").bind(articleId),
    relistStatement(db, articleId),
  ])
  return saved!.meta.changes === 1
}
