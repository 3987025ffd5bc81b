import type { Partner } from "../model/partner.ts"
import type { PollHistory } from "../model/poll-history.ts"
import { CellReader } from "./cells.ts"
import { changePartnersStatements } from "./list-items.ts"
import type { Write } from "./write.ts"

/** A partner as the database has it, polling state included. Times in milliseconds since 1970. */
export interface PartnerRow {
  partner: Partner
  /** Counts what came in; guards against two that write at once. */
  version: number
  host: string | null
  createdAt: number
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
  offered: string[]
  lastPolledAt: number | null
  lastSuccessAt: number | null
  lastStatus: number | null
  lastError: { kind: string; detail: string } | null
  nextPollAt: number | null
  intervalS: number | null
  failures: number
  history: PollHistory
}

/** A row as SQL gives it. */
export type RawPartner = Record<string, string | number | null>

export function toPartnerRow(raw: RawPartner, cells: CellReader): PartnerRow {
  const id = raw.id as string
  return {
    partner: {
      id,
      name: raw.name as string,
      homeUrl: raw.home_url as string,
      feedUrl: (raw.feed_url as string | null) ?? undefined,
      role: raw.role as Partner["role"],
      weight: raw.weight as number,
      maxLinks: raw.max_links as number,
      enabled: raw.enabled === 1,
      sponsored: raw.sponsored === 1,
      language: (raw.language as string | null) ?? undefined,
    },
    version: raw.version as number,
    host: raw.host as string | null,
    createdAt: raw.created_at as number,
    etag: raw.etag as string | null,
    lastModified: raw.last_modified as string | null,
    bodyHash: raw.body_hash as string | null,
    offered: cells.read("partners.offered", id, raw.offered),
    lastPolledAt: raw.last_polled_at as number | null,
    lastSuccessAt: raw.last_success_at as number | null,
    lastStatus: raw.last_status as number | null,
    lastError: raw.last_error === null ? null : cells.read("partners.last_error", id, raw.last_error),
    nextPollAt: raw.next_poll_at as number | null,
    intervalS: raw.interval_s as number | null,
    failures: raw.failures as number,
    history: cells.read("partners.history", id, raw.history),
  }
}

async function toRows(db: D1Database, raws: RawPartner[]): Promise<ListedPartner[]> {
  const cells = new CellReader()
  const rows = raws.map((raw) => ({ ...toPartnerRow(raw, cells), itemCount: (raw.item_count as number | null) ?? 0 }))
  await cells.report(db)
  return rows
}

export async function findPartner(db: D1Database, id: string): Promise<PartnerRow | null> {
  const raw = await db.prepare("SELECT * FROM partners WHERE id = ?1").bind(id).first<RawPartner>()
  return (await toRows(db, raw ? [raw] : []))[0] ?? null
}

export interface ListedPartner extends PartnerRow {
  itemCount: number
}

const COUNTED = `SELECT partners.*,
  (SELECT count(*) FROM items WHERE items.partner_id = partners.id AND items.state = 'live') +
  (SELECT count(*) FROM house_items WHERE house_items.partner_id = partners.id AND house_items.state = 'live')
  AS item_count FROM partners`

/** A partner with the number of its live items, or null. */
export async function findPartnerCounted(db: D1Database, id: string): Promise<ListedPartner | null> {
  const raw = await db.prepare(`${COUNTED} WHERE id = ?1`).bind(id).first<RawPartner>()
  return (await toRows(db, raw ? [raw] : []))[0] ?? null
}

/** All partners by id, each with the number of its live items. */
export async function listPartners(db: D1Database): Promise<ListedPartner[]> {
  const { results } = await db.prepare(`${COUNTED} ORDER BY id`).all<RawPartner>()
  return toRows(db, results)
}

/** Every partner's id with its feed's address. */
export async function listFeeds(db: D1Database): Promise<{ id: string; feedUrl: string | null }[]> {
  const { results } = await db
    .prepare("SELECT id, feed_url AS feedUrl FROM partners")
    .all<{ id: string; feedUrl: string | null }>()
  return results
}

