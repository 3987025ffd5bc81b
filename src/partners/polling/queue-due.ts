import type { PollJob } from "../../model/job.ts"
import { takeDuePolls, untakePolls } from "../../store/polls.ts"

const MOST = 2000
/** A queue accepts 100 messages in one call. */
const MESSAGES = 100

/** Queues a poll for every due partner. Gives the number of partners. */
export async function queueDuePolls(
  { db, polls }: { db: D1Database; polls: Pick<Queue<PollJob>, "sendBatch"> },
  now: number,
): Promise<number> {
  const ids = await takeDuePolls(db, now, MOST)
  for (let i = 0; i < ids.length; i += MESSAGES) {
    const jobs = ids.slice(i, i + MESSAGES).map((partnerId): PollJob => ({ partnerId }))
    try {
      await polls.sendBatch(jobs.map((body) => ({ body })))
    } catch (error) {
      await untakePolls(db, ids.slice(i))
      throw error
    }
  }
  return ids.length
}
