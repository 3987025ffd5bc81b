import { deliverBatch } from "./hub/deliver.ts"
import { fanOut } from "./hub/fan-out.ts"
import { pingHub } from "./hub/ping-hub.ts"
import { deny, verifyWish } from "./hub/verify.ts"
import { inLanes } from "./lib/http/lanes.ts"
import { log } from "./lib/text/log.ts"
import { type DeliveryJob, parseDeliveryJob, parsePollJob, parseRenderJob, type RenderJob } from "./model/job.ts"
import type { Services } from "./model/services.ts"
import { pollBatch } from "./partners/polling/poll-batch.ts"
import { type RenderFailures, renderFeeds } from "./rendering/render-feeds.ts"
import { keepDeadLetters } from "./store/dead-letters.ts"

/** How long a poll without an answer may delay its batch. */
const MAX_PATIENCE_MS = 1000

type Context = Pick<ExecutionContext, "waitUntil">

/** Runs the messages of a queue. It acknowledges or retries each message by its outcome. */
export async function runJobs(batch: MessageBatch, services: Services, context: Context): Promise<void> {
  countWaits(batch, services)
  switch (ownName(batch.queue)) {
    case "renders":
      return orFail(batch, services, () => renderAll(batch, services))
    case "polls":
      return orFail(batch, services, () => pollAll(batch, services, context, () => after(MAX_PATIENCE_MS)))
    case "deliveries":
      return orFail(batch, services, () => runDeliveries(batch, services))
    case "dead-letters":
      return bury(
        services,
        batch.messages.map((message) => ({ message, queue: queueOf(message.body), error: UNKNOWN_ERROR })),
      )
    default:
      throw new Error(`no consumer for the queue ${batch.queue}`)
  }
}

/** A deploy names each queue after its Worker: `other-paper--polls` (dev/deploy/names.ts). */
const ownName = (queue: string): string => queue.split("--").at(-1)!

/** How long its messages were in the queue, for /metrics. A further attempt counts from the first sending. */
function countWaits({ queue, messages }: MessageBatch, { tally, now }: Services): void {
  tally.add("queue_messages", [ownName(queue)], messages.length)
  const waits = messages.map(({ timestamp }) => Math.max(0, now() - timestamp.getTime()))
  tally.add("queue_wait_ms", [ownName(queue)], Math.round(waits.reduce((sum, wait) => sum + wait, 0)))
}

/** Attempts of a message: `max_retries` of its queue in wrangler.toml and one. */
export const MAX_ATTEMPTS: Record<string, number> = { renders: 6, polls: 3, deliveries: 6 }

// A store failed at every attempt, so that the error could not be kept.
const UNKNOWN_ERROR = "It failed more often than its queue allows. The log has the errors."

/** The queue whose consumer can read this message. */
function queueOf(body: unknown): string | null {
  if (parseRenderJob(body)) return "renders"
  if (parsePollJob(body)) return "polls"
  return parseDeliveryJob(body) ? "deliveries" : null
}

/** Keeps messages that nobody will deliver again. When D1 fails, they come again. */
async function bury(
  { db, now }: Services,
  letters: { message: Message; queue: string | null; error: unknown }[],
): Promise<void> {
  for (const { message, queue, error } of letters)
    log("dead-letter", { id: message.id, queue, body: message.body, error })
  await keepDeadLetters(
    db,
    letters.map(({ message, queue, error }) => ({ queue, body: message.body, error: String(error) })),
    now(),
  )
  for (const { message } of letters) message.ack()
}

/** What breaks a batch as a whole fails each of its messages. One that is no job is a dead letter already. */
async function orFail(batch: MessageBatch, services: Services, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    log("batch-failed", { queue: batch.queue, messages: batch.messages.length, error })
    const jobs = batch.messages.filter(({ body }) => queueOf(body) === ownName(batch.queue))
    for (const message of jobs) await failed(services, batch.queue, message, error)
  }
}

/** Has a message tried again, or keeps it as a dead letter with this error after its last attempt. */
async function failed(services: Services, queue: string, message: Message, error: unknown): Promise<void> {
  if (message.attempts < (MAX_ATTEMPTS[ownName(queue)] ?? 1)) return message.retry()
  // The queue itself moves it to the dead letters when this fails too.
  await bury(services, [{ message, queue: ownName(queue), error }]).catch(() => message.retry())
}

/** Parses the messages of a batch. A message that is not a job of this queue is a dead letter at once. */
async function readJobs<Job>(
  services: Services,
  batch: MessageBatch,
  parse: (body: unknown) => Job | null,
): Promise<{ message: Message; job: Job }[]> {
  const read = batch.messages.map((message) => ({ message, job: parse(message.body) }))
  const unread = read.flatMap(({ message, job }) =>
    job ? [] : [{ message, queue: null, error: `It is no message of the queue ${ownName(batch.queue)}.` }],
  )
  await bury(services, unread).catch(() => {
    for (const { message } of unread) message.retry()
  })
  return read.flatMap(({ message, job }) => (job ? [{ message, job }] : []))
}

