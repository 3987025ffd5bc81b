// What a poll says of a partner's hub: which hubs the feed names, and which stories the hub did not push.
// In: the answer, and what is stored. Out: statements for the batch of the poll.
// WebSub §4 (discovery).
import type { Discovered, Followed } from "../../model/followed.ts"
import type { Partner } from "../../model/partner.ts"
import { askAnotherStatement, noteHubsStatements } from "../../store/partner-hubs.ts"
import { countMissesStatement } from "../../store/partner-subscriptions.ts"
import type { Write } from "../../store/write.ts"
import { checkUrl, type GuardOptions } from "../../web/guard.ts"
import { countMissed, isPushed, isSilent } from "../../websub/followed.ts"

/** Notes the hubs that a feed names, when they are others than before. Hubs that we may not request are left out. */
export function noteHubs(
  db: D1Database,
  guard: GuardOptions,
  partner: Partner,
  followed: Followed | null,
  found: Discovered | null,
  now: number,
): Write[] {
  const hubs = found?.hubs.filter((hub) => checkUrl(hub, guard).outcome === "ok") ?? []
  const allowed = found && hubs.length ? { topic: found.topic, hubs } : null
  const same = allowed?.topic === followed?.topic && `${allowed?.hubs}` === `${followed?.hubs}`
  return same ? [] : noteHubsStatements(db, partner, allowed, now)
}

export interface Missed {
  writes: Write[]
  /** Whether polls may still rest. */
  isPushed: boolean
  /** The hub that has become silent. */
  silentHub: string | null
}

/** Counts the new stories that the hub should have pushed. A hub that has become silent is replaced, if there is another. */
export function noteMissed(
  db: D1Database,
  partner: Partner,
  followed: Followed | null,
  published: number[],
  now: number,
): Missed {
  const live = followed?.live ?? null
  const missed = countMissed(live, published, now)
  if (!live || !missed) return { writes: [], isPushed: isPushed(live, partner, now), silentHub: null }
  const after = { ...live, misses: live.misses + missed }
  const becomesSilent = isSilent(after) && !isSilent(live)
  return {
    writes: [
      countMissesStatement(db, live.id, missed),
      ...(becomesSilent ? [askAnotherStatement(db, partner.id, now)] : []),
    ],
    isPushed: isPushed(after, partner, now),
    silentHub: becomesSilent ? live.hub : null,
  }
}
