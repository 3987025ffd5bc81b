import { readFeed } from "../../feeds/read/read.ts"
import { feedOfLoneItem } from "../../feeds/read/single-item.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import type { Room } from "../../model/room.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { recordPushStatement } from "../../store/polls.ts"
import type { IngestCounts } from "../ingest/counts.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import { inTurn } from "../ingest/turn.ts"
import { findReplay, takeIdStatements } from "./idempotency.ts"

export const MAX_PUSH_ITEMS = 1000

export interface PushDeps extends NewsroomDeps {
  room: Room
}

export interface PushedBody {
  bytes: Bytes
  contentType?: string
  contentLanguage?: string
  /** The document's address. Relative links are resolved with it. */
  contentLocation?: string
  /** Only a signed push has one. A push with the same id is done once. */
  webhookId?: string
}

export type PushOutcome =
  | ({ outcome: "taken" | "replayed" } & IngestCounts)
  | { outcome: "not-a-feed"; detail: string }
  | { outcome: "too-many-items"; count: number }
  | { outcome: "too-large" | "id-taken" | "full" }

/**
 * Stores the stories that a partner sent. A signed push with a known id gets its first answer again. `full`: see inTurn().
 *
 * @example
 * const body = { bytes: toBytes('{"id": "1", "url": "https://herald.example/1", "title": "Gauges return"}') }
 * const done = await pushItems(services, row, body, now)
 * if (done.outcome === "taken") console.log(done.created)
 */
export const pushItems = (deps: PushDeps, row: PartnerRow, body: PushedBody, now: number): Promise<PushOutcome> =>
  inTurn(deps.room, body.bytes, () => takeItems(deps, row, body, now))

async function takeItems(deps: NewsroomDeps, row: PartnerRow, body: PushedBody, now: number): Promise<PushOutcome> {
  const { id } = row.partner
  const request = { partnerId: id, webhookId: body.webhookId, kind: "push" as const, now }
  let current = row
  for (let attempt = 1; ; attempt++) {
    const replay = await findReplay<IngestCounts>(deps.db, request)
    if (replay) return replay.outcome === "id-taken" ? replay : { outcome: "replayed", ...replay.answer }
    const planned = await planFrom(body, deps, current, now)
    if (planned.outcome !== "planned") return planned
    const { ingest } = planned
    const own = [...takeIdStatements(deps.db, request, ingest.counts), recordPushStatement(deps.db, id, now)]
    if (await writeIngest(deps, ingest, own)) return { outcome: "taken", ...ingest.counts }
    current = await rereadPartner(deps.db, id, attempt)
  }
}

/** Reads and plans. Nothing of the parsed document is kept while its rows are written, see polling/poll.ts. */
async function planFrom(body: PushedBody, deps: NewsroomDeps, row: PartnerRow, now: number) {
  const { homeUrl, feedUrl } = row.partner
  const read = readFeed(feedOfLoneItem(body.bytes) ?? body.bytes, {
    contentType: body.contentType,
    contentLanguage: body.contentLanguage,
    baseUrl: body.contentLocation ?? feedUrl ?? homeUrl,
    now,
    iframeHosts: deps.config.iframeHosts,
  })
  switch (read.outcome) {
    case "html":
      return { outcome: "not-a-feed" as const, detail: "The body is a web page." }
    case "not-a-feed":
      return { outcome: read.outcome, detail: read.detail }
    case "too-large":
      return { outcome: read.outcome }
    case "feed":
      break
  }
  const { feed } = read
  if (feed.items.length > MAX_PUSH_ITEMS) return { outcome: "too-many-items" as const, count: feed.items.length }
  const options = { now, revives: true, isPartial: true }
  return { outcome: "planned" as const, ingest: await planIngest(deps, row, feed, options) }
}
