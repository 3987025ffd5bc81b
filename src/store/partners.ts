import type { Partner } from "../model/partner.ts"
import type { PollHistory } from "../model/poll-history.ts"
import { CellReader } from "./cells.ts"
import { changePartnersStatements } from "./list-items.ts"
import { endFollowingStatements, forgetHubsStatements } from "./partner-hubs.ts"
import { renoteLanguagesStatements } from "./partner-languages.ts"
import type { Write } from "./write.ts"

/** A partner's row with its polling state. Times are milliseconds since 1970. */
export interface PartnerRow {
  partner: Partner
  /** Counts the writes of items. Protects against two writes at once, see claimVersionStatement(). */
  version: number
  host: string | null
  createdAt: number
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
  listed: string[]
  lastPolledAt: number | null
  lastSuccessAt: number | null
  lastStatus: number | null
  lastError: { kind: string; detail: string } | null
  nextPollAt: number | null
  intervalS: number | null
  failures: number
  history: PollHistory
}

/** A row as D1 returns it. */
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
    listed: cells.read("partners.offered", id, raw.offered),
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

/** Finds a partner with the number of its live items. */
export async function findPartnerCounted(db: D1Database, id: string): Promise<ListedPartner | null> {
  const raw = await db.prepare(`${COUNTED} WHERE id = ?1`).bind(id).first<RawPartner>()
  return (await toRows(db, raw ? [raw] : []))[0] ?? null
}

/** Lists all partners by id, each with the number of its live items. */
export async function listPartners(db: D1Database): Promise<ListedPartner[]> {
  const { results } = await db.prepare(`${COUNTED} ORDER BY id`).all<RawPartner>()
  return toRows(db, results)
}

/** Lists every partner's id and feed address. */
export async function listFeeds(db: D1Database): Promise<{ id: string; feedUrl: string | null }[]> {
  const { results } = await db
    .prepare("SELECT id, feed_url AS feedUrl FROM partners")
    .all<{ id: string; feedUrl: string | null }>()
  return results
}

/** Finds the partners with one of these feeds, by the address that is polled or by its rel=self. */
export async function findPartnersByFeed(db: D1Database, feeds: string[]): Promise<PartnerRow[]> {
  const { results } = await db
    .prepare(
      `SELECT * FROM partners WHERE id IN (
         SELECT id FROM partners WHERE feed_url IN (SELECT value FROM json_each(?1))
         UNION SELECT partner_id FROM partner_hubs WHERE topic IN (SELECT value FROM json_each(?1)))`,
    )
    .bind(JSON.stringify(feeds))
    .all<RawPartner>()
  return toRows(db, results)
}

/** Finds the host of each partner. Unknown ids are left out. */
export async function hostsOf(db: D1Database, ids: string[]): Promise<{ id: string; host: string | null }[]> {
  const { results } = await db
    .prepare("SELECT id, host FROM partners WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .all<{ id: string; host: string | null }>()
  return results
}

/**
 * Creates or changes partners as an editor sets them. A new feed address resets what earlier polls learned. A partner
 * that is enabled again is read whole, so that its hubs are found again.
 * `nextPollAt` has the next poll of each partner that is new or enabled again, or that has a new address or role.
 * `error` is stored with all of them, for example when no feed was found.
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
         etag = iif(feed_url IS excluded.feed_url AND role = excluded.role AND enabled >= excluded.enabled, etag, NULL),
         last_modified = iif(feed_url IS excluded.feed_url AND role = excluded.role AND enabled >= excluded.enabled, last_modified, NULL),
         body_hash = iif(feed_url IS excluded.feed_url AND role = excluded.role AND enabled >= excluded.enabled, body_hash, NULL),
         history = iif(feed_url IS excluded.feed_url, history, '{"arrivals":[]}'),
         last_error = coalesce(excluded.last_error, iif(feed_url IS excluded.feed_url, last_error, NULL)),
         failures = iif(feed_url IS excluded.feed_url, failures, 0),
         next_poll_at = iif(feed_url IS excluded.feed_url AND enabled >= excluded.enabled AND role = excluded.role,
           next_poll_at, excluded.next_poll_at),
         queued_until = iif(feed_url IS excluded.feed_url, queued_until, NULL),
         feed_url = excluded.feed_url, host = excluded.host, enabled = excluded.enabled`,
    )
    .bind(sent, now, error && JSON.stringify(error))
  await db.batch([
    ...changePartnersStatements(db, sent),
    ...endFollowingStatements(db, sent),
    save,
    ...renoteLanguagesStatements(db, sent),
  ])
}

const toJson = (partner: Partner, nextPollAt: number) => ({
  ...partner,
  host: hostOf(partner.feedUrl),
  enabled: partner.enabled ? 1 : 0,
  sponsored: partner.sponsored ? 1 : 0,
  nextPollAt: partner.feedUrl ? nextPollAt : null,
})

export const hostOf = (feedUrl: string | undefined): string | null => (feedUrl && URL.parse(feedUrl)?.host) || null

/**
 * Deletes the partner, its keys and its webhook ids. Its hubs are told by the clock. Its items are deleted with the statements of items.ts in the same
 * batch.
 */
export function deletePartnerStatements(db: D1Database, id: string): Write[] {
  return [
    db.prepare("DELETE FROM webhooks WHERE partner_id = ?1").bind(id),
    db.prepare("DELETE FROM partner_keys WHERE partner_id = ?1").bind(id),
    ...forgetHubsStatements(db, [id]),
    db.prepare("DELETE FROM partners WHERE id = ?1").bind(id),
  ]
}

/**
 * Fails its batch unless the partner still has the version that was read. It sets the NOT NULL column `version` to
 * NULL. See tryBatch().
 */
export function claimVersionStatement(db: D1Database, id: string, version: number): Write {
  return db
    .prepare("UPDATE partners SET version = iif(version = ?2, version + 1, NULL) WHERE id = ?1")
    .bind(id, version)
}
