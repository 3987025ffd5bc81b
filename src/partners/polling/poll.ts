import { type ReadOutcome, readFeed } from "../../feeds/read/read.ts"
import { sha256Hex } from "../../lib/crypto/hash.ts"
import { log } from "../../lib/text/log.ts"
import { HOUR } from "../../lib/text/time.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { Followed } from "../../model/followed.ts"
import type { Place, Room } from "../../model/room.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { findFollowed } from "../../store/partner-hubs.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { endLease, leasePartner, recordPollStatements } from "../../store/polls.ts"
import type { Write } from "../../store/write.ts"
import { webClient } from "../../web/client.ts"
import { fetchDocument } from "../../web/fetch.ts"
import { type DocumentLinks, discoverHubs } from "../../websub/discover.ts"
import { isPushed } from "../../websub/followed.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import type { IngestOptions } from "../ingest/types.ts"
import { type Poll, readAnswer } from "./answer.ts"
import { describeFailure, NEVER_READ } from "./failure.ts"
import { noteHubs, noteMissed } from "./hubs.ts"
import { endWithoutFeed, fail, type PollOutcome, settle, succeedWith } from "./outcome.ts"

// Polls one partner: lease, fetch, read, plan, write.
// In: a partner's id. Out: its items and the record of the poll, written in one batch.
// RFC 9110 §13 (conditional requests), RFC 9111 (validators).

export interface PollDeps extends NewsroomDeps {
  fetch: typeof fetch
  room: Room
  /** Replaces AbortSignal.timeout in tests. */
  deadline?: (ms: number) => AbortSignal
}

export interface PollOptions {
  /** 0 to 1. It spreads the polls. */
  jitter: number
  /** An editor started the poll, so a permanent redirect is followed at once. */
  byEditor?: boolean
  /** Polls only when the partner is due. Otherwise the outcome is `early`. */
  onlyIfDue?: boolean
  /** Called when the feed's server has answered or timed out. Only our own work is left then. */
  onAnswer?: () => void
}

/**
 * Fetches a partner's feed and stores what is new. `busy`: another poll of the partner or of its host is running, or
 * other large documents took the time of this one. A failure is stored with the partner, and nextPoll() sets the next try.
 *
 * @example
 * const done = await pollPartner(services, "herald", now, { jitter: jitterOf("herald", now), byEditor: true })
 * if (done.outcome === "failed") console.warn(done.error.detail)
 */
export async function pollPartner(
  deps: PollDeps,
  partnerId: string,
  now: number,
  options: PollOptions,
): Promise<PollOutcome> {
  const place = deps.room.place()
  try {
    const done = await pollIn(place, deps, partnerId, now, options)
    deps.tally.add("polls", [done.outcome])
    return done
  } finally {
    place.leave()
  }
}

async function pollIn(
  place: Place,
  deps: PollDeps,
  partnerId: string,
  now: number,
  options: PollOptions,
): Promise<PollOutcome> {
  const { db } = deps
  const lease = await leasePartner(db, partnerId, now, options.onlyIfDue === true)
  if (lease.outcome !== "leased") return { outcome: lease.outcome }
  const { row } = lease
  const { feedUrl } = row.partner
  if (feedUrl === undefined) return endWithoutFeed(db, row, now)
  const isWhole = asksWhole(row, now, options)
  const validators = isWhole ? {} : { etag: row.etag, lastModified: row.lastModified }
  const web = webClient({ ...deps, place })
  const [fetched, followed] = await Promise.all([
    fetchDocument(web, { url: feedUrl, ...validators }),
    findFollowed(db, partnerId),
  ])
  options.onAnswer?.()
  if (fetched.outcome === "timeout" && place.waited) {
    await endLease(db, partnerId)
    return { outcome: "busy" }
  }
  const poll = readAnswer(row, fetched, {
    ...options,
    now,
    isWhole,
    isPushed: isPushed(followed?.live ?? null, row.partner, now),
  })
  if (fetched.outcome === "not-modified") {
    return row.bodyHash === null ? fail(db, poll, NEVER_READ) : settle(db, poll, "not-modified")
  }
  if (fetched.outcome !== "ok") return fail(db, poll, describeFailure(fetched))
  const { body, headers, url } = fetched
  const bodyHash = await sha256Hex(body)
  if (bodyHash === row.bodyHash) return settle(db, poll, "unchanged")
  const current = { ...poll, record: { ...poll.record, bodyHash } }
  return hold(deps, current, {
    read: () =>
      readFeed(body, {
        contentType: headers.get("content-type") ?? undefined,
        contentLanguage: headers.get("content-language") ?? undefined,
        baseUrl: resolveUrl(headers.get("content-location") ?? "", url) ?? url,
        now,
        iframeHosts: deps.config.iframeHosts,
      }),
    followed,
    noteHubs: (links) =>
      noteHubs(db, web.guard, row.partner, followed, discoverHubs(headers.get("link"), links, url), now),
  })
}

/**
 * Whether to send no validators, so that the feed sends its whole document. Without a stored document, validators could
 * bring 304 for ever. A CMS may answer 304 after a post was deleted. So a house feed is read whole once an hour, and
 * when an editor polls it.
 */
function asksWhole({ partner, bodyHash, history }: PartnerRow, now: number, { byEditor }: PollOptions): boolean {
  const { wholeAt } = history
  if (bodyHash === null) return true
  return partner.role === "house" && (byEditor === true || wholeAt === undefined || wholeAt <= now - HOUR)
}

/** A document that a partner sent, and what is known of its hubs. */
interface Answered {
  read(): ReadOutcome
  followed: Followed | null
  /** The writes that note these hubs. */
  noteHubs(links: DocumentLinks): Write[]
}

/** Ends a poll with a new document. Writes its items and its record in one batch. */
async function hold(deps: PollDeps, poll: Poll, document: Answered): Promise<PollOutcome> {
  const { partner } = poll.row
  const { now } = poll.record
  const options = { now, revives: false, isPartial: false, web: webClient(deps) }
  let current = poll.row
  for (let attempt = 1; ; attempt++) {
    const planned = await planFrom(document, deps, current, options)
    if (planned.outcome === "failed") return fail(deps.db, poll, planned.error, planned.own)
    const { plan, schedule, own } = planned
    const { writes, isPushed, silentHub } = noteMissed(deps.db, partner, document.followed, plan.arrivals, now)
    const done = succeedWith({ ...poll, history: { ...poll.history, schedule }, isPushed }, plan)
    if (await writeIngest(deps, plan, [...own, ...writes, ...recordPollStatements(deps.db, poll.row, done)])) {
      if (silentHub) log("hub-silent", { partner: partner.id, hub: silentHub })
      return { outcome: "read", ...plan.counts }
    }
    current = await rereadPartner(deps.db, partner.id, attempt)
  }
}

/**
 * Reads and plans. A parsed document of 10 MB takes four times as much memory, so it is given up here, before its rows
 * are written, and another attempt reads it again.
 */
async function planFrom({ read, noteHubs }: Answered, deps: PollDeps, row: PartnerRow, options: IngestOptions) {
  const document = read()
  if (document.outcome !== "feed") {
    const own = document.outcome === "html" ? noteHubs(document.links) : []
    return { outcome: "failed" as const, error: describeFailure(document), own }
  }
  const { feed } = document
  const plan = await planIngest(deps, row, feed, options)
  return { outcome: "planned" as const, schedule: feed.schedule, plan, own: noteHubs(feed) }
}
