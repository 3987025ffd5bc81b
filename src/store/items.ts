import type { HeldItem, KnownItem } from "../model/held-item.ts"
import { CellReader } from "./cells.ts"
import { jsonChunkPairs } from "./json-chunks.ts"

const KNOWN = `id, guid, url_key AS urlKey, title_key AS titleKey, published_at AS publishedAt, updated_at AS updatedAt,
  seen_at AS seenAt, hash, state, withdrawn_by AS withdrawnBy`
const HELD = `${KNOWN}, partner_id AS partnerId, url, title, summary, content, image, language, section, authors, tags, story`

/** A row as D1 returns it. JSON columns are text. The table is STRICT, so each column has its declared type. */
type HeldRow = Omit<HeldItem, "authors" | "tags"> & { authors: string; tags: string }

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

/** Finds one of the partner's items, live or not, by our id or by its guid. */
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
      `SELECT ${HELD} FROM items
       WHERE partner_id = ?1 AND state = 'live' AND (?2 IS NULL OR (published_at, id) < (?2, ?3))
       ORDER BY published_at DESC, id DESC LIMIT ?4`,
    )
    .bind(partnerId, before?.publishedAt ?? null, before?.id ?? null, limit)
    .all<HeldRow>()
  const cells = new CellReader()
  const items = results.map((row) => ({
    ...row,
    authors: cells.read("items.authors", row.id, row.authors),
    tags: cells.read("items.tags", row.id, row.tags),
  }))
  await cells.report(db)
  return items
}

/** Lists the ids of all the partner's items, live or not. */
export async function listItemIds(db: D1Database, partnerId: string): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM items WHERE partner_id = ?1")
    .bind(partnerId)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}
