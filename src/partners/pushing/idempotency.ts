import { findWebhook, isReplayed, takeWebhook } from "../../store/push-keys.ts"

/** What a signed request was for: its answer fits no other kind. */
export type WebhookKind = "push" | "withdraw" | "ping"

export type Taken<T> = { outcome: "done" | "replayed"; answer: T } | { outcome: "id-taken" }

/**
 * Does a signed request once. `work` gets the statement that takes its id and runs it in the batch that does the work, so
 * that both happen or neither; a request whose id was taken gets the answer of then. Without an id it is just done.
 */
export async function takeOnce<T>(
  db: D1Database,
  request: { partnerId: string; webhookId: string | undefined; kind: WebhookKind; now: number },
  work: (take: (answer: T) => D1PreparedStatement[]) => Promise<T>,
): Promise<Taken<T>> {
  const { partnerId, webhookId, kind, now } = request
  if (webhookId === undefined) return { outcome: "done", answer: await work(() => []) }
  const before = await findWebhook(db, partnerId, webhookId)
  if (before !== null) return replay(before, kind)
  const take = (answer: T) => [takeWebhook(db, partnerId, webhookId, JSON.stringify({ kind, answer }), now)]
  try {
    return { outcome: "done", answer: await work(take) }
  } catch (error) {
    // The same request came twice at once: the other one did it.
    const other = isReplayed(error) ? await findWebhook(db, partnerId, webhookId) : null
    if (other === null) throw error
    return replay(other, kind)
  }
}

function replay<T>(stored: string, kind: WebhookKind): Taken<T> {
  try {
    const before: { kind?: WebhookKind; answer: T } = Object(JSON.parse(stored))
    if (before.kind === kind) return { outcome: "replayed", answer: before.answer }
  } catch {
    // An answer that cannot be read any more still says that the id was taken.
  }
  return { outcome: "id-taken" }
}
