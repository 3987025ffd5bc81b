import { jsonChunks } from "./json-chunks.ts"
import type { Write } from "./write.ts"

/** An entry of the newsroom's own CMS, and the article made from it. Times are milliseconds since 1970. */
export interface HouseItem {
  id: string
  guid: string | null
  /** The address of the page in the CMS. */
  url: string
  urlKey: string
  titleKey: string
  publishedAt: number
  /** The hash of the entry as the CMS sent it. */
  hash: string
  articleId: string
  state: "live" | "withdrawn"
}

/** Lists all entries of a house partner, oldest first. */
export async function listHouseItems(db: D1Database, partnerId: string): Promise<HouseItem[]> {
  const { results } = await db
    .prepare(
      `SELECT id, guid, url, url_key AS urlKey, title_key AS titleKey, published_at AS publishedAt, hash,
         article_id AS articleId, state
       FROM house_items WHERE partner_id = ?1 ORDER BY published_at, id`,
    )
    .bind(partnerId)
    .all<HouseItem>()
  return results
}

/** Stores these entries with their articles. */
export function saveHouseItemStatements(db: D1Database, partnerId: string, items: HouseItem[]): Write[] {
  return jsonChunks(items).map((chunk) =>
    db
      .prepare(
        `INSERT INTO house_items (id, partner_id, guid, url, url_key, title_key, published_at, hash, article_id, state)
         SELECT value->>'id', ?2, value->>'guid', value->>'url', value->>'urlKey', value->>'titleKey', value->>'publishedAt',
           value->>'hash', value->>'articleId', value->>'state'
         FROM json_each(?1) WHERE 1 ORDER BY key
         ON CONFLICT (id) DO UPDATE SET guid = excluded.guid, url = excluded.url, url_key = excluded.url_key,
           title_key = excluded.title_key, hash = excluded.hash, state = excluded.state`,
      )
      .bind(chunk, partnerId),
  )
}

/** Deletes a house partner's entries. Their articles are kept. */
export function deleteHouseItemsStatement(db: D1Database, partnerId: string): Write {
  return db.prepare("DELETE FROM house_items WHERE partner_id = ?1").bind(partnerId)
}
