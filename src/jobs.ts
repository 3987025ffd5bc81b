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

/** How long a poll without an answer may delay its batch. */
const MAX_PATIENCE_MS = 1000

type Context = Pick<ExecutionContext, "waitUntil">

/** Runs the messages of a queue. It acknowledges or retries each message by its outcome. */
export async function runJobs(batch: MessageBatch, services: Services, context: Context): Promise<void> {
  switch (ownName(batch.queue)) {
    case "renders":
      return renderAll(batch, services)
    case "polls":
      return pollAll(batch, services, context, () => after(MAX_PATIENCE_MS))
    case "deliveries":
      return runDeliveries(batch, services)
    case "dead-letters":
      for (const message of batch.messages) {
        log("dead-letter", { id: message.id, body: message.body })
        message.ack()
      }
      return
    default:
      throw new Error(`no consumer for the queue ${batch.queue}`)
  }
}

/** A deploy names each queue after its Worker: `other-paper--polls` (dev/deploy/names.ts). */
const ownName = (queue: string) => queue.split("--").at(-1)

/**
 * Parses the messages of a batch. A message that is not a job of this queue is logged and acknowledged, because another
 * attempt would not change it.
 */
function readJobs<Job>(batch: MessageBatch, parse: (body: unknown) => Job | null): { message: Message; job: Job }[] {
  return batch.messages.flatMap((message) => {
    const job = parse(message.body)
    if (job) return [{ message, job }]
    log("message-unreadable", { queue: batch.queue, id: message.id, body: message.body })
    message.ack()
    return []
  })
}

/** Renders a batch as a whole, so that ten changes of one feed cost one write. Only the jobs that failed are retried. */
async function renderAll(batch: MessageBatch, services: Services): Promise<void> {
  const messages = readJobs(batch, parseRenderJob)
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
    if (hasFailed(job, failures)) message.retry()
    else message.ack()
  }
}

function hasFailed(job: RenderJob, failures: RenderFailures): boolean {
  switch (job.kind) {
    case "article":
      return failures.articleIds.has(job.articleId)
    case "boxes":
      return job.articleIds.some((id) => failures.boxes.has(id))
    case "feed":
      return failures.feeds.has(job.feed)
    case "page":
      return false
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
  const messages = readJobs(batch, parsePollJob)
  const ids = messages.flatMap(({ job }) => job.partnerIds)
  const { failed, rest } = await pollBatch(services, ids, patience)
  if (rest) context.waitUntil(rest)
  for (const { message, job } of messages) {
    if (job.partnerIds.some((id) => failed.has(id))) message.retry()
    else message.ack()
  }
}

/** When KV does not have the newest version yet, or a feed is not kept yet. Seconds. */
const SOON_S = 15
/** Callbacks and hubs that are asked at once, beside six deliveries. */
const MAX_ASKED = 3

/**
 * Does what our hub has to do. Deliveries of a batch are done together, so that each topic is read once; the rest is done
 * beside them. A message is retried when a store failed, or when its work can only be done soon.
 */
async function runDeliveries(batch: MessageBatch, services: Services): Promise<void> {
  const messages = readJobs(batch, parseDeliveryJob)
  const ids = messages.flatMap(({ job }) => (job.kind === "deliver" ? [job.subscriber] : []))
  const delivering = deliverBatch(services, ids, services.now())
  // Awaited below, when the rest is done.
  delivering.catch(() => {})
  const last = messages.sort((one, other) => Number(one.job.kind === "deliver") - Number(other.job.kind === "deliver"))
  await inLanes(MAX_ASKED, last, async ({ message, job }) => {
    try {
      const isLater =
        job.kind === "deliver" ? (await delivering).later.has(job.subscriber) : await doDelivery(services, job)
      if (isLater) message.retry({ delaySeconds: SOON_S })
      else message.ack()
    } catch (error) {
      log("delivery-failed", { kind: job.kind, error })
      message.retry()
    }
  })
}

/** True when it must be done again soon. */
async function doDelivery(services: Services, job: Exclude<DeliveryJob, { kind: "deliver" }>): Promise<boolean> {
  switch (job.kind) {
    case "verify":
      return (await verifyWish(services, job)) === "later"
    case "fan-out":
      await fanOut(services, job, services.now())
      return false
    case "deny":
      await deny(services, job, job.reason)
      return false
    case "ping":
      return (await pingHub(services, job.hub, job.topic)) === "failed"
  }
}