/** Renders a batch as a whole, so that ten changes of one feed cost one write. Only the jobs that failed are retried. */
async function renderAll(batch: MessageBatch, services: Services): Promise<void> {
  const messages = await readJobs(services, batch, parseRenderJob)
  const jobs = messages.map(({ job }) => job)
  const feedJobs = jobs.filter((job) => job.kind === "feed")
  const failures = await renderFeeds(
    services,
    {
      articleIds: jobs.flatMap((job) => (job.kind === "article" ? [job.articleId] : [])),
      boxes: jobs.flatMap((job) => (job.kind === "boxes" ? job.articleIds : [])),
      feeds: feedJobs.map(({ feed }) => feed),
      pages: [...new Set(jobs.flatMap((job) => (job.kind === "page" ? [job.page] : [])))],
      rewrite: new Set(feedJobs.flatMap(({ feed, rewrite }) => (rewrite ? [feed] : []))),
    },
    services.now(),
  )
  for (const { message, job } of messages) {
    const failure = failureOf(job, failures)
    if (failure) await failed(services, batch.queue, message, failure.error)
    else message.ack()
  }
}

/** Why a job has failed. Null when it has not. */
function failureOf(job: RenderJob, { articleIds, boxes, feeds }: RenderFailures): { error: unknown } | null {
  const among = (failures: Map<string, unknown>, names: string[]) => {
    const name = names.find((each) => failures.has(each))
    return name === undefined ? null : { error: failures.get(name) }
  }
  switch (job.kind) {
    case "article":
      return among(articleIds, [job.articleId])
    case "boxes":
      return among(boxes, job.articleIds)
    case "feed":
      return among(feeds, [job.feed])
    case "page":
      return null
  }
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Polls a batch of partners. Only a message with a partner that failed is retried. A poll without an answer when its
 * `patience` resolves is acknowledged and continues after the batch. If it is lost, the clock queues it again.
 */
export async function pollAll(
  batch: MessageBatch,
  services: Services,
  context: Context,
  patience: () => Promise<void>,
): Promise<void> {
  const messages = await readJobs(services, batch, parsePollJob)
  const ids = messages.flatMap(({ job }) => job.partnerIds)
  const { failed: broken, rest } = await pollBatch(services, ids, patience)
  if (rest) context.waitUntil(rest)
  for (const { message, job } of messages) {
    const id = job.partnerIds.find((each) => broken.has(each))
    if (id !== undefined) await failed(services, batch.queue, message, broken.get(id))
    else message.ack()
  }
}

/** Seconds to the first further attempt; twice as many to each next one. */
const SOON_S = 15
/** Callbacks and hubs that are asked at once, beside six deliveries. */
const MAX_ASKED = 3

/**
 * Does what our hub has to do. Deliveries of a batch are done together, so that each topic is read once; the rest is done
 * beside them. A message is retried when a store failed, or when its work can only be done soon.
 */
async function runDeliveries(batch: MessageBatch, services: Services): Promise<void> {
  const messages = await readJobs(services, batch, parseDeliveryJob)
  const ids = messages.flatMap(({ job }) => (job.kind === "deliver" ? [job.subscriber] : []))
  const delivering = deliverBatch(services, ids, services.now())
  // Awaited below, when the rest is done.
  delivering.catch(() => {})
  const last = messages.sort((one, other) => Number(one.job.kind === "deliver") - Number(other.job.kind === "deliver"))
  await inLanes(MAX_ASKED, last, async ({ message, job }) => {
    try {
      const again =
        job.kind === "deliver"
          ? (await delivering).later.has(job.subscriber) && "KV has an older version of the feed."
          : await doDelivery(services, job)
      if (!again) message.ack()
      else if (message.attempts < MAX_ATTEMPTS.deliveries!)
        message.retry({ delaySeconds: SOON_S * 2 ** (message.attempts - 1) })
      // The clock finds who lacks a version.
      else if (job.kind === "deliver") message.ack()
      else await failed(services, batch.queue, message, again)
    } catch (error) {
      log("delivery-failed", { kind: job.kind, error })
      await failed(services, batch.queue, message, error)
    }
  })
}

/** Why it must be done again soon. Null when it is done. */
async function doDelivery(services: Services, job: Exclude<DeliveryJob, { kind: "deliver" }>): Promise<string | null> {
  switch (job.kind) {
    case "verify":
      return (await verifyWish(services, job)) === "later" ? "The feed is not rendered yet." : null
    case "fan-out":
      await fanOut(services, job, services.now())
      return null
    case "deny":
      await deny(services, job, job.reason)
      return null
    case "ping":
      return pingHub(services, job.hub, job.topic)
  }
}
