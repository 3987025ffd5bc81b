import type { PollJob } from "../../model/job.ts"
import { takeDuePolls, unqueuePolls } from "../../store/polls.ts"

const MAX_POLLS = 2000
/** A queue accepts 100 messages in one call. */
const MAX_MESSAGES = 100

/** Queues a poll for every due partner. Gives the number of partners. */
export async function queueDuePolls(
  { db, polls }: { db: D1Database; polls: Pick<Queue<PollJob>, "sendBatch"> },
  now: number,
): Promise<number> {
  const ids = await takeDuePolls(db, now, MAX_POLLS)
  for (let i = 0; i < ids.length; i += MAX_MESSAGES) {
    const jobs = ids.slice(i, i + MAX_MESSAGES).map((partnerId): PollJob => ({ partnerId }))
    try {
      await polls.sendBatch(jobs.map((body) => ({ body })))
    } catch (error) {
      await unqueuePolls(db, ids.slice(i))
      throw error
    }
  }
  return ids.length
}
