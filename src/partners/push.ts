import type { Bytes } from "../lib/hash.ts"
import { findWebhook, isReplayed, takeWebhook } from "../store/keys.ts"
import type { PartnerRow } from "../store/partners.ts"
import { type Counts, type IngestDeps, ingest } from "./ingest.ts"
import { readFeed } from "./read.ts"

export const PUSH_BYTES = 10 * 1024 * 1024
export const PUSH_ITEMS = 1000

export interface PushedBody {
  bytes: Bytes
  contentType?: string
  contentLanguage?: string
  contentLocation?: string
  /** Of a signed push: it is taken once. */
  webhookId?: string
}

export type PushOutcome =
  | ({ outcome: "taken" | "replayed" } & Counts)
  | { outcome: "not-a-feed"; detail: string }
  | { outcome: "too-many-items"; count: number }
  | { outcome: "too-large" }

/** Holds what a partner sent. A signed push whose id was taken before gets the answer it got then, and nothing is done. */
export async function pushItems(
  deps: IngestDeps,
  row: PartnerRow,
  body: PushedBody,
  now: number,
): Promise<PushOutcome> {
  const { id, homeUrl, feedUrl } = row.partner
  const { webhookId } = body
  const before = webhookId === undefined ? null : await findWebhook(deps.db, id, webhookId)
  if (before !== null) return { outcome: "replayed", ...JSON.parse(before) }
  const read = await readFeed(body.bytes, {
    contentType: body.contentType,
    contentLanguage: body.contentLanguage,
    baseUrl: body.contentLocation ?? feedUrl ?? homeUrl,
    now,
    iframeHosts: deps.config.iframeHosts,
  })
  switch (read.outcome) {
    case "html":
      return { outcome: "not-a-feed", detail: "The body is a web page." }
    case "not-a-feed":
      return { outcome: "not-a-feed", detail: read.detail }
    case "too-large":
      return { outcome: "too-large" }
  }
  const { feed } = read
  if (feed.items.length > PUSH_ITEMS) return { outcome: "too-many-items", count: feed.items.length }
  try {
    const counts = await ingest(deps, row, feed, { now, revives: true }, (done) =>
      webhookId === undefined ? [] : [takeWebhook(deps.db, id, webhookId, JSON.stringify(done.counts), now)],
    )
    return { outcome: "taken", ...counts }
  } catch (error) {
    // The same push came twice at once: the other one did it.
    const answer = isReplayed(error) ? await findWebhook(deps.db, id, webhookId!) : null
    if (answer === null) throw error
    return { outcome: "replayed", ...JSON.parse(answer) }
  }
}
