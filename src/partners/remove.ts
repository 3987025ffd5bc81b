import { nudgeOutbox, type OutboxDeps } from "../outbox/outbox.ts"
import { deleteHouseItemsStatement } from "../store/house-items.ts"
import { deleteItemStatements } from "../store/item-writes.ts"
import { listItemIds } from "../store/items.ts"
import { deletePartnerStatements, findPartner } from "../store/partners.ts"
import { unindexStatements } from "../store/search-index.ts"

/**
 * Removes a partner and its items in one batch. Articles of a house partner are kept. Editors' takedowns are kept too,
 * so that adding the partner again does not bring the stories back.
 */
export async function removePartner(deps: OutboxDeps, id: string): Promise<{ outcome: "removed" | "unknown" }> {
  const { db } = deps
  if (!(await findPartner(db, id))) return { outcome: "unknown" }
  const ids = await listItemIds(db, id)
  await db.batch([
    ...unindexStatements(db, ids),
    ...deleteItemStatements(db, ids),
    deleteHouseItemsStatement(db, id),
    ...deletePartnerStatements(db, id),
  ])
  await nudgeOutbox(deps)
  return { outcome: "removed" }
}
