import type { Services } from "./http/services.ts"
import type { PollJob, RenderJob } from "./model/job.ts"
import { renderFeeds } from "./newsroom/render.ts"
import { pollBatch } from "./partners/poll-batch.ts"

/** Queue messages → the function that does them, and its outcome → ack or retry. */
export async function runJobs(batch: MessageBatch, services: Services): Promise<void> {
  switch (batch.queue) {
    case "renders":
      return renderBatch(batch as MessageBatch<RenderJob>, services)
    case "polls":
      return pollAll(batch as MessageBatch<PollJob>, services)
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

/** All of a batch is rendered in one go, so that ten changes of one feed cost one write. */
async function renderBatch(batch: MessageBatch<RenderJob>, services: Services): Promise<void> {
  const jobs = batch.messages.map(({ body }) => body)
  const articleIds = jobs.flatMap((job) => (job.kind === "article" ? [job.articleId] : []))
  const feeds = jobs.flatMap((job) => (job.kind === "feed" ? [job.feed] : []))
  await renderFeeds(services, { articleIds, feeds }, services.now())
  batch.ackAll()
}

/** One partner that fails is retried alone; the others of its batch are done. */
async function pollAll(batch: MessageBatch<PollJob>, services: Services): Promise<void> {
  const failed = await pollBatch(
    services,
    batch.messages.map(({ body }) => body.partnerId),
  )
  for (const message of batch.messages) {
    if (failed.has(message.body.partnerId)) message.retry()
    else message.ack()
  }
}
