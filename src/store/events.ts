// How often partners' links were shown and clicked, summed per day, article and layout. No ranking reads it.

/** How often links were shown and clicked. */
export interface Shown {
  shown: number
  clicked: number
}

export interface EventSum extends Shown {
  day: string
  articleId: string
  layout: string
}

/** Days that are kept. */
export const MAX_EVENT_DAYS = 400
/** Sums that one answer lists, newest first. */
const MAX_SUMS = 10_000

/** Adds what happened to these partners' links. A partner may come several times. Unknown partners are left out. */
export async function addEvents(
  db: D1Database,
  event: { kind: "shown" | "click"; day: string; articleId: string; layout: string; partnerIds: string[] },
): Promise<void> {
  const { kind, day, articleId, layout, partnerIds } = event
  await db
    .prepare(
      `INSERT INTO events (day, partner_id, article_id, layout, shown, clicked)
       SELECT ?1, partners.id, ?2, ?3, iif(?4 = 'shown', count(*), 0), iif(?4 = 'click', count(*), 0)
       FROM json_each(?5) JOIN partners ON partners.id = value GROUP BY partners.id
       ON CONFLICT DO UPDATE SET shown = shown + excluded.shown, clicked = clicked + excluded.clicked`,
    )
    .bind(day, articleId, layout, kind, JSON.stringify(partnerIds))
    .run()
}

/** A partner's sums since a day, newest first. */
export async function listEvents(db: D1Database, partnerId: string, since: string): Promise<EventSum[]> {
  const { results } = await db
    .prepare(
      `SELECT day, article_id AS articleId, layout, shown, clicked FROM events WHERE partner_id = ?1 AND day >= ?2
       ORDER BY day DESC, article_id, layout LIMIT ?3`,
    )
    .bind(partnerId, since, MAX_SUMS)
    .all<EventSum>()
  return results
}

/** What a partner's links came to since a day. */
export async function sumEvents(db: D1Database, partnerId: string, since: string): Promise<Shown> {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(shown), 0) AS shown, coalesce(sum(clicked), 0) AS clicked FROM events
       WHERE partner_id = ?1 AND day >= ?2`,
    )
    .bind(partnerId, since)
    .first<Shown>()
  return row ?? { shown: 0, clicked: 0 }
}

/** What every partner's links came to since a day, by the partner's id. */
export async function sumAllEvents(db: D1Database, since: string): Promise<Map<string, Shown>> {
  const { results } = await db
    .prepare(
      `SELECT partner_id AS id, sum(shown) AS shown, sum(clicked) AS clicked FROM events WHERE day >= ?1
       GROUP BY partner_id`,
    )
    .bind(since)
    .all<Shown & { id: string }>()
  return new Map(results.map(({ id, shown, clicked }) => [id, { shown, clicked }]))
}

/** Deletes sums before a day. */
export async function deleteEventsBefore(db: D1Database, day: string): Promise<void> {
  await db.prepare("DELETE FROM events WHERE day < ?1").bind(day).run()
}
