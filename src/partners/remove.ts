import { deleteHouseItems } from "../store/house.ts"
import { deleteItems, listItemIds } from "../store/items.ts"
import { deletePartnerStatements, findPartner } from "../store/partners.ts"
import { unindexStatements } from "../store/search.ts"

/** Removes a partner with all that is held of it, in one batch. Articles of a house partner stay. */
export async function removePartner(db: D1Database, id: string): Promise<{ outcome: "removed" | "unknown" }> {
  if (!(await findPartner(db, id))) return { outcome: "unknown" }
  const ids = await listItemIds(db, id)
  await db.batch([
    ...unindexStatements(db, ids),
    ...deleteItems(db, ids),
    deleteHouseItems(db, id),
    ...deletePartnerStatements(db, id),
  ])
  return { outcome: "removed" }
}
