import { z } from "zod"
import { type Bytes, sha256Base64Url } from "../lib/crypto/hash.ts"
import { gunzip, gzip } from "../lib/http/gzip.ts"
import { log } from "../lib/text/log.ts"
import { CellReader, parseCell } from "./cells.ts"

/** A version of a feed's file. `since` is milliseconds since 1970, in whole seconds. */
export interface Version {
  /** A strong ETag, with its quotes. */
  etag: string
  since: number
  /** The digests of its entries, where they are known. RFC 3229 deltas need them: see feeds/write/delta.ts. */
  digests?: number[]
}

/** How the bytes of a snapshot are written. */
export type Form = "plain" | "gzip"

/** A rendered file of a feed, in one form or both. */
export interface Snapshot {
  plain?: Bytes
  gzip?: Bytes
  /** Newest first, without digests. The first one is the version of the bytes. */
  versions: Version[]
}

/** A snapshot's bytes in this form. They are made from the other form where it has only that one. */
export async function bodyOf(snapshot: Snapshot, form: Form): Promise<Bytes> {
  return snapshot[form] ?? (form === "gzip" ? gzip(snapshot.plain!) : gunzip(snapshot.gzip!))
}

export const textOf = async (snapshot: Snapshot) => new TextDecoder().decode(await bodyOf(snapshot, "plain"))

// KV metadata can have 1,024 bytes. A version takes about 40.
const MAX_VERSIONS = 16

// KV `feed/<feed>/<file>`, e.g. `feed/main/rss.xml`, `feed/tags/water/feed.json`: the document, with gzip, and as
// metadata its versions and a digest of the bytes. An earlier release wrote the document as it is, and its versions
// alone. These are the only keys whose values change. Only the renders consumer writes them.
const snapshotKey = (feed: string, file: string) => `feed/${feed}/${file}`

type Stored = [etag: string, since: number, digests?: number[] | null][]
const fromStored = (stored: Stored): Version[] =>
  stored.map(([etag, since, digests]) => ({ etag, since, digests: digests ?? undefined }))

const digestOf = async (bytes: Bytes) => (await sha256Base64Url(bytes)).slice(0, 22)

/** Makes a strong ETag for the plain bytes, with its quotes. */
export const etagOf = async (body: Bytes): Promise<string> => `"${await digestOf(body)}"`

const Metadata = z.object({ gzip: z.string(), versions: z.unknown() })

/** Reads a snapshot. Null when there is none, or when it is damaged: when its digest does not match its bytes. */
export async function getSnapshot(kv: KVNamespace, feed: string, file: string): Promise<Snapshot | null> {
  const { value, metadata } = await kv.getWithMetadata(snapshotKey(feed, file), "arrayBuffer")
  if (!value) return null
  const body = new Uint8Array(value)
  const { data: compressed } = Metadata.safeParse(metadata)
  const stored = compressed ? compressed.versions : metadata
  const versions = stored ? parseCell("snapshots.versions", JSON.stringify(stored)) : null
  const digest = await digestOf(body)
  if (versions?.[0] && digest === (compressed?.gzip ?? versions[0][0].slice(1, -1))) {
    return { [compressed ? "gzip" : "plain"]: body, versions: fromStored(versions) }
  }
  log("value-damaged", { place: "kv", id: snapshotKey(feed, file), kind: "unreadable" })
  return null
}

/** Asks KV for the main feed without reading its bytes. Throws when KV does not answer. */
export async function probeSnapshots(kv: KVNamespace): Promise<void> {
  const body = await kv.get(snapshotKey("main", "rss.xml"), "stream")
  await body?.cancel()
}

/** Writes a document with its versions. It is compressed here, once for all readers. */
export async function putSnapshot(
  kv: KVNamespace,
  feed: string,
  file: string,
  body: Bytes,
  versions: Version[],
): Promise<void> {
  const bytes = await gzip(body)
  await kv.put(snapshotKey(feed, file), bytes, {
    metadata: {
      gzip: await digestOf(bytes),
      versions: versions.map(({ etag, since }) => [etag, since]) satisfies Stored,
    },
  })
}

/** The versions after bytes with this ETag are written. Gives the same list when they are current already. */
export function nextVersions(versions: Version[], etag: string, digests: number[], now: number): Version[] {
  const current = versions[0]
  if (current?.etag === etag) return versions
  // HTTP dates have whole seconds. Last-Modified must move for each change, also for two within one second.
  const since = Math.max(Math.floor(now / 1000) * 1000, (current?.since ?? 0) + 1000)
  return [{ etag, since, digests }, ...versions].slice(0, MAX_VERSIONS)
}

