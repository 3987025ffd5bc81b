import { MINUTE } from "../lib/text/time.ts"
import type { PollHistory } from "../model/poll-history.ts"
import { CellReader } from "./cells.ts"
import { findPartner, hostOf, type PartnerRow, type RawPartner, toPartnerRow } from "./partners.ts"
import type { Write } from "./write.ts"

/** Seconds of a poll are counted in tens; a lease that is this old was left by a crash. */
const LEASE_MS = MINUTE
/** How long a message in the queue may stand for a poll before it counts as lost. */
const QUEUED_MS = 15 * MINUTE

export type Lease = { outcome: "leased"; row: PartnerRow } | { outcome: "busy" | "early" | "unknown" }

/**
 * Takes the one lease of a partner and of its host, so that a host sees one request at a time. `busy`: somebody is there.
 * `early`: it is not due, and `onlyIfDue` was asked for; a queue may deliver a message twice.
 */
export async function leasePartner(db: D1Database, id: string, now: number, onlyIfDue: boolean): Promise<Lease> {
  const leased = await db
    .prepare(
      `UPDATE partners SET lease_until = ?2 WHERE id = ?1 AND NOT EXISTS (
         SELECT 1 FROM partners other WHERE other.host = partners.host AND other.lease_until > ?3)
       AND (lease_until IS NULL OR lease_until <= ?3) AND (?4 = 0 OR (enabled = 1 AND next_poll_at <= ?3))
       RETURNING *`,
    )
    .bind(id, now + LEASE_MS, now, onlyIfDue ? 1 : 0)
    .first<RawPartner>()
  if (leased) {
    const cells = new CellReader()
    const row = toPartnerRow(leased, cells)
    await cells.report(db)
    return { outcome: "leased", row }
  }
  const row = await findPartner(db, id)
  if (!row) return { outcome: "unknown" }
  const isDue = row.partner.enabled && row.nextPollAt !== null && row.nextPollAt <= now
  return { outcome: onlyIfDue && !isDue ? "early" : "busy" }
}

/** Puts a poll that found its host busy off until then. */
export async function postponePoll(db: D1Database, id: string, at: number): Promise<void> {
  await db
    .prepare("UPDATE partners SET queued_until = NULL, next_poll_at = max(next_poll_at, ?2) WHERE id = ?1")
    .bind(id, at)
    .run()
}

/** What a poll leaves behind. Absent fields keep what stands. */
export interface PollRecord {
  now: number
  succeeded: boolean
  status: number | null
  error: { kind: string; detail: string } | null
  nextPollAt: number | null
  intervalS: number
  failures: number
  history: PollHistory
  feedUrl: string | undefined
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
  offered: string[]
  /** All partners of the host wait until then. */
  hostWaitsUntil: number | null
}

/** Records a poll and ends its lease. An address that an editor changed meanwhile is left alone, and polled anew. */
export function recordPollStatements(db: D1Database, { partner, host }: PartnerRow, poll: PollRecord): Write[] {
  const record = db
    .prepare(
      `UPDATE partners SET lease_until = NULL, queued_until = NULL, last_polled_at = ?3,
         last_success_at = iif(?4, ?3, last_success_at), last_status = ?5, last_error = ?6, next_poll_at = ?7,
         interval_s = ?8, failures = ?9, history = ?10, feed_url = ?11, host = ?12, etag = ?13, last_modified = ?14,
         body_hash = ?15, offered = ?16
       WHERE id = ?1 AND feed_url IS ?2`,
    )
    .bind(
      partner.id,
      partner.feedUrl ?? null,
      poll.now,
      poll.succeeded ? 1 : 0,
      poll.status,
      poll.error && JSON.stringify(poll.error),
      poll.nextPollAt,
      poll.intervalS,
      poll.failures,
      JSON.stringify(poll.history),
      poll.feedUrl ?? null,
      hostOf(poll.feedUrl),
      poll.etag,
      poll.lastModified,
      poll.bodyHash,
      JSON.stringify(poll.offered),
    )
  if (poll.hostWaitsUntil === null || host === null) return [record]
  const others = db
    .prepare("UPDATE partners SET next_poll_at = max(next_poll_at, ?2) WHERE host = ?1 AND next_poll_at IS NOT NULL")
    .bind(host, poll.hostWaitsUntil)
  return [record, others]
}

/** Records that a push was taken: the partner is well, whatever its last poll met. */
export function recordPushStatement(db: D1Database, id: string, now: number): Write {
  return db
    .prepare(
      "UPDATE partners SET last_success_at = max(coalesce(last_success_at, ?2), ?2), last_error = NULL WHERE id = ?1",
    )
    .bind(id, now)
}

/**
 * The partners that are due and not queued yet, now marked as queued; hosts in turn, and last those that did not answer
 * when they were polled last.
 */
export async function takeDuePolls(db: D1Database, now: number, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `UPDATE partners SET queued_until = ?2 WHERE id IN (
         SELECT id FROM partners WHERE enabled = 1 AND feed_url IS NOT NULL AND next_poll_at <= ?1
           AND (queued_until IS NULL OR queued_until <= ?1) ORDER BY next_poll_at LIMIT ?3)
       RETURNING id, host,
         iif(json_valid(last_error), last_error->>'kind' IN ('timeout', 'unreachable'), 0) AS silent`,
    )
    .bind(now, now + QUEUED_MS, limit)
    .all<{ id: string; host: string | null; silent: number | null }>()
  const turns = new Map<string | null, number>()
  const numbered = results.map(({ id, host, silent }) => {
    const turn = turns.get(host) ?? 0
    turns.set(host, turn + 1)
    return { id, turn, silent: silent ? 1 : 0 }
  })
  const order = numbered.sort((a, b) => a.silent - b.silent || a.turn - b.turn || (a.id < b.id ? -1 : 1))
  return order.map(({ id }) => id)
}

/** Takes the mark of takeDuePolls() off again: the queue did not take the message. */
export async function untakePolls(db: D1Database, ids: string[]): Promise<void> {
  await db
    .prepare("UPDATE partners SET queued_until = NULL WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .run()
}

/** Makes a poll due at `at` if it would come later: the partner says that its feed has changed. */
export function hastenPollStatement(db: D1Database, id: string, at: number): Write {
  return db
    .prepare("UPDATE partners SET next_poll_at = min(coalesce(next_poll_at, ?2), ?2) WHERE id = ?1 AND enabled = 1")
    .bind(id, at)
}
