/** Dates items that were withdrawn since the last call. */
export async function dateWithdrawnItems(db: D1Database, now: number): Promise<void> {
  await db
    .prepare(
      "UPDATE items SET withdrawn_at = ?1 WHERE state = 'withdrawn' AND withdrawn_at IS NULL AND partner_id <> ''",
    )
    .bind(now)
    .run()
}

/**
 * Ids of partners' items that are past holding: published before `before`, withdrawn before `withdrawnBefore`, or beyond
 * the newest `most` of their partner.
 * What a partner's feed still shows is spared: it would come back with the next poll. Our own stories are not touched.
 */
export async function listOutlivedItems(
  db: D1Database,
  { before, withdrawnBefore, most }: { before: number; withdrawnBefore: number; most: number },
  limit: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM (
         SELECT id, partner_id, published_at, state, withdrawn_at,
           row_number() OVER (PARTITION BY partner_id ORDER BY published_at DESC, id DESC) AS place
         FROM items WHERE partner_id <> '') AS ranked
       WHERE (published_at < ?1 OR place > ?2 OR (state = 'withdrawn' AND withdrawn_at < ?4)) AND NOT EXISTS (
         SELECT 1 FROM partners, json_each(iif(json_valid(offered), offered, '[]')) WHERE partners.id = ranked.partner_id AND value = ranked.id)
       LIMIT ?3`,
    )
    .bind(before, most, limit, withdrawnBefore)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/**
 * The partner's items that are held beyond its newest `from`, newest first, `limit` at most: with new ones they may be
 * past holding.
 */
export async function listOldest(
  db: D1Database,
  partnerId: string,
  from: number,
  limit: number,
): Promise<{ id: string; publishedAt: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, published_at AS publishedAt FROM items WHERE partner_id = ?1
       ORDER BY published_at DESC, id DESC LIMIT ?3 OFFSET ?2`,
    )
    .bind(partnerId, from, limit)
    .all<{ id: string; publishedAt: number }>()
  return results
}
