import type { StoredList } from "./link-lists.ts"
import { MAX_MARK } from "./list-items.ts"

/** Postpones the renewal of a list. */
export async function postponeList(db: D1Database, articleId: string, until: number): Promise<void> {
  await db.prepare("UPDATE check_also SET renew_at = ?2 WHERE article_id = ?1").bind(articleId, until).run()
}

/** A stale list, with the hash of its article's current revision. */
export type DueList = { id: string; hash: string } & Pick<StoredList, "revised" | "renewAt">

/** The newest articles whose lists are looked at first. */
const MAX_NEWEST_ARTICLES = 200

/**
 * Lists stale lists of live articles that nobody has claimed. In turn: one of the newest articles; one that is marked,
 * longest waiting first; one that is past its age. So none of them keeps the others from being renewed.
 */
export async function dueLists(db: D1Database, now: number, limit: number): Promise<DueList[]> {
  const columns = "SELECT id, hash, revised, renew_at AS renewAt"
  const due = (what: string) =>
    db
      .prepare(
        `${columns} FROM check_also CROSS JOIN articles ON id = article_id
         WHERE ${what} AND renew_at <= ?1 AND claimed_until <= ?1 AND state = 'live' ORDER BY renew_at LIMIT ?2`,
      )
      .bind(now, limit)
  const newest = db
    .prepare(
      `${columns} FROM (SELECT id, hash FROM articles WHERE state = 'live'
           ORDER BY published_at DESC, id LIMIT ${MAX_NEWEST_ARTICLES})
         CROSS JOIN check_also ON article_id = id
       WHERE renew_at <= ?1 AND claimed_until <= ?1 LIMIT ?2`,
    )
    .bind(now, limit)
  const lanes = await db.batch<DueList>([newest, due(`renew_at <= ${MAX_MARK}`), due(`renew_at > ${MAX_MARK}`)])
  const inTurn = Array.from({ length: limit }, (_, turn) => lanes.flatMap(({ results }) => results[turn] ?? []))
  return [...new Map(inTurn.flat().map((list) => [list.id, list])).values()].slice(0, limit)
}
