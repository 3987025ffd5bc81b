import type { PollJob } from "../../model/job.ts"
import { takeDuePolls, unqueuePolls } from "../../store/polls.ts"

/** More wait for the next tick. */
const MAX_POLLS = 10_000
/** A host answers about so many requests in a minute, one after the other. */
const MAX_POLLS_OF_A_HOST = 100
/** A queue accepts 100 messages and 256 KB in one call. An id has at most 100 bytes. */
const MAX_MESSAGES = 100
const MAX_POLLS_OF_A_CALL = 2000

/** Queues a poll for every due partner, one message for each host. Gives the number of partners. */
export async function queueDuePolls(
  { db, polls }: { db: D1Database; polls: Pick<Queue<PollJob>, "sendBatch"> },
  now: number,
): Promise<number> {
  const hosts = await takeDuePolls(db, now, MAX_POLLS, MAX_POLLS_OF_A_HOST)
  const count = hosts.flat().length
  while (hosts.length) {
    const call = hosts.slice(0, fitting(hosts))
    try {
      await polls.sendBatch(call.map((partnerIds) => ({ body: { partnerIds } })))
    } catch (error) {
      await unqueuePolls(db, hosts.flat())
      throw error
    }
    hosts.splice(0, call.length)
  }
  return count
}

/** How many of these messages one call takes. */
function fitting(hosts: string[][]): number {
  let count = 0
  let polls = 0
  for (const ids of hosts.slice(0, MAX_MESSAGES)) {
    polls += ids.length
    if (polls > MAX_POLLS_OF_A_CALL) break
    count++
  }
  return count
}
