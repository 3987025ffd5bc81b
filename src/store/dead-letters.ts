/** A message that nobody will deliver again. */
export interface DeadLetter {
  /** The queue that it is for. Null when it is none's. */
  queue: string | null
  body: unknown
  /** How it failed the last time. */
  error: string
}

export interface KeptDeadLetter extends DeadLetter {
  id: number
  /** Milliseconds since 1970. */
  diedAt: number
}

// D1 takes 2 MB in a value. A message has at most 128 KB.
const MAX_ERROR_CHARACTERS = 4000

/** Keeps these. A message that comes twice is kept twice: whoever looks must see each. */
export async function keepDeadLetters(db: D1Database, letters: DeadLetter[], now: number): Promise<void> {
  if (!letters.length) return
  const rows = letters.map(({ queue, body, error }) => ({
    queue,
    body: JSON.stringify(body ?? null),
    error: error.slice(0, MAX_ERROR_CHARACTERS),
  }))
  await db
    .prepare(
      `INSERT INTO dead_letters (queue, body, error, died_at)
       SELECT value ->> 'queue', value ->> 'body', value ->> 'error', ?2 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows), now)
    .run()
}

type Row = Omit<KeptDeadLetter, "body"> & { body: string }

/** The next ones by id. */
export async function listDeadLetters(db: D1Database, after: number, limit: number): Promise<KeptDeadLetter[]> {
  const { results } = await db
    .prepare("SELECT id, queue, body, error, died_at AS diedAt FROM dead_letters WHERE id > ?1 ORDER BY id LIMIT ?2")
    .bind(after, limit)
    .all<Row>()
  return results.map((row) => ({ ...row, body: JSON.parse(row.body) }))
}

/** One. Null when it is there no more. */
export async function findDeadLetter(db: D1Database, id: number): Promise<KeptDeadLetter | null> {
  const [letter] = await listDeadLetters(db, id - 1, 1)
  return letter?.id === id ? letter : null
}

/** Counts them, up to `most`. */
export async function countDeadLetters(db: D1Database, most: number): Promise<number> {
  const count = await db
    .prepare("SELECT count(*) AS count FROM (SELECT 1 FROM dead_letters LIMIT ?1)")
    .bind(most)
    .first<number>("count")
  return count ?? 0
}

/** Deletes these. Gives how many there were. */
export async function deleteDeadLetters(db: D1Database, ids: number[]): Promise<number> {
  const { meta } = await db
    .prepare("DELETE FROM dead_letters WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .run()
  return meta.changes
}

export async function forgetOldDeadLetters(db: D1Database, before: number): Promise<void> {
  await db.prepare("DELETE FROM dead_letters WHERE died_at < ?1").bind(before).run()
}
