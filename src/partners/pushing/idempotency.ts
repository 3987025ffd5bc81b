import { findWebhook, takeWebhookStatement } from "../../store/push-keys.ts"
import { tryBatch, type Write } from "../../store/write.ts"

/** What a signed request was for: its answer fits no other kind. */
type WebhookKind = "push" | "withdraw" | "ping"

/** A request that is done once, if it is signed and has an id. */
interface OnceRequest {
  partnerId: string
  webhookId: string | undefined
  kind: WebhookKind
  now: number
}

/** `replayed`: with the answer that it got before. `id-taken`: by a request of another kind. */
export type Replay<T> = { outcome: "replayed"; answer: T } | { outcome: "id-taken" }

/** What came of an earlier request with this id; null when its id is not taken, or when it has none. */
export async function findReplay<T>(
  db: D1Database,
  { partnerId, webhookId, kind }: OnceRequest,
): Promise<Replay<T> | null> {
  const stored = webhookId === undefined ? null : await findWebhook(db, partnerId, webhookId)
  return stored === null ? null : toReplay(stored, kind)
}

/** Takes the id of a request, with its answer, in the batch that does its work: both happen or neither. */
export function takeIdStatements(
  db: D1Database,
  { partnerId, webhookId, kind, now }: OnceRequest,
  answer: unknown,
): Write[] {
  return webhookId === undefined
    ? []
    : [takeWebhookStatement(db, partnerId, webhookId, JSON.stringify({ kind, answer }), now)]
}

/** Does this work and takes the request's id; of the same request twice at once, one does it, and both get its answer. */
export async function writeOnce<T>(
  db: D1Database,
  request: OnceRequest,
  answer: T,
  writes: Write[],
): Promise<{ outcome: "done"; answer: T } | Replay<T>> {
  if (await tryBatch(db, [...writes, ...takeIdStatements(db, request, answer)])) return { outcome: "done", answer }
  const other = await findReplay<T>(db, request)
  if (!other) throw new Error(`the webhook id of a ${request.kind} of partner ${request.partnerId} came and went`)
  return other
}

function toReplay<T>(stored: string, kind: WebhookKind): Replay<T> {
  try {
    const before: { kind?: WebhookKind; answer: T } = Object(JSON.parse(stored))
    if (before.kind === kind) return { outcome: "replayed", answer: before.answer }
  } catch {
    // An answer that cannot be read any more still says that the id was taken.
  }
  return { outcome: "id-taken" }
}
