import type { Write } from "./write.ts"

/** An article's image. */
export interface ImagePlace {
  articleId: string
  url: string
}

/** What an image's server said of it. */
export interface ImageFacts {
  width: number | null
  height: number | null
  /** MIME type. */
  type: string | null
  bytes: number | null
}

/** Reads what is known of these articles' images, and which are noted. */
export async function readImageFacts(db: D1Database, articleIds: string[]): Promise<(ImagePlace & ImageFacts)[]> {
  const { results } = await db
    .prepare(
      `SELECT article_id AS articleId, url, width, height, type, bytes FROM images
       WHERE article_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articleIds))
    .all<ImagePlace & ImageFacts>()
  return results
}

/** Notes images whose server is to be asked at once. Those that are noted already stay as they are. */
export async function noteImages(db: D1Database, images: ImagePlace[], now: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO images (url, article_id, tries, due_at)
       SELECT value->>'url', value->>'articleId', 0, ?2 FROM json_each(?1) WHERE 1 ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(images), now)
    .run()
}

export interface DueImage {
  url: string
  tries: number
}

/** Lists the images to ask for, longest due first. An image of several articles is listed once. */
export async function dueImages(db: D1Database, now: number, limit: number): Promise<DueImage[]> {
  const { results } = await db
    .prepare(
      `SELECT url, max(tries) AS tries FROM images WHERE due_at <= ?1
       GROUP BY url ORDER BY min(due_at), url LIMIT ?2`,
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

/** Forgets a withdrawn article's images. */
export const dropImagesStatement = (db: D1Database, articleId: string): Write =>
  db.prepare("DELETE FROM images WHERE article_id = ?1").bind(articleId)
