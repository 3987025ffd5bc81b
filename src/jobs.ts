import type { PollJob, RenderJob } from "./model/job.ts"
import type { Services } from "./model/services.ts"
import { pollBatch } from "./partners/polling/poll-batch.ts"
import { renderFeeds } from "./rendering/render-feeds.ts"

/** How long a batch of polls may delay the next batch. */
const PATIENCE_MS = 1000

type Context = Pick<ExecutionContext, "waitUntil">

/** Runs the messages of a queue. It acknowledges or retries each message by its outcome. */
export async function runJobs(batch: MessageBatch, services: Services, context: Context): Promise<void> {
  switch (batch.queue) {
    case "renders":
      return renderBatch(batch as MessageBatch<RenderJob>, services)
    case "polls":
      return pollAll(batch as MessageBatch<PollJob>, services, context, after(PATIENCE_MS))
    case "dead-letters":
      for (const message of batch.messages) {
        console.error(JSON.stringify({ event: "dead-letter", id: message.id, body: message.body }))
        message.ack()
      }
      return
    default:
      throw new Error(`no consumer for the queue ${batch.queue}`)
  }
}

/** Renders a batch together, so that ten changes of one feed cost one write. Only failed messages are retried. */
async function renderBatch(batch: MessageBatch<RenderJob>, services: Services): Promise<void> {
  const jobs = batch.messages.map(({ body }) => body)
  const feedJobs = jobs.filter((job) => job.kind === "feed")
  const failures = await renderFeeds(
    services,
    {
      articleIds: jobs.flatMap((job) => (job.kind === "article" ? [job.articleId] : [])),
      feeds: feedJobs.map(({ feed }) => feed),
      rewrite: new Set(feedJobs.flatMap(({ feed, rewrite }) => (rewrite ? [feed] : []))),
    },
    services.now(),
  )
  for (const message of batch.messages) {
    const { body } = message
    const failed = body.kind === "article" ? failures.articleIds.has(body.articleId) : failures.feeds.has(body.feed)
    if (failed) message.retry()
    else message.ack()
  }
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Polls a batch of partners. Only a partner that failed is retried. A poll that takes longer than the patience
 * continues after the batch and is acknowledged. If it is lost, the clock queues it again.
 */
export async function pollAll(
  batch: MessageBatch<PollJob>,
  services: Services,
  context: Context,
  patience: Promise<void>,
): Promise<void> {
  const ids = batch.messages.map(({ body }) => body.partnerId)
  const { failed, rest } = await pollBatch(services, ids, patience)
  if (rest) context.waitUntil(rest)
  for (const message of batch.messages) {
    if (failed.has(message.body.partnerId)) message.retry()
    else message.ack()
  }
}
