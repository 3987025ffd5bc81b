import type { SimulatedTime } from "./time.ts"

// A queue of Cloudflare with its consumers, on a simulated clock.
// In: messages, and a handler as the Worker has it. Out: batches for it, at most so large and so many at once.
// https://developers.cloudflare.com/queues/configuration/

/** How long a message is on its way into the queue. */
const MAX_DELIVERY_MS = 500
/** What the platform lets run behind a batch, and then cuts off. */
const MAX_BEHIND_MS = 30_000

export interface QueueOptions {
  time: SimulatedTime
  random(): number
  maxBatchSize: number
  maxBatchTimeoutMs: number
  maxConcurrency: number
  retryDelayMs: number
  handle(batch: MessageBatch, context: Pick<ExecutionContext, "waitUntil">): Promise<void>
}

export interface SimulatedQueue {
  send(body: unknown): void
  /** What happened so far. */
  tally: { messages: number; batches: number; retries: number; busiest: number; longestBatchMs: number; cutOff: number }
}

export function simulatedQueue(options: QueueOptions): SimulatedQueue {
  const { time, random, maxBatchSize, maxBatchTimeoutMs, maxConcurrency, retryDelayMs, handle } = options
  const tally = { messages: 0, batches: 0, retries: 0, busiest: 0, longestBatchMs: 0, cutOff: 0 }
  const waiting: { body: unknown; since: number }[] = []
  let busy = 0

  const arrive = (body: unknown, delay: number) =>
    time.at(time.now() + delay, () => {
      waiting.push({ body, since: time.now() })
      time.at(time.now() + maxBatchTimeoutMs, consume)
      consume()
    })

  const consume = () => {
    const isReady = () =>
      waiting.length >= maxBatchSize || (waiting[0] && waiting[0].since + maxBatchTimeoutMs <= time.now())
    while (busy < maxConcurrency && isReady()) void run(waiting.splice(0, maxBatchSize).map(({ body }) => body))
  }

  const run = async (bodies: unknown[]) => {
    busy++
    tally.batches++
    tally.busiest = Math.max(tally.busiest, busy)
    const start = time.now()
    const behind: Promise<unknown>[] = []
    const messages = bodies.map((body, at) => ({
      id: String(at),
      body,
      ack: () => {},
      retry: () => {
        tally.retries++
        arrive(body, retryDelayMs)
      },
    }))
    const batch = { queue: "polls", messages } as unknown as MessageBatch
    await handle(batch, { waitUntil: (work) => void behind.push(work) })
    busy--
    tally.longestBatchMs = Math.max(tally.longestBatchMs, time.now() - start)
    const end = time.now()
    void Promise.all(behind).then(() => {
      if (time.now() - end > MAX_BEHIND_MS) tally.cutOff++
    })
    consume()
  }

  const send = (body: unknown) => {
    tally.messages++
    // As it comes back from the queue: a copy.
    arrive(JSON.parse(JSON.stringify(body)), MAX_DELIVERY_MS * random())
  }
  return { send, tally }
}
