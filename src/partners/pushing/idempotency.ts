import { findWebhook, takeWebhookStatement } from "../../store/push-keys.ts"
import { tryBatch, type Write } from "../../store/write.ts"

/** The kind of a signed request. An answer is replayed only to the same kind. */
type WebhookKind = "push" | "withdraw" | "ping"

/** A request. A signed one has an id and is done once. */
interface OnceRequest {
  partnerId: string
  webhookId: string | undefined
  kind: WebhookKind
  now: number
}

/** `replayed`: the earlier answer. `id-taken`: a request of another kind used this id. */
export type Replay<T> = { outcome: "replayed"; answer: T } | { outcome: "id-taken" }

/** Finds the result of an earlier request with this id. Null when the id is new, or when the request has none. */
export async function findReplay<T>(
  db: D1Database,
  { partnerId, webhookId, kind }: OnceRequest,
): Promise<Replay<T> | null> {
  const stored = webhookId === undefined ? null : await findWebhook(db, partnerId, webhookId)
  return stored === null ? null : toReplay(stored, kind)
}

/** Stores the id of a request and its answer. It goes into the batch that does the work. */
export function takeIdStatements(
  db: D1Database,
  { partnerId, webhookId, kind, now }: OnceRequest,
  answer: unknown,
): Write[] {
  return webhookId === undefined
    ? []
    : [takeWebhookStatement(db, partnerId, webhookId, JSON.stringify({ kind, answer }), now)]
}

/**
 * Does the work and stores the request's id in one batch. When the same request arrives twice at once, one does the
 * work and both get its answer.
 */
export async function writeOnce<T>(
  db: D1Database,
  request: OnceRequest,
  answer: T,
  writes: Write[],
): Promise<{ outcome: "done"; answer: T } | Replay<T>> {
  if (await tryBatch(db, [...writes, ...takeIdStatements(db, request, answer)])) return { outcome: "done", answer }
  const other = await findReplay<T>(db, request)
  if (!other)
    throw new Error(`the webhook id of a ${request.kind} of partner ${request.partnerId} was stored and then deleted`)
  return other
}

function toReplay<T>(stored: string, kind: WebhookKind): Replay<T> {
  try {
    const before: { kind?: WebhookKind; answer: T } = Object(JSON.parse(stored))
    if (before.kind === kind) return { outcome: "replayed", answer: before.answer }
  } catch {
    // A damaged answer still shows that the id was used.
  }
  return { outcome: "id-taken" }
}
