import { backUpDaily } from "./backup/daily.ts"
import { checkLinks } from "./checkalso/link-rot.ts"
import { renewStaleLists } from "./checkalso/renew.ts"
import { sumAudienceDays } from "./counting/sum-days.ts"
import { hourOf } from "./hub/deliver.ts"
import { endDeadTopics } from "./hub/end.ts"
import { sweepSubscribers } from "./hub/fan-out.ts"
import { log } from "./lib/text/log.ts"
import { DAY } from "./lib/text/time.ts"
import type { Services } from "./model/services.ts"
import { copyOldRevisions, fileOldArticles, mendFaults } from "./newsroom/mend.ts"
import { dropOldRevisions } from "./newsroom/old-revisions.ts"
import { continueRebuild, reindexAfterUpgrade } from "./newsroom/rebuild.ts"
import { releaseDue } from "./newsroom/release.ts"
import { sweepOutbox } from "./outbox/outbox.ts"
import { queueDuePolls } from "./partners/polling/queue-due.ts"
import { retainItems } from "./partners/retention.ts"
import { askDueHubs } from "./partners/subscribing/ask.ts"
import { endDueSubscriptions } from "./partners/subscribing/leave.ts"
import { followNewSecret } from "./partners/subscribing/new-secret.ts"
import { askSizes } from "./rendering/attachment-sizes.ts"
import { askImages } from "./rendering/image-facts.ts"
import { queueAgingFeeds, queueAllFeeds } from "./rendering/requeue.ts"
import { dropUnaskedFeeds } from "./rendering/unasked.ts"
import { claimDailyRun, returnDailyRun } from "./store/daily-runs.ts"
import { forgetOldDeadLetters } from "./store/dead-letters.ts"
import { deleteEventsBefore, MAX_EVENT_DAYS } from "./store/events.ts"
import { forgetOldPages } from "./store/pages.ts"
import { forgetDeliveryCounts } from "./store/subscribers.ts"
import { watch } from "./watch/watch.ts"

/** How long sums of deliveries and dead letters are kept. */
const MAX_KEPT_MS = 30 * DAY

/** The work of one tick. Every part is safe to run twice. A part that fails does not stop the others. */
export async function tick(services: Services, now: number): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10)
  /** Does the work once a period. The next tick does it again when it fails or has more to do. */
  const once = async (name: string, period: string, work: () => Promise<unknown>) => {
    if (!(await claimDailyRun(services.db, name, period))) return
    let isDone = false
    try {
      isDone = (await work()) !== "more"
    } finally {
      if (!isDone) await returnDailyRun(services.db, name)
    }
  }
  const daily = (name: string, work: () => Promise<unknown>) => once(name, day, work)
  const hourly = (name: string, work: () => Promise<unknown>) => once(name, hourOf(now), work)
  await all({
    watch: () => watch(services, now),
    letters: () => daily("letters", () => forgetOldDeadLetters(services.db, now - MAX_KEPT_MS)),
    release: () => releaseDue(services, now),
    outbox: () => sweepOutbox(services),
    polls: () => queueDuePolls(services, now),
    hubs: () => askDueHubs(services, now),
    callbacks: () => followNewSecret(services, now),
    subscriptions: () => endDueSubscriptions(services, now),
    subscribers: () => sweepSubscribers(services, now),
    topics: () => daily("topics", () => endDeadTopics(services)),
    deliveries: () => daily("deliveries", () => forgetDeliveryCounts(services.db, hourOf(now - MAX_KEPT_MS))),
    lists: () => renewStaleLists(services, now),
    links: () => checkLinks(services, now),
    sizes: () => askSizes(services, now),
    images: () => askImages(services, now),
    damage: () => mendFaults(services, now),
    rebuild: () => continueRebuild(services, now),
    backup: () => backUpDaily(services, now),
    words: () => reindexAfterUpgrade(services),
    copies: () => daily("copies", () => copyOldRevisions(services)),
    revisions: () => daily("revisions", () => dropOldRevisions(services, now)),
    archives: () => daily("archives", () => fileOldArticles(services)),
    unasked: () => daily("unasked", () => dropUnaskedFeeds(services, now)),
    pages: () => daily("pages", () => forgetOldPages(services.db, now)),
    events: () =>
      daily("events", () =>
        deleteEventsBefore(services.db, new Date(now - MAX_EVENT_DAYS * 24 * 3_600_000).toISOString().slice(0, 10)),
      ),
    retention: () => daily("retention", () => retainItems(services, now)),
    // A news sitemap has two days. What is older leaves it within the hour.
    aging: () => hourly("aging", () => queueAgingFeeds(services)),
    audience: () => hourly("audience", () => sumAudienceDays(services.db, now)),
    // Archives close, and tombstones and corrections expire by date, without a change of an article.
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
