import type { Discovered, Followed, FollowTrouble, LiveSubscription } from "../model/followed.ts"
import { CellReader } from "./cells.ts"
import type { Write } from "./write.ts"

type Raw = Record<string, string | number | null>

// The newest live subscription of a partner, and the hub that was asked last and has not answered.
const FOLLOWED = `SELECT h.partner_id, h.topic, h.hubs, h.turn, h.tries, h.trouble, h.detail,
  (SELECT hub FROM partner_subscriptions a WHERE a.partner_id = h.partner_id AND state = 'asked'
   ORDER BY due_at DESC LIMIT 1) AS asked_hub,
  s.id, s.hub, s.topic AS live_topic, s.verified_at, s.lease_expires_at, s.deliveries, s.misses
  FROM partner_hubs h LEFT JOIN partner_subscriptions s ON s.id = (
    SELECT id FROM partner_subscriptions l WHERE l.partner_id = h.partner_id AND state = 'active'
    ORDER BY verified_at DESC LIMIT 1)`

function toFollowed(raw: Raw, cells: CellReader): Followed {
  const hubs = cells.read("partner_hubs.hubs", raw.partner_id as string, raw.hubs)
  const trouble = raw.trouble as FollowTrouble["kind"] | null
  return {
    topic: raw.topic as string,
    hubs,
    asking: (raw.asked_hub as string | null) ?? hubs[(raw.turn as number) % hubs.length] ?? "",
    isAsked: raw.asked_hub !== null,
    tries: raw.tries as number,
    trouble: trouble && { kind: trouble, detail: (raw.detail as string | null) ?? "" },
    live: raw.id === null ? null : toLive(raw),
  }
}

const toLive = (raw: Raw): LiveSubscription => ({
  id: raw.id as string,
  hub: raw.hub as string,
  topic: raw.live_topic as string,
  verifiedAt: raw.verified_at as number,
  leaseExpiresAt: raw.lease_expires_at as number,
  deliveries: raw.deliveries as number,
  misses: raw.misses as number,
})

/** Finds what is known of a partner's hubs. Null when its feed names none. */
export async function findFollowed(db: D1Database, partnerId: string): Promise<Followed | null> {
  const raw = await db.prepare(`${FOLLOWED} WHERE h.partner_id = ?1`).bind(partnerId).first<Raw>()
  return raw ? ((await readFollowed(db, [raw])).get(partnerId) ?? null) : null
}

/** Lists what is known of all partners' hubs, by the partner's id. */
export async function listFollowed(db: D1Database): Promise<Map<string, Followed>> {
  return readFollowed(db, (await db.prepare(FOLLOWED).all<Raw>()).results)
}

async function readFollowed(db: D1Database, raws: Raw[]): Promise<Map<string, Followed>> {
  const cells = new CellReader()
  const followed = new Map(raws.map((raw) => [raw.partner_id as string, toFollowed(raw, cells)]))
  await cells.report(db)
  return followed
}

/**
 * Stores which hubs a feed names now. Hubs that are new are asked at the next tick. A subscription to another topic stays
 * until the new one is verified. Without a hub, all subscriptions end. Nothing is stored when an editor changed the
 * partner's feed meanwhile.
 */
export function noteHubsStatements(
  db: D1Database,
  { id, feedUrl }: { id: string; feedUrl?: string },
  found: Discovered | null,
  now: number,
): Write[] {
  const forgetAsked = db.prepare("DELETE FROM partner_subscriptions WHERE partner_id = ?1 AND state = 'asked'").bind(id)
  if (!found) return [forgetAsked, ...forgetHubsStatements(db, [id])]
  const note = db
    .prepare(
      `INSERT INTO partner_hubs (partner_id, topic, hubs, due_at)
       SELECT id, ?3, ?4, ?5 FROM partners WHERE id = ?1 AND feed_url IS ?2 AND enabled = 1
       ON CONFLICT (partner_id) DO UPDATE SET topic = excluded.topic, hubs = excluded.hubs, due_at = excluded.due_at,
         turn = 0, tries = 0, trouble = NULL, detail = NULL`,
    )
    .bind(id, feedUrl ?? null, found.topic, JSON.stringify(found.hubs), now)
  return [forgetAsked, note]
}

