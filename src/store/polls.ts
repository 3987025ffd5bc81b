import { MINUTE } from "../lib/text/time.ts"
import type { PollHistory } from "../model/poll-history.ts"
import { CellReader } from "./cells.ts"
import { findPartner, hostOf, type PartnerRow, type RawPartner, toPartnerRow } from "./partners.ts"
import type { Write } from "./write.ts"

/** A poll takes at most about 20 s. An older lease belongs to a crashed run. */
const MAX_LEASE_MS = MINUTE
/** A message that was queued longer ago counts as lost. */
const MAX_QUEUED_MS = 15 * MINUTE

export type Lease = { outcome: "leased"; row: PartnerRow } | { outcome: "busy" | "early" | "unknown" }

/**
 * Leases a partner for a poll. There is one lease for a host, so that a host gets one request at a time. `busy`:
 * another poll has the lease. `early`: `onlyIfDue` is set and the poll is not due. Queues can deliver a message twice.
 */
export async function leasePartner(db: D1Database, id: string, now: number, onlyIfDue: boolean): Promise<Lease> {
  const leased = await db
    .prepare(
      `UPDATE partners SET lease_until = ?2 WHERE id = ?1 AND NOT EXISTS (
         SELECT 1 FROM partners other WHERE other.host = partners.host AND other.lease_until > ?3)
       AND (lease_until IS NULL OR lease_until <= ?3) AND (?4 = 0 OR (enabled = 1 AND next_poll_at <= ?3))
       RETURNING *`,
    )
    .bind(id, now + MAX_LEASE_MS, now, onlyIfDue ? 1 : 0)
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

/** Ends the lease of a poll that came to nothing for a reason of ours. */
export async function endLease(db: D1Database, id: string): Promise<void> {
  await db.prepare("UPDATE partners SET lease_until = NULL WHERE id = ?1").bind(id).run()
}

/** The result of a poll. All fields are written. */
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
  listed: string[]
  /** No partner of the host is polled before this time. */
  hostWaitsUntil: number | null
}

/**
 * Stores the result of a poll and ends its lease. The result is dropped when an editor changed the feed address
 * meanwhile.
 */
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
      JSON.stringify(poll.listed),
    )
  if (poll.hostWaitsUntil === null || host === null) return [record]
  const others = db
    .prepare("UPDATE partners SET next_poll_at = max(next_poll_at, ?2) WHERE host = ?1 AND next_poll_at IS NOT NULL")
    .bind(host, poll.hostWaitsUntil)
  return [record, others]
}

/** Stores that a push succeeded. It clears the error of the last poll. */
export function recordPushStatement(db: D1Database, id: string, now: number): Write {
  return db
    .prepare(
      "UPDATE partners SET last_success_at = max(coalesce(last_success_at, ?2), ?2), last_error = NULL WHERE id = ?1",
    )
    .bind(id, now)
}

/**
 * Stores that a delivery succeeded. Its stories count for the partner's rhythm, so that polls know it when the hub is
 * silent.
 */
export function recordDeliveryStatement(db: D1Database, id: string, arrivals: number[], now: number): Write {
  return db
    .prepare(
      `UPDATE partners SET last_success_at = max(coalesce(last_success_at, ?3), ?3), last_error = NULL,
         history = iif(json_valid(history), json_set(history, '$.arrivals', json(?2)), history) WHERE id = ?1`,
    )
    .bind(id, JSON.stringify(arrivals), now)
}

/**
 * Marks due partners as queued and returns them host by host, those that have waited longest first. Hosts and partners
 * that did not answer their last poll come last. Of a host no more than `ofHost` are taken.
 */
export async function takeDuePolls(db: D1Database, now: number, limit: number, ofHost: number): Promise<string[][]> {
  const { results } = await db
    .prepare(
      `UPDATE partners SET queued_until = ?2 WHERE id IN (
         SELECT id FROM (
           SELECT id, next_poll_at, row_number() OVER (PARTITION BY coalesce(host, id) ORDER BY next_poll_at) AS turn
           FROM partners WHERE enabled = 1 AND feed_url IS NOT NULL AND next_poll_at <= ?1
             AND (queued_until IS NULL OR queued_until <= ?1))
         WHERE turn <= ?4 ORDER BY next_poll_at LIMIT ?3)
       RETURNING id, coalesce(host, id) AS host, next_poll_at AS due,
         coalesce(iif(json_valid(last_error), last_error->>'kind' IN ('timeout', 'unreachable'), 0), 0) AS silent`,
    )
    .bind(now, now + MAX_QUEUED_MS, limit, ofHost)
    .all<{ id: string; host: string; due: number; silent: number }>()
  const inOrder = results.sort((a, b) => a.silent - b.silent || a.due - b.due || (a.id < b.id ? -1 : 1))
  const byHost = new Map<string, string[]>()
  for (const { id, host } of inOrder) byHost.set(host, [...(byHost.get(host) ?? []), id])
  return [...byHost.values()]
}

/** Removes the mark of takeDuePolls() from partners that could not be polled. The next tick takes those that are due. */
export async function unqueuePolls(db: D1Database, ids: string[]): Promise<void> {
  await db
    .prepare("UPDATE partners SET queued_until = NULL WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .run()
}

/** Moves the next poll forward to `at`, after the partner announced a change of its feed. */
export function pollSoonerStatement(db: D1Database, id: string, at: number): Write {
  return db
    .prepare("UPDATE partners SET next_poll_at = min(coalesce(next_poll_at, ?2), ?2) WHERE id = ?1 AND enabled = 1")
    .bind(id, at)
}
