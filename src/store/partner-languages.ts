import type { HeldItem } from "../model/held-item.ts"
import type { Write } from "./write.ts"

/**
 * The languages in which partners publish, with the time of the newest story in each. A box is filled from them, so that
 * its cost does not depend on the number of partners. A story that leaves does not change the table: its partner is then
 * asked in vain.
 */

/** SQL for `partners`: whether its stories may fill a box. */
const MAY_FILL = "enabled = 1 AND sponsored = 0 AND role = 'partner'"
/** The newest stories of a changed partner that are looked at for their languages. */
const MAX_LOOKED_AT = 50

/** SQL for the primary subtag of a story's language. Without one it has its partner's. */
export const primaryOf = (language: string): string => {
  const whole = `lower(coalesce(${language}, partners.language, 'en'))`
  return `substr(${whole}, 1, instr(${whole} || '-', '-') - 1)`
}

/** Goes into the batch that stores these stories. */
export function noteLanguagesStatement(
  db: D1Database,
  items: Pick<HeldItem, "partnerId" | "language" | "publishedAt">[],
): Write {
  const newest = new Map<string, [partnerId: string, language: string | null, publishedAt: number]>()
  for (const { partnerId, language, publishedAt } of items) {
    const key = `${partnerId} ${language}`
    newest.set(key, [partnerId, language, Math.max(publishedAt, newest.get(key)?.[2] ?? publishedAt)])
  }
  return db
    .prepare(
      `INSERT INTO partner_languages (partner_id, language, newest_at)
       SELECT partners.id, ${primaryOf("sent.value->>1")}, max(sent.value->>2)
       FROM json_each(?1) AS sent JOIN partners ON partners.id = sent.value->>0
       WHERE ${MAY_FILL} GROUP BY 1, 2
       ON CONFLICT DO UPDATE SET newest_at = excluded.newest_at WHERE excluded.newest_at > newest_at`,
    )
    .bind(JSON.stringify([...newest.values()]))
}

/** Goes into the batch that changes partners, after that statement. `partners` is a JSON list with their ids. */
export function renoteLanguagesStatements(db: D1Database, partners: string): Write[] {
  return [
    db
      .prepare("DELETE FROM partner_languages WHERE partner_id IN (SELECT value->>'id' FROM json_each(?1))")
      .bind(partners),
    db
      .prepare(
        `INSERT INTO partner_languages (partner_id, language, newest_at)
         SELECT partners.id, ${primaryOf("items.language")}, max(published_at)
         FROM json_each(?1) AS sent JOIN partners ON partners.id = sent.value->>'id'
           JOIN items ON items.n IN (SELECT n FROM items WHERE partner_id = partners.id AND state = 'live'
             ORDER BY published_at DESC LIMIT ${MAX_LOOKED_AT})
         WHERE ${MAY_FILL} GROUP BY 1, 2`,
      )
      .bind(partners),
  ]
}
