import type { Write } from "./write.ts"

/** Who tells: WebSub sends the feed, rssCloud its address. */
export type Protocol = "websub" | "rsscloud"

/** A file of a feed, as in the snapshots. */
export interface Topic {
  feed: string
  file: string
}

/** A subscriber that a delivery has been claimed for. Times are milliseconds since 1970. */
export interface Subscriber extends Topic {
  id: number
  callback: string
  protocol: Protocol
  secret: string | null
  /** `since` of the newest version that it has. */
  delivered: number
  tries: number
  failingSince: number | null
}

export interface Verified extends Topic {
  callback: string
  protocol: Protocol
  secret?: string
  askedAt: number
  leaseExpiresAt: number
}

const hostOf = (callback: string): string => URL.parse(callback)?.host ?? ""

/**
 * Stores a verified subscription. It begins with the current version, which is not delivered. One that was there is
 * replaced by a newer request, and what waits for it goes on waiting. Gives false while its topic is not kept in KV.
 */
export async function saveSubscriber(db: D1Database, verified: Verified): Promise<boolean> {
  const { feed, file, callback, protocol, secret, askedAt, leaseExpiresAt } = verified
  const { results } = await db
    .prepare(
      `INSERT INTO subscribers (feed, file, callback, protocol, host, secret, asked_at, lease_expires_at, delivered)
       SELECT feed, file, ?3, ?4, ?5, ?6, ?7, ?8, since FROM snapshots WHERE feed = ?1 AND file = ?2
       ON CONFLICT (feed, file, callback, protocol) DO UPDATE SET
         secret = iif(excluded.asked_at >= asked_at, excluded.secret, secret),
         lease_expires_at = iif(excluded.asked_at >= asked_at, excluded.lease_expires_at, lease_expires_at),
         asked_at = max(asked_at, excluded.asked_at)
       RETURNING id`,
    )
    .bind(feed, file, callback, protocol, hostOf(callback), secret ?? null, askedAt, leaseExpiresAt)
    .all()
  return results.length > 0
}

/** Ends a subscription, unless it was asked for again since `askedAt`. */
export async function deleteSubscriber(
  db: D1Database,
  { feed, file, callback }: Topic & { callback: string },
  askedAt: number,
): Promise<void> {
  await db
    .prepare(
      `DELETE FROM subscribers WHERE feed = ?1 AND file = ?2 AND callback = ?3 AND protocol = 'websub' AND asked_at <= ?4`,
    )
    .bind(feed, file, callback, askedAt)
    .run()
}

/** Counts the subscriptions at the host of this callback, but for this one: a renewal is none more. */
export async function countOthersAtHost(
  db: D1Database,
  { feed, file, callback }: Topic & { callback: string },
): Promise<number> {
  const count = await db
    .prepare(
      "SELECT count(*) AS count FROM subscribers WHERE host = ?1 AND NOT (feed = ?2 AND file = ?3 AND callback = ?4)",
    )
    .bind(hostOf(callback), feed, file, callback)
    .first<number>("count")
  return count ?? 0
}

/** Whether a topic is kept, so that it can have subscribers. */
export async function isKept(db: D1Database, { feed, file }: Topic): Promise<boolean> {
  const found = await db.prepare("SELECT 1 FROM snapshots WHERE feed = ?1 AND file = ?2").bind(feed, file).first()
  return found !== null
}

