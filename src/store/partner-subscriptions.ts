import type { SubscriptionState } from "../model/followed.ts"
import type { Write } from "./write.ts"

/** A subscription of ours at a partner's hub. */
export interface Subscription extends SubscriptionState {
  id: string
  partnerId: string
  hub: string
  /** Requests to unsubscribe. */
  tries: number
  dueAt: number
  leaseExpiresAt: number | null
}

const COLUMNS =
  "id, partner_id AS partnerId, hub, topic, state, tries, due_at AS dueAt, lease_expires_at AS leaseExpiresAt"

export async function findSubscription(db: D1Database, id: string): Promise<Subscription | null> {
  return db.prepare(`SELECT ${COLUMNS} FROM partner_subscriptions WHERE id = ?1`).bind(id).first<Subscription>()
}

/** Stores a subscription before its hub is asked. The hub may verify it until `until`. */
export async function addSubscription(
  db: D1Database,
  asked: { id: string; partnerId: string; hub: string; topic: string },
  until: number,
): Promise<void> {
  await db
    .prepare(
      "INSERT INTO partner_subscriptions (id, partner_id, hub, topic, state, due_at) VALUES (?1, ?2, ?3, ?4, 'asked', ?5)",
    )
    .bind(asked.id, asked.partnerId, asked.hub, asked.topic, until)
    .run()
}

/**
 * Makes a verified subscription the partner's only one. The others are unsubscribed, and those that were only asked are
 * forgotten. One that renews another takes its counts. Gives false when it is not asked any more.
 */
export async function activate(
  db: D1Database,
  { id, partnerId, topic }: Subscription,
  times: { now: number; leaseExpiresAt: number; renewAt: number },
): Promise<boolean> {
  const renewed = (count: string) =>
    `coalesce((SELECT old.${count} FROM partner_subscriptions old WHERE old.partner_id = partner_subscriptions.partner_id
       AND old.state = 'active' AND old.hub = partner_subscriptions.hub AND old.topic = partner_subscriptions.topic
       ORDER BY old.verified_at DESC LIMIT 1), 0)`
  const isActive = "EXISTS (SELECT 1 FROM partner_subscriptions WHERE id = ?2 AND verified_at = ?3)"
  const [made] = await db.batch([
    db
      .prepare(
        `UPDATE partner_subscriptions SET state = 'active', verified_at = ?2, lease_expires_at = ?3, due_at = ?3,
           deliveries = ${renewed("deliveries")}, misses = ${renewed("misses")}
         WHERE id = ?1 AND state = 'asked'`,
      )
      .bind(id, times.now, times.leaseExpiresAt),
    db
      .prepare(
        `DELETE FROM partner_subscriptions WHERE partner_id = ?1 AND id <> ?2 AND state = 'asked' AND ${isActive}`,
      )
      .bind(partnerId, id, times.now),
    db
      .prepare(
        `UPDATE partner_subscriptions SET state = 'leaving', tries = 0, due_at = ?3
         WHERE partner_id = ?1 AND id <> ?2 AND state = 'active' AND ${isActive}`,
      )
      .bind(partnerId, id, times.now),
    // The same hub is asked to renew.
    db
      .prepare(
        `UPDATE partner_hubs SET tries = 0, due_at = ?5, trouble = NULL, detail = NULL,
           turn = coalesce((SELECT key FROM json_each(iif(json_valid(hubs), hubs, '[]'))
             WHERE value = (SELECT hub FROM partner_subscriptions WHERE id = ?2)), turn)
         WHERE partner_id = ?1 AND topic = ?4 AND ${isActive}`,
      )
      .bind(partnerId, id, times.now, topic, times.renewAt),
  ])
  return made!.meta.changes === 1
}

export function deleteSubscriptionStatement(db: D1Database, id: string): Write {
  return db.prepare("DELETE FROM partner_subscriptions WHERE id = ?1").bind(id)
}

/** Deletes a subscription whose hub refused, unless the hub has verified it all the same. Gives whether it did. */
export async function deleteUnverified(db: D1Database, id: string): Promise<boolean> {
  const { meta } = await db
    .prepare("DELETE FROM partner_subscriptions WHERE id = ?1 AND state = 'asked'")
    .bind(id)
    .run()
  return meta.changes === 1
}

/** Forgets all subscriptions. Their partners are polled at once, and their hubs are asked anew. */
export function forgetSubscriptionsStatements(db: D1Database, now: number): Write[] {
  const active = "SELECT partner_id FROM partner_subscriptions WHERE state = 'active'"
  return [
    db.prepare(`UPDATE partners SET next_poll_at = min(next_poll_at, ?1) WHERE id IN (${active})`).bind(now),
    db.prepare("UPDATE partner_hubs SET due_at = ?1, tries = 0, trouble = NULL, detail = NULL").bind(now),
    db.prepare("DELETE FROM partner_subscriptions"),
  ]
}

/** Lists the subscriptions with something to do: to give up, to end, or to unsubscribe. */
export async function listDueSubscriptions(db: D1Database, now: number, limit: number): Promise<Subscription[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM partner_subscriptions WHERE due_at <= ?1 ORDER BY tries, due_at LIMIT ?2`)
    .bind(now, limit)
    .all<Subscription>()
  return results
}

/** Takes the next request to unsubscribe. Gives false when another tick took it. */
export async function takeLeave(db: D1Database, { id, dueAt }: Subscription, until: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      "UPDATE partner_subscriptions SET tries = tries + 1, due_at = ?3 WHERE id = ?1 AND due_at = ?2 AND state = 'leaving'",
    )
    .bind(id, dueAt, until)
    .run()
  return meta.changes === 1
}

/** Unsubscribes these later, because their hub's host does not answer. */
export async function leaveLater(db: D1Database, ids: string[], at: number): Promise<void> {
  await db
    .prepare("UPDATE partner_subscriptions SET due_at = max(due_at, ?2) WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids), at)
    .run()
}

/** Counts an authentic delivery. The hub is not silent. */
export function countDeliveryStatement(db: D1Database, id: string): Write {
  return db.prepare("UPDATE partner_subscriptions SET deliveries = deliveries + 1, misses = 0 WHERE id = ?1").bind(id)
}

/** Counts stories that the hub did not push. */
export function countMissesStatement(db: D1Database, id: string, missed: number): Write {
  return db.prepare("UPDATE partner_subscriptions SET misses = misses + ?2 WHERE id = ?1").bind(id, missed)
}
