import type { Write } from "./write.ts"

/** What an editor took down of a partner, and what it is known by. */
export interface Takedown {
  itemId: string
  guid: string | null
  urlKey: string
}

/** The text of one, as long as copies of it are looked for. */
export interface TakenText {
  title: string
  /** First part of the body; empty when there was none. */
  text: string
}

const TEXT = "substr(iif(content = '', summary, content), 1, 2000)"

/** Remembers a partner's item as taken down; run before its row changes. A document being read now is compared anew. */
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

/** Remembers the entries of a house partner that became this article, once it is withdrawn; run before it leaves the archive. */
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

/** An article that an editor lets out again is taken down no more. */
export function liftTakedownStatement(db: D1Database, articleId: string): Write {
  return db.prepare("DELETE FROM takedowns WHERE article_id = ?1").bind(articleId)
}

/** All that was taken down of a partner, and the texts of the newest `limit` taken down since `since`. */
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

/** The texts of a partner's newest live items. */
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

/** Forgets the texts of what was taken down before then; the rest is kept for ever. */
export async function forgetTakenTexts(db: D1Database, before: number): Promise<void> {
  await db.prepare("UPDATE takedowns SET text = '' WHERE taken_at < ?1 AND text <> ''").bind(before).run()
}
