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
         (SELECT items + (SELECT max(n) FROM items) - newest FROM search_size), (${INDEXED})) AS items`,
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

// The index has a row of sizes for each item. It is much shorter than the item's own row.
const INDEXED = "SELECT count(*) FROM search_docsize"

/**
 * A word is common when it occurs in at least one of COMMON_SHARE items. That is at least MIN_COMMON_ITEMS, which keeps
 * the table small, and at most MAX_COMMON_ITEMS, which keeps it cheap to count the other words.
 */
const COMMON_SHARE = 1000
const MIN_COMMON_ITEMS = 50
const MAX_COMMON_ITEMS = 200
/** The index is counted again after it has grown by at least MIN_GROWTH_ITEMS items, and by at least a fifth. */
const MIN_GROWTH_ITEMS = 500
/**
 * Words that one statement counts. It reads all their entries, and other statements wait for it: about 50 ms where each
 * word is in 800 items.
 */
const MAX_PIECE_WORDS = 250
/** The most pieces in one tick. */
const MAX_PIECES = 20

/** Counts the common words again if the index has grown enough, and goes on with a count that has begun. */
export async function recountWords(db: D1Database, now: number): Promise<void> {
  const size = await db
    .prepare(
      `SELECT items, newest, counted_to AS countedTo, (SELECT max(n) FROM items) AS last
       FROM (SELECT 1) LEFT JOIN search_size`,
    )
    .first<{ items: number | null; newest: number | null; countedTo: string | null; last: number | null }>()
  const { items, newest, countedTo, last } = size!
  const hasGrown = (last ?? 0) - (newest ?? 0) >= Math.max(MIN_GROWTH_ITEMS, (items ?? 0) / 5)
  if (countedTo === null && !hasGrown) return
  await recountPieces(db, countedTo ?? (await startRecount(db, now)), MAX_PIECES)
}

/** Begins a count. Gives the word to go on after, for recountPieces(). */
export async function startRecount(db: D1Database, now: number): Promise<string> {
  await db
    .prepare(
      `REPLACE INTO search_size (one, items, newest, counted_at, counted_to)
       SELECT 1, (${INDEXED}), coalesce((SELECT max(n) FROM items), 0), ?1, ''`,
    )
    .bind(now)
    .run()
  return ""
}

/**
 * Counts the next words after `after`, in the order of the index, in so many pieces at most, and stores how far it came.
 * Until a word's turn its old count stands. Gives the last of the words, or null when there are no more.
 */
export async function recountPieces(db: D1Database, after: string, most: number): Promise<string | null> {
  let last: string | null = after
  for (let piece = 0; piece < most && last !== null; piece++) last = await recountPiece(db, last)
  return last
}

async function recountPiece(db: D1Database, after: string): Promise<string | null> {
  const { results } = await db
    .prepare("SELECT term, doc FROM search_terms WHERE term > ?1 ORDER BY term LIMIT ?2")
    .bind(after, MAX_PIECE_WORDS)
    .all<{ term: string; doc: number }>()
  const last = results.length < MAX_PIECE_WORDS ? null : results.at(-1)!.term
  await db.batch([
    last === null
      ? db.prepare("DELETE FROM common_words WHERE word > ?1").bind(after)
      : db.prepare("DELETE FROM common_words WHERE word > ?1 AND word <= ?2").bind(after, last),
    db
      .prepare(
        `INSERT INTO common_words (word, items) SELECT value->>0, value->>1 FROM json_each(?1)
         WHERE value->>1 >= min(${MAX_COMMON_ITEMS}, max(${MIN_COMMON_ITEMS},
           (SELECT items / ${COMMON_SHARE} FROM search_size)))`,
      )
      .bind(JSON.stringify(results.filter(({ doc }) => doc >= MIN_COMMON_ITEMS).map(({ term, doc }) => [term, doc]))),
    db.prepare("UPDATE search_size SET counted_to = ?1").bind(last),
  ])
  return last
}
