import type { PresentArticle, SentArticle } from "../store/restore-articles.ts"

/** What a restore does with an article of a back-up. `was`: the article in whose place it is written. */
export type Decision =
  | { do: "write"; was: PresentArticle | null }
  | { do: "keep" | "heal" }
  | { do: "refuse"; reason: string }

/**
 * Decides: an article that is not here is written; one that is here stays, unless the back-up has it in a newer state, or
 * `replace` is said. `heal`: it is here as it is in the back-up, and its text may be lost.
 */
export function decide({ row }: SentArticle, present: PresentArticle[], replace: boolean): Decision {
  const was = present.find(({ id }) => id === row.id) ?? null
  const owner = present.find(({ guid }) => guid === row.guid)
  if (owner && owner.id !== row.id) {
    return { do: "refuse", reason: `article ${owner.id} was first published at ${row.guid}` }
  }
  if (!was) return { do: "write", was }
  if (was.guid !== row.guid) {
    return { do: "refuse", reason: `another article has the id ${row.id} here: it was first published at ${was.guid}` }
  }
  if (was.hash === row.hash) return { do: "heal" }
  const isNewer = changedAt(row.modified_at, row.withdrawn_at) > changedAt(was.modifiedAt, was.withdrawnAt)
  return replace || isNewer ? { do: "write", was } : { do: "keep" }
}

const changedAt = (modified: unknown, withdrawn: unknown) => Math.max(Number(modified), Number(withdrawn ?? 0))
