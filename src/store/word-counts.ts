/** The number of live items, and how many of them contain each word. */
export interface WordCounts {
  total: number
  counts: Map<string, number>
}

/**
 * Counts words. Common words have a stored count. Other words occur in few items, so counting them is cheap for an
 * index of any size.
 */
export async function countWords(db: D1Database, words: string[]): Promise<WordCounts> {
  const [size, counted] = await db.batch<{ word: string; items: number | null; common: number | null }>([
    db.prepare(
      `SELECT '' AS word, NULL AS common, coalesce(
         (SELECT items + (SELECT max(n) FROM items) - newest FROM search_size),
         (SELECT count(*) FROM items WHERE state = 'live')) AS items`,
    ),
    db
      .prepare(
        `SELECT value AS word, common.items AS common,
           CASE WHEN common.items IS NULL THEN (SELECT doc FROM search_terms WHERE term = value) END AS items
         FROM json_each(?1) LEFT JOIN common_words AS common ON word = value`,
      )
      .bind(JSON.stringify(words)),
  ])
  return {
    total: Math.max(1, size!.results[0]?.items ?? 0),
    counts: new Map(counted!.results.map(({ word, items, common }) => [word, common ?? items ?? 0])),
  }
}

/** A word is common when it occurs in at least MIN_COMMON_ITEMS items, and in at least one of COMMON_SHARE items. */
const MIN_COMMON_ITEMS = 50
const COMMON_SHARE = 1000
/** The index is counted again after it has grown by at least MIN_GROWTH_ITEMS items, and by at least a fifth. */
const MIN_GROWTH_ITEMS = 500

/** Counts the common words again if the index has grown enough, or if `always` is set. Gives whether it did. */
export async function recountWords(db: D1Database, now: number, always = false): Promise<boolean> {
  const size = await db
    .prepare("SELECT items, newest, (SELECT max(n) FROM items) AS last FROM (SELECT 1) LEFT JOIN search_size")
    .first<{ items: number | null; newest: number | null; last: number | null }>()
  const { items, newest, last } = size!
  if (!always && (last ?? 0) - (newest ?? 0) < Math.max(MIN_GROWTH_ITEMS, (items ?? 0) / 5)) return false
  await db.batch([
    db
      .prepare(
        `REPLACE INTO search_size (one, items, newest, counted_at)
         SELECT 1, count(*), coalesce(max(n), 0), ?1 FROM items WHERE state = 'live'`,
      )
      .bind(now),
    db.prepare("DELETE FROM common_words"),
    db.prepare(
      `INSERT INTO common_words (word, items) SELECT term, doc FROM search_terms
       WHERE doc >= max(${MIN_COMMON_ITEMS}, (SELECT items / ${COMMON_SHARE} FROM search_size))`,
    ),
  ])
  return true
}
