import type { DayKey, ReaderSum, SaidSum } from "../model/tally.ts"
import type { Write } from "./write.ts"

// Who reads which feed, in sums by day. A day is open while it has a key: readers are added to it. When it is summed,
// its key, its sketches and what hosted readers said are deleted, and the numbers stay.

/** Days that are kept: thirteen months. */
export const MAX_AUDIENCE_DAYS = 400
/** Ids of a feed that one hosted reader may say in a day, about: two isolates may add as many at once. */
const MAX_IDS = 10

/** The key of a day. Null when the day has none: it is summed. */
export async function findDayKey(db: D1Database, day: string): Promise<DayKey | null> {
  const key = await db.prepare("SELECT key FROM audience_keys WHERE day = ?1").bind(day).first<string>("key")
  return key === null ? null : { day, key: new Uint32Array(Uint8Array.fromHex(key).buffer) }
}

/** Opens a day with this key, unless another isolate has opened it. Gives the key that the day has. */
export async function openDay(db: D1Database, day: string, random: Uint8Array): Promise<DayKey> {
  await db
    .prepare("INSERT INTO audience_keys (day, key) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
    .bind(day, random.toHex())
    .run()
  return (await findDayKey(db, day))!
}

const IS_OPEN = "EXISTS (SELECT 1 FROM audience_keys WHERE day = ?1)"

/** Adds requests, and what hosted readers said, to an open day. Sketches are added by swapSketches(). */
export function addReadersStatements(db: D1Database, day: string, readers: ReaderSum[], said: SaidSum[]): Write[] {
  return [
    db
      .prepare(
        `INSERT INTO audience (day, feed, file, reader, requests)
         SELECT ?1, value ->> 'feed', value ->> 'file', value ->> 'reader', value ->> 'requests'
         FROM json_each(?2) WHERE ${IS_OPEN}
         ON CONFLICT (day, feed, file, reader) DO UPDATE SET requests = audience.requests + excluded.requests`,
      )
      .bind(day, JSON.stringify(readers.map(({ sketch: _, ...counted }) => counted))),
    db
      .prepare(
        `INSERT INTO audience_said (day, feed, file, reader, feed_id, subscribers)
         SELECT ?1, value ->> 'feed', value ->> 'file', value ->> 'reader', value ->> 'feedId', value ->> 'subscribers'
         FROM json_each(?2) WHERE ${IS_OPEN} AND (
           SELECT count(*) < ?3 OR sum(said.feed_id = value ->> 'feedId') FROM audience_said said
           WHERE said.day = ?1 AND said.feed = value ->> 'feed' AND said.file = value ->> 'file'
             AND said.reader = value ->> 'reader')
         ON CONFLICT (day, feed, file, reader, feed_id) DO UPDATE SET subscribers = excluded.subscribers
           WHERE excluded.subscribers > audience_said.subscribers`,
      )
      .bind(day, JSON.stringify(said), MAX_IDS),
  ]
}

export interface FileOfDay {
  feed: string
  file: string
}

/** The sketches of these files so far, null for a first one. Files of a day that is summed are left out. */
export async function findSketches(
  db: D1Database,
  day: string,
  files: FileOfDay[],
): Promise<(FileOfDay & { sketch: string | null })[]> {
  const { results } = await db
    .prepare(
      `SELECT audience.feed, audience.file, CAST(sketch AS TEXT) AS sketch
       FROM json_each(?2) CROSS JOIN audience ON day = ?1 AND audience.feed = value ->> 'feed'
         AND audience.file = value ->> 'file' AND reader = 'single' WHERE ${IS_OPEN}`,
    )
    .bind(day, JSON.stringify(files.map(({ feed, file }) => ({ feed, file }))))
    .all<FileOfDay & { sketch: string | null }>()
  return results
}

/** A sketch that takes the place of another. */
export interface SketchSwap extends FileOfDay {
  before: string | null
  after: string
}

/** Replaces sketches, unless another isolate has done so since they were read. Gives those that were replaced. */
export async function swapSketches(db: D1Database, day: string, swaps: SketchSwap[]): Promise<FileOfDay[]> {
  const { results } = await db
    .prepare(
      `UPDATE audience SET sketch = CAST(value ->> 'after' AS BLOB) FROM json_each(?2)
       WHERE day = ?1 AND feed = value ->> 'feed' AND file = value ->> 'file' AND reader = 'single'
         AND sketch IS CAST(value ->> 'before' AS BLOB) AND ${IS_OPEN}
       RETURNING feed, file`,
    )
    .bind(day, JSON.stringify(swaps))
    .all<FileOfDay>()
  return results
}

/** The open days, oldest first. */
export async function listOpenDays(db: D1Database): Promise<string[]> {
  const { results } = await db.prepare("SELECT day FROM audience_keys ORDER BY day").all<{ day: string }>()
  return results.map(({ day }) => day)
}

/** The next sketches of a day, by feed and file. */
export async function listSketches(
  db: D1Database,
  day: string,
  after: FileOfDay,
  limit: number,
): Promise<(FileOfDay & { sketch: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT feed, file, CAST(sketch AS TEXT) AS sketch FROM audience
       WHERE day = ?1 AND (feed, file) > (?2, ?3) AND reader = 'single' AND sketch IS NOT NULL
       ORDER BY feed, file LIMIT ?4`,
    )
    .bind(day, after.feed, after.file, limit)
    .all<FileOfDay & { sketch: string }>()
  return results
}

export function countSingleStatement(
  db: D1Database,
  day: string,
  counts: (FileOfDay & { subscribers: number })[],
): Write {
  return db
    .prepare(
      `UPDATE audience SET subscribers = value ->> 'subscribers' FROM json_each(?2)
       WHERE day = ?1 AND feed = value ->> 'feed' AND file = value ->> 'file' AND reader = 'single'`,
    )
    .bind(day, JSON.stringify(counts))
}

/** Sums what hosted readers said: for each of their ids of the feed the most of the day. */
export function countHostedStatement(db: D1Database, day: string): Write {
  return db
    .prepare(
      `UPDATE audience SET subscribers = said.subscribers FROM (
         SELECT feed, file, reader, sum(subscribers) AS subscribers FROM audience_said WHERE day = ?1
         GROUP BY feed, file, reader) said
       WHERE audience.day = ?1 AND audience.feed = said.feed AND audience.file = said.file
         AND audience.reader = said.reader`,
    )
    .bind(day)
}

/** Counts the subscribers of our hub, as they are now. */
export function countHubStatements(db: D1Database, day: string): Write[] {
  return [
    db.prepare("DELETE FROM audience WHERE day = ?1 AND reader IN ('websub', 'rsscloud')").bind(day),
    db
      .prepare(
        `INSERT INTO audience (day, feed, file, reader, subscribers)
         SELECT ?1, feed, file, protocol, count(*) FROM subscribers GROUP BY feed, file, protocol`,
      )
      .bind(day),
  ]
}

/** Closes a day: who its readers were is thrown away. */
export function closeDayStatements(db: D1Database, day: string): Write[] {
  return [
    db.prepare("UPDATE audience SET sketch = NULL WHERE day = ?1 AND sketch IS NOT NULL").bind(day),
    db.prepare("DELETE FROM audience_said WHERE day = ?1").bind(day),
    db.prepare("DELETE FROM audience_keys WHERE day = ?1").bind(day),
  ]
}

export async function deleteAudienceBefore(db: D1Database, day: string): Promise<void> {
  await db.prepare("DELETE FROM audience WHERE day < ?1").bind(day).run()
}

/** What one reader had of one file on one day. */
export interface AudienceRow {
  day: string
  feed: string
  file: string
  reader: string
  subscribers: number
  requests: number
}

/** The rows since a day, newest day first. `feed`: of this feed alone. */
export async function listAudience(
  db: D1Database,
  since: string,
  feed: string | undefined,
  limit: number,
): Promise<AudienceRow[]> {
  const { results } = await db
    .prepare(
      `SELECT day, feed, file, reader, subscribers, requests FROM audience
       WHERE day >= ?1 AND (?2 IS NULL OR feed = ?2) ORDER BY day DESC, feed, file, reader LIMIT ?3`,
    )
    .bind(since, feed ?? null, limit)
    .all<AudienceRow>()
  return results
}

/** What people read with: not bots, and not our hub's subscribers, which hosted readers are too. */
const IS_READER = "reader NOT IN ('bots', 'websub', 'rsscloud')"

export interface DaySum {
  day: string
  /** A feed, or a reader. */
  name: string
  subscribers: number
}

/** Subscribers by day, of the feeds, or of the readers, that have most of them. Oldest day first. */
export async function sumAudience(
  db: D1Database,
  by: "feed" | "reader",
  { since, feed, most }: { since: string; feed?: string; most: number },
): Promise<DaySum[]> {
  const where = `day >= ?1 AND (?2 IS NULL OR feed = ?2) AND ${IS_READER}`
  const { results } = await db
    .prepare(
      `SELECT day, ${by} AS name, sum(subscribers) AS subscribers FROM audience WHERE ${where} AND ${by} IN (
         SELECT ${by} FROM audience WHERE ${where} GROUP BY ${by} ORDER BY sum(subscribers) DESC, ${by} LIMIT ?3)
       GROUP BY day, ${by} ORDER BY day, ${by}`,
    )
    .bind(since, feed ?? null, most)
    .all<DaySum>()
  return results
}

export interface DayTotal {
  day: string
  hosted: number
  single: number
  websub: number
  rsscloud: number
  requests: number
  /** Of all feeds. */
  botRequests: number
}

/** The sums of each day, oldest first. */
export async function totalAudience(db: D1Database, since: string, feed?: string): Promise<DayTotal[]> {
  const of = (reader: string) => `coalesce(sum(subscribers) FILTER (WHERE reader = '${reader}'), 0) AS ${reader}`
  const { results } = await db
    .prepare(
      `SELECT day, coalesce(sum(subscribers) FILTER (WHERE ${IS_READER} AND reader <> 'single'), 0) AS hosted,
         ${of("single")}, ${of("websub")}, ${of("rsscloud")},
         coalesce(sum(requests) FILTER (WHERE reader <> 'bots'), 0) AS requests,
         coalesce(sum(requests) FILTER (WHERE reader = 'bots'), 0) AS botRequests
       FROM audience WHERE day >= ?1 AND (?2 IS NULL OR feed = ?2) GROUP BY day ORDER BY day`,
    )
    .bind(since, feed ?? null)
    .all<DayTotal>()
  return results
}
