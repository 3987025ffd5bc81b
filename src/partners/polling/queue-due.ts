import type { PollJob } from "../../model/job.ts"
import { takeDuePolls, untakePolls } from "../../store/polls.ts"

const MOST = 2000
/** Queues take 100 messages at a time. */
const MESSAGES = 100

/** Puts every partner whose poll is due into the queue, once. Returns how many. */
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
