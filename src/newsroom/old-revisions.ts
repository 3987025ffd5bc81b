import { DAY } from "../lib/text/time.ts"
import { dateOldRevisions, forgetOldRevisions, listExpiredRevisions } from "../store/old-revisions.ts"
import { deleteRevision, type RevisionStores } from "../store/revisions.ts"

const MAX_KEPT_MS = 30 * DAY
/** Of an article that is not withdrawn. */
const MAX_KEPT = 10
/** Deletions in KV at a tick. */
const MAX_REVISIONS = 200

/**
 * Deletes revisions that no row has named for 30 days, but the last ten of each article. If one becomes current again in
 * the same moment, D1's copy brings it back within the hour.
 */
export async function dropOldRevisions({ db, articles }: RevisionStores, now: number): Promise<"done" | "more"> {
  await dateOldRevisions(db, now)
  const keys = await listExpiredRevisions(db, now - MAX_KEPT_MS, MAX_KEPT, MAX_REVISIONS)
  // KV first: what a crash leaves is found again.
  for (const key of keys) await deleteRevision(articles, key)
  if (keys.length) await forgetOldRevisions(db, keys)
  return keys.length === MAX_REVISIONS ? "more" : "done"
}
