// Sends a message for each subscriber of a topic that has changed, a page of them at a time.
// In: a topic with its newest version, and the last subscriber of the page before. Out: messages, and one for the next page.
import { type FeedFormat, FORMATS, feedFile, feedPath, parseFeedName } from "../feeds/catalogue/feed-key.ts"
import { isTopic } from "../feeds/topic.ts"
import { MINUTE } from "../lib/text/time.ts"
import { type DeliveryJob, fanOutJob } from "../model/job.ts"
import {
  forgetLapsed,
  listBehind,
  listRetries,
  noteFanOut,
  type Topic,
  takeLostFanOuts,
  takePing,
} from "../store/subscribers.ts"
import { deliverTo, type HubDeps, MAX_MESSAGES, sendAll } from "./deps.ts"

/** After so long, a fan-out looks whether messages were lost. It is longer than a claim. */
const MAX_QUIET_MS = 5 * MINUTE
const MAX_RETRIES = 2000

type FanOut = Extract<DeliveryJob, { kind: "fan-out" }>

/** Sends one page. Safe to run twice: a subscriber gets a version once, however many messages say so. */
export async function fanOut(deps: HubDeps, job: FanOut, now: number): Promise<void> {
  const { db } = deps
  // A newer version has a fan-out of its own.
  if (!(await noteFanOut(db, job, now + MAX_QUIET_MS))) return
  const ids = await listBehind(db, job, job.after, MAX_MESSAGES)
  await sendAll(deps, ids.map(deliverTo))
  if (job.after === 0) await pingHubs(deps, job)
  const found = job.found || ids.length > 0
  if (ids.length === MAX_MESSAGES) return void (await deps.deliveries.send({ ...job, after: ids.at(-1)!, found }))
  if (!found) await noteFanOut(db, job, null)
}

/** Tells the other hubs, once a version. */
async function pingHubs(deps: HubDeps, job: FanOut): Promise<void> {
  const [, ...others] = deps.config.publication.hubs
  const topic = urlOf(deps, job)
  if (!others.length || !topic || !(await takePing(deps.db, job))) return
  await sendAll(
    deps,
    others.map((hub) => ({ kind: "ping", hub, topic })),
  )
}

/** The address of a topic. Null when the name of its feed is none. */
export function urlOf({ config }: Pick<HubDeps, "config">, { feed, file }: Topic): string | null {
  const key = parseFeedName(feed)
  const format = formatOf(file)
  return key && format && isTopic(key) ? config.publication.siteUrl + feedPath(key, format) : null
}

export const formatOf = (file: string): FeedFormat | undefined => FORMATS.find((each) => feedFile(each) === file)

/** The work of a tick: lapsed leases, fan-outs that were lost, and failed deliveries that are due again. */
export async function sweepSubscribers(deps: HubDeps, now: number): Promise<void> {
  await forgetLapsed(deps.db, now)
  const lost = await takeLostFanOuts(deps.db, now, now + MAX_QUIET_MS)
  await sendAll(deps, lost.map(fanOutJob))
  await sendAll(deps, (await listRetries(deps.db, now, MAX_RETRIES)).map(deliverTo))
}