/** Forgets the hubs of these partners. Their subscriptions end: the clock tells the hubs. */
export function forgetHubsStatements(db: D1Database, partnerIds: string[]): Write[] {
  const ids = JSON.stringify(partnerIds)
  return [
    db
      .prepare(
        `UPDATE partner_subscriptions SET state = 'leaving', tries = 0, due_at = 0
         WHERE partner_id IN (SELECT value FROM json_each(?1)) AND state <> 'leaving'`,
      )
      .bind(ids),
    db.prepare("DELETE FROM partner_hubs WHERE partner_id IN (SELECT value FROM json_each(?1))").bind(ids),
  ]
}

/**
 * Ends what is followed of partners that an editor disables or gives another feed. `sent` is JSON as savePartners() makes
 * it. It runs before the partners change.
 */
export function endFollowingStatements(db: D1Database, sent: string): Write[] {
  const changed = `SELECT partners.id FROM json_each(?1) JOIN partners ON partners.id = value->>'id'
    WHERE feed_url IS NOT value->>'feedUrl' OR value->>'enabled' = 0`
  return [
    db
      .prepare(
        `UPDATE partner_subscriptions SET state = 'leaving', tries = 0, due_at = 0
         WHERE state <> 'leaving' AND partner_id IN (${changed})`,
      )
      .bind(sent),
    db.prepare(`DELETE FROM partner_hubs WHERE partner_id IN (${changed})`).bind(sent),
  ]
}

/** A hub to ask. */
export interface DueHub {
  partnerId: string
  topic: string
  hub: string
  hubs: number
  tries: number
  dueAt: number
}

/** Lists the hubs to ask now. Those that failed least come first, so that dead hubs delay no other. */
export async function listDueHubs(db: D1Database, now: number, limit: number): Promise<DueHub[]> {
  const { results } = await db
    .prepare(
      "SELECT partner_id, topic, hubs, turn, tries, due_at FROM partner_hubs WHERE due_at <= ?1 ORDER BY tries, due_at LIMIT ?2",
    )
    .bind(now, limit)
    .all<Raw>()
  const cells = new CellReader()
  const due = results.flatMap((raw): DueHub[] => {
    const hubs = cells.read("partner_hubs.hubs", raw.partner_id as string, raw.hubs)
    const hub = hubs[(raw.turn as number) % hubs.length]
    return hub === undefined
      ? []
      : [
          {
            partnerId: raw.partner_id as string,
            topic: raw.topic as string,
            hub,
            hubs: hubs.length,
            tries: raw.tries as number,
            dueAt: raw.due_at as number,
          },
        ]
  })
  await cells.report(db)
  return due
}

/** Takes the next request to a hub. Gives false when another tick took it, or when the hubs changed. */
export async function takeDueHub(db: D1Database, due: DueHub, until: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE partner_hubs SET turn = turn + 1, tries = tries + 1, due_at = ?4
       WHERE partner_id = ?1 AND topic = ?2 AND due_at = ?3`,
    )
    .bind(due.partnerId, due.topic, due.dueAt, until)
    .run()
  return meta.changes === 1
}

/** Asks these partners' hubs later, because their host does not answer. */
export async function askLater(db: D1Database, partnerIds: string[], at: number): Promise<void> {
  await db
    .prepare("UPDATE partner_hubs SET due_at = max(due_at, ?2) WHERE partner_id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(partnerIds), at)
    .run()
}

/** Stores how a try ended, and when the next hub is asked, unless that stays. */
export function recordTroubleStatement(
  db: D1Database,
  partnerId: string,
  trouble: FollowTrouble,
  nextAt: number | null = null,
): Write {
  return db
    .prepare("UPDATE partner_hubs SET trouble = ?2, detail = ?3, due_at = coalesce(?4, due_at) WHERE partner_id = ?1")
    .bind(partnerId, trouble.kind, trouble.detail, nextAt)
}

/** Asks the next hub now, because the one that we are subscribed to is silent. Does nothing when there is only one. */
export function askAnotherStatement(db: D1Database, partnerId: string, now: number): Write {
  return db
    .prepare(
      `UPDATE partner_hubs SET turn = turn + 1, due_at = min(due_at, ?2)
       WHERE partner_id = ?1 AND json_valid(hubs) AND json_array_length(hubs) > 1`,
    )
    .bind(partnerId, now)
}
