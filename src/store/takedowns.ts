import type { Write } from "./write.ts"

/** A partner's item that an editor took down, with the marks that identify it. */
export interface Takedown {
  itemId: string
  guid: string | null
  urlKey: string
}

/** The text of a takedown. It is kept for as long as copies are looked for. */
export interface TakenText {
  title: string
  /** The first part of the body. Empty when there was no body. */
  text: string
}

const TEXT = "substr(iif(content = '', summary, content), 1, 2000)"

/**
 * Stores a takedown of a partner's item. Run it before the item's row changes. It raises the partner's version, so that
 * an ingest in progress plans again.
 */
export function takeDownStatements(db: D1Database, itemId: string, now: number): Write[] {
  return [
    db
      .prepare(
        `INSERT INTO takedowns (partner_id, item_id, guid, url_key, title, text, taken_at)
         SELECT partner_id, id, guid, url_key, title, ${TEXT}, ?2 FROM items WHERE id = ?1 AND partner_id <> ''
         ON CONFLICT DO NOTHING`,
      )
      .bind(itemId, now),
    db
      .prepare("UPDATE partners SET version = version + 1 WHERE id = (SELECT partner_id FROM items WHERE id = ?1)")
      .bind(itemId),
  ]
}

/**
 * Stores a takedown of the house partner's entries behind a withdrawn article. Run it before the article leaves
 * our own stories.
 */
export function takeDownArticleStatement(db: D1Database, articleId: string, now: number): Write {
  return db
    .prepare(
      `INSERT INTO takedowns (partner_id, item_id, article_id, guid, url_key, title, text, taken_at)
       SELECT house_items.partner_id, house_items.id, articles.id, house_items.guid, house_items.url_key, articles.title,
         coalesce(${TEXT}, ''), ?2
       FROM house_items JOIN articles ON articles.id = article_id
         LEFT JOIN items ON items.id = articles.id AND items.partner_id = ''
       WHERE article_id = ?1 AND articles.state = 'withdrawn' ON CONFLICT DO NOTHING`,
    )
    .bind(articleId, now)
}

/** Deletes the takedown of an article that is published again. */
export function liftTakedownStatement(db: D1Database, articleId: string): Write {
  return db.prepare("DELETE FROM takedowns WHERE article_id = ?1").bind(articleId)
}

/** Finds all takedowns of a partner, and the texts of the newest `limit` since `since`. */
export async function findTakedowns(
  db: D1Database,
  partnerId: string,
  since: number,
  limit: number,
): Promise<{ takedowns: Takedown[]; texts: TakenText[] }> {
  const { results } = await db
    .prepare(
      `SELECT item_id AS itemId, guid, url_key AS urlKey, title, iif(recent, text, NULL) AS text FROM (
         SELECT *, taken_at >= ?2 AND row_number() OVER (ORDER BY taken_at DESC) <= ?3 AS recent
         FROM takedowns WHERE partner_id = ?1)`,
    )
    .bind(partnerId, since, limit)
    .all<Takedown & Omit<TakenText, "text"> & { text: string | null }>()
  const texts = results.flatMap(({ title, text }) => (text === null ? [] : [{ title, text }]))
  return { takedowns: results, texts }
}

/** Finds the texts of a partner's newest live items. */
export async function findLiveTexts(db: D1Database, partnerId: string, limit: number): Promise<TakenText[]> {
  const { results } = await db
    .prepare(
      `SELECT title, ${TEXT} AS text FROM items WHERE partner_id = ?1 AND state = 'live'
       ORDER BY published_at DESC LIMIT ?2`,
    )
    .bind(partnerId, limit)
    .all<TakenText>()
  return results
}

/** Deletes the texts of takedowns before this time. The rest of a takedown is kept for ever. */
export async function forgetTakenTexts(db: D1Database, before: number): Promise<void> {
  await db.prepare("UPDATE takedowns SET text = '' WHERE taken_at < ?1 AND text <> ''").bind(before).run()
}
