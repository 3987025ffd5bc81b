/** What /metrics says of the present. Times are milliseconds since 1970. */
export interface Gauges {
  /** Partners by `well`, `failing`, `waiting` (not polled yet) and `off`. */
  partners: Map<string, number>
  /** About how many live items can be linked: counted when the index has grown by a fifth, and since then by ids. */
  items: number
  /** When the oldest poll was due. Null when none is. */
  pollDueAt: number | null
  /** The same of deliveries that failed before, and of fan-outs. */
  deliveryDueAt: number | null
  /** Subscribers of our hub, by protocol. */
  subscribers: Map<string, number>
}

export async function readGauges(db: D1Database, now: number): Promise<Gauges> {
  const [partners, sums, subscribers] = await db.batch<Record<string, unknown>>([
    db.prepare(
      `SELECT CASE WHEN enabled = 0 THEN 'off' WHEN last_error IS NOT NULL THEN 'failing'
         WHEN feed_url IS NOT NULL AND last_polled_at IS NULL THEN 'waiting' ELSE 'well' END AS name, count(*) AS count
       FROM partners GROUP BY 1`,
    ),
    db
      .prepare(
        `SELECT coalesce((SELECT items + max(0, (SELECT max(n) FROM items) - newest) FROM search_size),
             (SELECT max(n) FROM items), 0) AS items,
           (SELECT min(next_poll_at) FROM partners WHERE enabled = 1 AND next_poll_at <= ?1) AS pollDueAt,
           (SELECT min(at) FROM (SELECT min(retry_at) AS at FROM subscribers WHERE retry_at <= ?1
             UNION ALL SELECT min(fan_out_at) FROM snapshots WHERE fan_out_at <= ?1)) AS deliveryDueAt`,
      )
      .bind(now),
    db.prepare("SELECT protocol AS name, count(*) AS count FROM subscribers GROUP BY protocol"),
  ])
  const byName = ({ results }: D1Result<Record<string, unknown>>) =>
    new Map(results.map(({ name, count }) => [name as string, count as number]))
  const row = sums!.results[0] as unknown as Pick<Gauges, "items" | "pollDueAt" | "deliveryDueAt">
  return { ...row, partners: byName(partners!), subscribers: byName(subscribers!) }
}
