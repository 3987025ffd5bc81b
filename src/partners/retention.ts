import { DAY } from "../lib/text/time.ts"
import type { Config } from "../model/config.ts"
import { deleteItemStatements } from "../store/item-writes.ts"
import { dateWithdrawnItems, listOutlivedItems } from "../store/outlived-items.ts"
import { forgetCredentials } from "../store/push-keys.ts"
import { unindexStatements } from "../store/search-index.ts"
import { forgetTakenTexts } from "../store/takedowns.ts"
import { MAX_TAKEN_TEXT_MS } from "./ingest/takedowns.ts"

/** How long the ids of signed requests are kept. A signature is valid for only five minutes. */
const MAX_WEBHOOK_DAYS = 2
/** An editor's takedown has marks of its own, which stay. */
const MAX_WITHDRAWN_DAYS = 30
const MAX_PAGE_ITEMS = 2000

/** Removes partners' items that are too old, too many or withdrawn for long, and expired credentials. Gives the number of items. */
export async function retainItems({ db, config }: { db: D1Database; config: Config }, now: number): Promise<number> {
  await forgetCredentials(db, now - MAX_WEBHOOK_DAYS * DAY, now)
  await forgetTakenTexts(db, now - MAX_TAKEN_TEXT_MS)
  await dateWithdrawnItems(db, now)
  const past = {
    before: now - config.retentionDays * DAY,
    withdrawnBefore: now - MAX_WITHDRAWN_DAYS * DAY,
    most: config.retentionItems,
  }
  let removed = 0
  for (;;) {
    const ids = await listOutlivedItems(db, past, MAX_PAGE_ITEMS)
    // The index goes first, because its statement reads the items.
    if (ids.length) await db.batch([...unindexStatements(db, ids), ...deleteItemStatements(db, ids)])
    removed += ids.length
    if (ids.length < MAX_PAGE_ITEMS) return removed
  }
}