/** Finds the versions of every file of these feeds, by `<feed>/<file>`. */
export async function findVersions(db: D1Database, feeds: string[]): Promise<Map<string, Version[]>> {
  const { results } = await db
    .prepare("SELECT feed, file, versions FROM snapshots WHERE feed IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(feeds))
    .all<{ feed: string; file: string; versions: string }>()
  const cells = new CellReader()
  const read = results.map(({ feed, file, versions }) => {
    const name = `${feed}/${file}`
    return [name, fromStored(cells.read("snapshots.versions", name, versions))] as const
  })
  await cells.report(db)
  return new Map(read)
}

/** Lists every feed that has a snapshot. */
export async function listRenderedFeeds(db: D1Database): Promise<string[]> {
  const { results } = await db.prepare("SELECT DISTINCT feed FROM snapshots ORDER BY feed").all<{ feed: string }>()
  return results.map(({ feed }) => feed)
}

/** Lists the kept feeds of aggregators, such as `for/msn`. */
export async function listProfileFeeds(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT DISTINCT feed FROM snapshots WHERE feed >= 'for/' AND feed < 'for0' ORDER BY feed")
    .all<{ feed: string }>()
  return results.map(({ feed }) => feed)
}

/** A file of a feed that somebody waits for, and the version to tell of. */
export interface ChangedTopic {
  feed: string
  file: string
  since: number
}

/**
 * Stores these versions. Gives the files that changed and that somebody is to be told of: they have subscribers, or `tells`
 * says so. Their fan-out is begun again at `fanOutAt`. D1 takes 2 MB in one value, so many files are written in several
 * statements.
 */
export async function saveVersions(
  db: D1Database,
  written: { feed: string; file: string; versions: Version[] }[],
  { fanOutAt, tells }: { fanOutAt: number; tells(feed: string): boolean },
): Promise<ChangedTopic[]> {
  const rows = written.map(({ feed, file, versions }) => {
    const stored = versions.map(({ etag, since, digests }) => [etag, since, digests])
    const told = tells(feed) ? { fanOutAt } : {}
    return JSON.stringify({ feed, file, since: versions[0]!.since, versions: JSON.stringify(stored), ...told })
  })
  const batches = inBatches(rows)
  if (!batches.length) return []
  const results = await db.batch<ChangedTopic & { fanOutAt: number | null }>(
    batches.map((batch) =>
      db
        .prepare(
          `INSERT INTO snapshots (feed, file, versions, since, fan_out_at)
           SELECT value ->> 'feed', value ->> 'file', value ->> 'versions', value ->> 'since', value ->> 'fanOutAt'
           FROM json_each(?1) WHERE true
           ON CONFLICT (feed, file) DO UPDATE SET versions = excluded.versions, since = excluded.since,
             fan_out_at = iif(excluded.since > snapshots.since AND (excluded.fan_out_at IS NOT NULL OR EXISTS (
               SELECT 1 FROM subscribers s WHERE s.feed = snapshots.feed AND s.file = snapshots.file)), ?2, fan_out_at)
           RETURNING feed, file, since, fan_out_at AS fanOutAt`,
        )
        .bind(`[${batch.join(",")}]`, fanOutAt),
    ),
  )
  return results.flatMap(({ results }) =>
    results.flatMap(({ fanOutAt: at, ...topic }) => (at === fanOutAt ? [topic] : [])),
  )
}

const MAX_BATCH_CHARACTERS = 500_000

function inBatches(rows: string[]): string[][] {
  const batches: string[][] = []
  let room = 0
  for (const row of rows) {
    if (row.length > room) {
      batches.push([])
      room = MAX_BATCH_CHARACTERS
    }
    batches.at(-1)!.push(row)
    room -= row.length
  }
  return batches
}

/** Stores the time of a request for a feed, unless one was stored since `before`. */
export async function noteFeedRequest(db: D1Database, feed: string, now: number, before: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO feed_requests (feed, asked_at) VALUES (?1, ?2)
       ON CONFLICT (feed) DO UPDATE SET asked_at = ?2 WHERE asked_at < ?3`,
    )
    .bind(feed, now, before)
    .run()
}

/** Lists feeds without a request since this time, and without subscribers. */
export async function listUnaskedFeeds(db: D1Database, before: number, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT feed FROM feed_requests WHERE asked_at < ?1
       AND NOT EXISTS (SELECT 1 FROM subscribers WHERE subscribers.feed = feed_requests.feed) ORDER BY feed LIMIT ?2`,
    )
    .bind(before, limit)
    .all<{ feed: string }>()
  return results.map(({ feed }) => feed)
}

/**
 * Deletes every file of these feeds. KV goes first: after a crash in between, D1 still lists the files, and the next
 * run deletes the rest.
 */
export async function dropSnapshots(
  { articles, db }: { articles: KVNamespace; db: D1Database },
  feeds: string[],
): Promise<void> {
  if (!feeds.length) return
  const list = JSON.stringify(feeds)
  const { results } = await db
    .prepare("SELECT feed, file FROM snapshots WHERE feed IN (SELECT value FROM json_each(?1))")
    .bind(list)
    .all<{ feed: string; file: string }>()
  for (const { feed, file } of results) await articles.delete(snapshotKey(feed, file))
  await db.batch(
    ["snapshots", "feed_requests"].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE feed IN (SELECT value FROM json_each(?1))`).bind(list),
    ),
  )
}
