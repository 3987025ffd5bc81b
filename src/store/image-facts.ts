import type { Write } from "./write.ts"

/** A picture of an article. */
export interface ImagePlace {
  articleId: string
  url: string
  /** Whether it only stands in the text. Such ones are measured after the articles' images. */
  isInText: boolean
}

/** What a picture's server said of it. */
export interface ImageFacts {
  width: number | null
  height: number | null
  /** MIME type. */
  type: string | null
  bytes: number | null
}

export type KnownImage = Pick<ImagePlace, "articleId" | "url"> & ImageFacts

/** Reads what is known of these articles' pictures, and which are noted. */
export async function readImageFacts(db: D1Database, articleIds: string[]): Promise<KnownImage[]> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS articleId, url, width, height, type, bytes FROM images
       WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articleIds))
    .all<KnownImage>()
  return results
}

/** Notes pictures whose server is to be asked at once. Those that are noted already stay as they are. */
export async function noteImages(db: D1Database, images: ImagePlace[], now: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO images (url, article_id, in_text, tries, due_at)
       SELECT value->>'url', value->>'articleId', value->>'isInText', 0, ?2 FROM json_each(?1) WHERE 1
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(images), now)
    .run()
}

export interface DueImage {
  url: string
  tries: number
}

/** Lists the pictures to ask for: articles' images first, then longest due first. One of several articles is listed once. */
export async function dueImages(db: D1Database, now: number, limit: number): Promise<DueImage[]> {
  const { results } = await db
    .prepare(
      `SELECT url, max(tries) AS tries FROM images WHERE due_at <= ?1
       GROUP BY url ORDER BY min(in_text), min(due_at), url LIMIT ?2`,
    )
    .bind(now, limit)
    .all<DueImage>()
  return results
}

/** Stores what a server said. */
export function saveImageFactsStatement(db: D1Database, url: string, facts: ImageFacts): Write {
  return db
    .prepare(
      `UPDATE images SET width = ?2, height = ?3, type = ?4, bytes = ?5, tries = tries + 1, due_at = NULL
       WHERE url = ?1`,
    )
    .bind(url, facts.width, facts.height, facts.type, facts.bytes)
}

/** Stores that a server did not say. `dueAt` is when to ask again; null: never. */
export function saveNoImageFactsStatement(db: D1Database, url: string, dueAt: number | null): Write {
  return db.prepare("UPDATE images SET tries = tries + 1, due_at = ?2 WHERE url = ?1 AND type IS NULL").bind(url, dueAt)
}

/** Forgets a withdrawn article's pictures. */
export const dropImagesStatement = (db: D1Database, articleId: string): Write =>
  db.prepare("DELETE FROM images WHERE article_id = ?1").bind(articleId)