/** The given ids with the host of each, unknown ones left out. */
export async function hostsOf(db: D1Database, ids: string[]): Promise<{ id: string; host: string | null }[]> {
  const { results } = await db
    .prepare("SELECT id, host FROM partners WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .all<{ id: string; host: string | null }>()
  return results
}

/**
 * Creates the partner or changes what an editor set. A new feed address forgets all that was learned of the old one.
 * `nextPollAt`: when a new partner, or one with a new address or newly enabled, is polled first. `error`: what is wrong
 * with all of them, e.g. that no feed was found.
 */
export async function savePartners(
  db: D1Database,
  partners: Partner[],
  nextPollAt: number[],
  now: number,
  error: { kind: string; detail: string } | null = null,
): Promise<void> {
  const sent = JSON.stringify(partners.map((partner, i) => toJson(partner, nextPollAt[i] ?? now)))
  const save = db
    .prepare(
      `INSERT INTO partners (id, name, home_url, feed_url, host, role, weight, max_links, enabled, sponsored, language,
         created_at, next_poll_at, last_error)
       SELECT value->>'id', value->>'name', value->>'homeUrl', value->>'feedUrl', value->>'host', value->>'role',
         value->>'weight', value->>'maxLinks', value->>'enabled', value->>'sponsored', value->>'language', ?2,
         value->>'nextPollAt', ?3
       FROM json_each(?1) WHERE 1
       ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, home_url = excluded.home_url, role = excluded.role, weight = excluded.weight,
         max_links = excluded.max_links, sponsored = excluded.sponsored, language = excluded.language,
         etag = iif(feed_url IS excluded.feed_url AND role = excluded.role, etag, NULL),
         last_modified = iif(feed_url IS excluded.feed_url AND role = excluded.role, last_modified, NULL),
         body_hash = iif(feed_url IS excluded.feed_url AND role = excluded.role, body_hash, NULL),
         history = iif(feed_url IS excluded.feed_url, history, '{"arrivals":[]}'),
         last_error = coalesce(excluded.last_error, iif(feed_url IS excluded.feed_url, last_error, NULL)),
         failures = iif(feed_url IS excluded.feed_url, failures, 0),
         next_poll_at = iif(feed_url IS excluded.feed_url AND enabled >= excluded.enabled AND role = excluded.role,
           next_poll_at, excluded.next_poll_at),
         queued_until = iif(feed_url IS excluded.feed_url, queued_until, NULL),
         feed_url = excluded.feed_url, host = excluded.host, enabled = excluded.enabled`,
    )
    .bind(sent, now, error && JSON.stringify(error))
  await db.batch([...changePartnersStatements(db, sent), save])
}

const toJson = (partner: Partner, nextPollAt: number) => ({
  ...partner,
  host: hostOf(partner.feedUrl),
  enabled: partner.enabled ? 1 : 0,
  sponsored: partner.sponsored ? 1 : 0,
  nextPollAt: partner.feedUrl ? nextPollAt : null,
})

export const hostOf = (feedUrl: string | undefined): string | null => (feedUrl && URL.parse(feedUrl)?.host) || null

/** Removes the partner and its keys; its items are removed by items.ts in the same batch. */
export function deletePartnerStatements(db: D1Database, id: string): Write[] {
  return [
    db.prepare("DELETE FROM webhooks WHERE partner_id = ?1").bind(id),
    db.prepare("DELETE FROM partner_keys WHERE partner_id = ?1").bind(id),
    db.prepare("DELETE FROM partners WHERE id = ?1").bind(id),
  ]
}

/**
 * Fails the batch that it stands in unless the partner is still as it was read: its version may not be null. See
 * tryBatch().
 */
export function claimVersionStatement(db: D1Database, id: string, version: number): Write {
  return db
    .prepare("UPDATE partners SET version = iif(version = ?2, version + 1, NULL) WHERE id = ?1")
    .bind(id, version)
}