/** The next subscribers of a topic, by id, that lack its newest version and wait for no retry. */
export async function listBehind(
  db: D1Database,
  { feed, file, since }: Topic & { since: number },
  after: number,
  limit: number,
): Promise<number[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM subscribers WHERE feed = ?1 AND file = ?2 AND id > ?4 AND delivered < ?3 AND retry_at IS NULL
       ORDER BY id LIMIT ?5`,
    )
    .bind(feed, file, since, after, limit)
    .all<{ id: number }>()
  return results.map(({ id }) => id)
}

/** When the fan-out of this version begins again; null: it is over. Gives false when there is a newer version. */
export async function noteFanOut(
  db: D1Database,
  { feed, file, since }: Topic & { since: number },
  at: number | null,
): Promise<boolean> {
  const { meta } = await db
    .prepare("UPDATE snapshots SET fan_out_at = ?4 WHERE feed = ?1 AND file = ?2 AND since = ?3")
    .bind(feed, file, since, at)
    .run()
  return meta.changes === 1
}

/** Whether other hubs are still to be told of this version. It counts as told from now on. */
export async function takePing(db: D1Database, { feed, file, since }: Topic & { since: number }): Promise<boolean> {
  const { meta } = await db
    .prepare("UPDATE snapshots SET pinged = ?3 WHERE feed = ?1 AND file = ?2 AND since = ?3 AND pinged < ?3")
    .bind(feed, file, since)
    .run()
  return meta.changes === 1
}

/** Takes the fan-outs that were lost. Each is due again at `until`. */
export async function takeLostFanOuts(
  db: D1Database,
  now: number,
  until: number,
): Promise<(Topic & { since: number })[]> {
  const { results } = await db
    .prepare("UPDATE snapshots SET fan_out_at = ?2 WHERE fan_out_at <= ?1 RETURNING feed, file, since")
    .bind(now, until)
    .all<Topic & { since: number }>()
  return results
}

/** Lists the subscribers whose failed delivery is due again. */
export async function listRetries(db: D1Database, now: number, limit: number): Promise<number[]> {
  const { results } = await db
    .prepare("SELECT id FROM subscribers WHERE retry_at <= ?1 AND claimed_until <= ?1 ORDER BY retry_at LIMIT ?2")
    .bind(now, limit)
    .all<{ id: number }>()
  return results.map(({ id }) => id)
}

/** A claim, with the version that its topic has now. */
export type Claim = Subscriber & { since: number }

/**
 * Claims these subscribers until `until`, so that nobody else delivers to them. Left out are those that have the newest
 * version, are claimed, wait for a retry, or whose lease is over.
 */
export async function claimSubscribers(db: D1Database, ids: number[], now: number, until: number): Promise<Claim[]> {
  const since = "(SELECT since FROM snapshots s WHERE s.feed = subscribers.feed AND s.file = subscribers.file)"
  const { results } = await db
    .prepare(
      `UPDATE subscribers SET claimed_until = ?3
       WHERE id IN (SELECT value FROM json_each(?1)) AND claimed_until <= ?2 AND lease_expires_at > ?2
         AND coalesce(retry_at, 0) <= ?2 AND delivered < ${since}
       RETURNING id, feed, file, callback, protocol, secret, delivered, tries, failing_since AS failingSince,
         ${since} AS since`,
    )
    .bind(JSON.stringify(ids), now, until)
    .all<Claim>()
  return results
}

/** Returns claims that were not used. */
export async function releaseClaims(db: D1Database, ids: number[]): Promise<void> {
  await db
    .prepare("UPDATE subscribers SET claimed_until = 0 WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .run()
}

/** Stores that these subscribers have these versions. Gives those for whom there is a newer one. */
export async function noteDelivered(db: D1Database, delivered: { id: number; since: number }[]): Promise<number[]> {
  const { results } = await db
    .prepare(
      `UPDATE subscribers SET delivered = max(delivered, note.value ->> 'since'), claimed_until = 0, tries = 0,
         retry_at = NULL, failing_since = NULL, trouble = NULL
       FROM json_each(?1) AS note WHERE subscribers.id = note.value ->> 'id'
       RETURNING subscribers.id, delivered < (SELECT since FROM snapshots s WHERE s.feed = subscribers.feed AND s.file = subscribers.file)
         AS isBehind`,
    )
    .bind(JSON.stringify(delivered))
    .all<{ id: number; isBehind: number }>()
  return results.flatMap(({ id, isBehind }) => (isBehind ? [id] : []))
}

/** Stores a failed attempt. Without `retryAt`, this version counts as told. */
export async function noteFailure(
  db: D1Database,
  id: number,
  failure: { tries: number; failingSince: number; retryAt: number | null; since: number; trouble: string },
): Promise<void> {
  const { tries, failingSince, retryAt, since, trouble } = failure
  await db
    .prepare(
      `UPDATE subscribers SET claimed_until = 0, tries = iif(?4 IS NULL, 0, ?2), failing_since = ?3, retry_at = ?4,
         delivered = iif(?4 IS NULL, max(delivered, ?5), delivered), trouble = ?6 WHERE id = ?1`,
    )
    .bind(id, tries, failingSince, retryAt, since, trouble)
    .run()
}

/** Ends these subscriptions, and gives what their callbacks are to be told. */
export async function endSubscribers(
  db: D1Database,
  ids: number[],
): Promise<(Topic & { callback: string; protocol: Protocol })[]> {
  const { results } = await db
    .prepare(
      "DELETE FROM subscribers WHERE id IN (SELECT value FROM json_each(?1)) RETURNING feed, file, callback, protocol",
    )
    .bind(JSON.stringify(ids))
    .all<Topic & { callback: string; protocol: Protocol }>()
  return results
}

/** Forgets the subscribers whose lease is over. */
export async function forgetLapsed(db: D1Database, now: number): Promise<void> {
  await db.prepare("DELETE FROM subscribers WHERE lease_expires_at <= ?1").bind(now).run()
}

/** Adds to the sums of this hour, such as `2026-11-23T09`. */
export function countDeliveriesStatement(
  db: D1Database,
  hour: string,
  counts: (Topic & { delivered: number; failed: number })[],
): Write {
  return db
    .prepare(
      `INSERT INTO delivery_counts (hour, feed, file, delivered, failed)
       SELECT ?1, value ->> 'feed', value ->> 'file', value ->> 'delivered', value ->> 'failed' FROM json_each(?2) WHERE 1
       ON CONFLICT (hour, feed, file) DO UPDATE SET delivered = delivered + excluded.delivered,
         failed = failed + excluded.failed`,
    )
    .bind(hour, JSON.stringify(counts))
}

export async function forgetDeliveryCounts(db: D1Database, before: string): Promise<void> {
  await db.prepare("DELETE FROM delivery_counts WHERE hour < ?1").bind(before).run()
}

/** A subscription as the operator sees it. */
export interface ListedSubscriber extends Topic {
  id: number
  callback: string
  protocol: Protocol
  isSigned: number
  askedAt: number
  leaseExpiresAt: number
  tries: number
  retryAt: number | null
  failingSince: number | null
  trouble: string | null
}

/** The next subscriptions by id. */
export async function listSubscribers(db: D1Database, after: number, limit: number): Promise<ListedSubscriber[]> {
  const { results } = await db
    .prepare(
      `SELECT id, feed, file, callback, protocol, secret IS NOT NULL AS isSigned, asked_at AS askedAt,
         lease_expires_at AS leaseExpiresAt, tries, retry_at AS retryAt, failing_since AS failingSince, trouble
       FROM subscribers WHERE id > ?1 ORDER BY id LIMIT ?2`,
    )
    .bind(after, limit)
    .all<ListedSubscriber>()
  return results
}

export interface Sums {
  topics: (Topic & { subscribers: number; delivered: number; failed: number })[]
  hosts: { host: string; subscribers: number }[]
}

/** The subscribers of each topic with the deliveries since `hour`, and of each callback's host. The largest come first. */
export async function sumSubscribers(db: D1Database, hour: string, limit: number): Promise<Sums> {
  const [topics, hosts] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT feed, file, sum(subscribers) AS subscribers, sum(delivered) AS delivered, sum(failed) AS failed FROM (
           SELECT feed, file, count(*) AS subscribers, 0 AS delivered, 0 AS failed FROM subscribers GROUP BY feed, file
           UNION ALL SELECT feed, file, 0, sum(delivered), sum(failed) FROM delivery_counts WHERE hour >= ?1
             GROUP BY feed, file)
         GROUP BY feed, file ORDER BY 3 DESC, feed, file LIMIT ?2`,
      )
      .bind(hour, limit),
    db
      .prepare("SELECT host, count(*) AS subscribers FROM subscribers GROUP BY host ORDER BY 2 DESC, host LIMIT ?1")
      .bind(limit),
  ])
  return { topics: topics!.results as unknown as Sums["topics"], hosts: hosts!.results as unknown as Sums["hosts"] }
}

/** The topics that have subscribers. */
export async function listTopics(db: D1Database): Promise<Topic[]> {
  const { results } = await db.prepare("SELECT DISTINCT feed, file FROM subscribers").all<Topic>()
  return results
}

/** The next subscribers of a topic. */
export async function listOfTopic(db: D1Database, { feed, file }: Topic, limit: number): Promise<number[]> {
  const { results } = await db
    .prepare("SELECT id FROM subscribers WHERE feed = ?1 AND file = ?2 ORDER BY id LIMIT ?3")
    .bind(feed, file, limit)
    .all<{ id: number }>()
  return results.map(({ id }) => id)
}
