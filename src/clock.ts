import type { Services } from "./http/services.ts"
import { renewStaleLists } from "./newsroom/check-also.ts"
import { sweepOutbox } from "./newsroom/outbox.ts"
import { releaseDue } from "./newsroom/release.ts"
import { queueAllFeeds } from "./newsroom/render.ts"
import { checkLinks } from "./partners/check-links.ts"
import { queueDuePolls } from "./partners/due.ts"
import { retainItems } from "./partners/retention.ts"
import { claimChore, returnChore } from "./store/chores.ts"

/** What each tick does. Every part is safe to run twice, and one that fails leaves the others be. */
export async function tick(services: Services, now: number): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10)
  const daily = async (name: string, work: () => Promise<unknown>) => {
    if (!(await claimChore(services.db, name, day))) return
    try {
      await work()
    } catch (error) {
      await returnChore(services.db, name)
      throw error
    }
  }
  await all({
    release: () => releaseDue(services, now),
    outbox: () => sweepOutbox(services),
    polls: () => queueDuePolls(services, now),
    lists: () => renewStaleLists(services, now),
    links: () => checkLinks(services, now),
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
        console.error(JSON.stringify({ event: "tick-failed", part, error: String(error) }))
      }
    }),
  )
}
