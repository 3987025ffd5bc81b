import { checkLinks } from "./checkalso/link-rot.ts"
import { renewStaleLists } from "./checkalso/renew.ts"
import { log } from "./lib/text/log.ts"
import type { Services } from "./model/services.ts"
import { copyOldRevisions, mendFaults } from "./newsroom/mend.ts"
import { continueRebuild } from "./newsroom/rebuild.ts"
import { releaseDue } from "./newsroom/release.ts"
import { sweepOutbox } from "./outbox/outbox.ts"
import { queueDuePolls } from "./partners/polling/queue-due.ts"
import { retainItems } from "./partners/retention.ts"
import { queueAllFeeds } from "./rendering/requeue.ts"
import { dropUnaskedFeeds } from "./rendering/unasked.ts"
import { claimChore, returnChore } from "./store/daily-runs.ts"

/** What each tick does. Every part is safe to run twice, and one that fails leaves the others be. */
export async function tick(services: Services, now: number): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10)
  /** Does the work once a day; again with the next tick where it fails or says that some is left. */
  const daily = async (name: string, work: () => Promise<unknown>) => {
    if (!(await claimChore(services.db, name, day))) return
    let isDone = false
    try {
      isDone = (await work()) !== "more"
    } finally {
      if (!isDone) await returnChore(services.db, name)
    }
  }
  await all({
    release: () => releaseDue(services, now),
    outbox: () => sweepOutbox(services),
    polls: () => queueDuePolls(services, now),
    lists: () => renewStaleLists(services, now),
    links: () => checkLinks(services, now),
    damage: () => mendFaults(services, now),
    rebuild: () => continueRebuild(services, now),
    copies: () => daily("copies", () => copyOldRevisions(services)),
    unasked: () => daily("unasked", () => dropUnaskedFeeds(services, now)),
    retention: () => daily("retention", () => retainItems(services, now)),
    // Archives close and tombstones lapse with the calendar, not with a change.
    feeds: () => daily("feeds", () => queueAllFeeds(services)),
  })
}

async function all(parts: Record<string, () => Promise<unknown>>): Promise<void> {
  await Promise.all(
    Object.entries(parts).map(async ([part, run]) => {
      try {
        await run()
      } catch (error) {
        log("tick-failed", { part, error })
      }
    }),
  )
}
