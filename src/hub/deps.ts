import type { DeliveryJob, RenderJob } from "../model/job.ts"
import type { RenderDeps } from "../rendering/deps.ts"

export interface HubDeps extends RenderDeps {
  renders: Pick<Queue<RenderJob>, "send">
  deliveries: Pick<Queue<DeliveryJob>, "send" | "sendBatch">
  fetch: typeof fetch
  now(): number
  deadline?: (ms: number) => AbortSignal
}

/** A queue accepts 100 messages in one call. */
export const MAX_MESSAGES = 100

/** Sends messages, 100 at a time. */
export async function sendAll({ deliveries }: Pick<HubDeps, "deliveries">, jobs: DeliveryJob[]): Promise<void> {
  for (let at = 0; at < jobs.length; at += MAX_MESSAGES)
    await deliveries.sendBatch(jobs.slice(at, at + MAX_MESSAGES).map((body) => ({ body })))
}

export const deliverTo = (subscriber: number): DeliveryJob => ({ kind: "deliver", subscriber })
