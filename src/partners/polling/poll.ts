import { readFeed } from "../../feeds/read/read.ts"
import { sha256Hex } from "../../lib/crypto/hash.ts"
import { log } from "../../lib/text/log.ts"
import { HOUR } from "../../lib/text/time.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { Followed } from "../../model/followed.ts"
import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import { findFollowed } from "../../store/partner-hubs.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { leasePartner, recordPollStatements } from "../../store/polls.ts"
import type { Write } from "../../store/write.ts"
import { webClient } from "../../web/client.ts"
import { fetchDocument } from "../../web/fetch.ts"
import { type DocumentLinks, discoverHubs } from "../../websub/discover.ts"
import { isPushed } from "../../websub/followed.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import { type Poll, readAnswer } from "./answer.ts"
import { describeFailure, NEVER_READ } from "./failure.ts"
import { noteHubs, noteMissed } from "./hubs.ts"
import { endWithoutFeed, fail, type PollOutcome, settle, succeedWith } from "./outcome.ts"

// Polls one partner: lease, fetch, read, plan, write.
// In: a partner's id. Out: its items and the record of the poll, written in one batch.
// RFC 9110 §13 (conditional requests), RFC 9111 (validators).

export interface PollDeps extends NewsroomDeps {
  fetch: typeof fetch
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
 * Fetches a partner's feed and stores what is new. `busy`: another poll of the partner or of its host is running. A
 * failure is stored with the partner, and nextPoll() sets the next try.
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
  const { db } = deps
  const lease = await leasePartner(db, partnerId, now, options.onlyIfDue === true)
  if (lease.outcome !== "leased") return { outcome: lease.outcome }
  const { row } = lease
  const { feedUrl } = row.partner
  if (feedUrl === undefined) return endWithoutFeed(db, row, now)
  const isWhole = asksWhole(row, now, options)
  const validators = isWhole ? {} : { etag: row.etag, lastModified: row.lastModified }
  const web = webClient(deps)
  const [fetched, followed] = await Promise.all([
    fetchDocument(web, { url: feedUrl, ...validators }),
    findFollowed(db, partnerId),
  ])
  options.onAnswer?.()
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
  const read = readFeed(body, {
    contentType: headers.get("content-type") ?? undefined,
    contentLanguage: headers.get("content-language") ?? undefined,
    baseUrl: resolveUrl(headers.get("content-location") ?? "", url) ?? url,
    now,
    iframeHosts: deps.config.iframeHosts,
  })
  const found = (links: DocumentLinks) =>
    noteHubs(db, web.guard, row.partner, followed, discoverHubs(headers.get("link"), links, url), now)
  if (read.outcome === "html") return fail(db, poll, describeFailure(read), found(read.links))
  if (read.outcome !== "feed") return fail(db, poll, describeFailure(read))
  const current = { ...poll, record: { ...poll.record, bodyHash } }
  return hold(deps, current, read.feed, followed, found(read.feed))
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

/** Ends a poll with a new document. Writes its items and its record in one batch. */
async function hold(
  deps: PollDeps,
  { history, ...rest }: Poll,
  feed: ParsedFeed,
  followed: Followed | null,
  own: Write[],
): Promise<PollOutcome> {
  const poll = { ...rest, history: { ...history, schedule: feed.schedule } }
  const { partner } = poll.row
  const { now } = poll.record
  const options = { now, revives: false, isPartial: false, web: webClient(deps) }
  let current = poll.row
  for (let attempt = 1; ; attempt++) {
    const plan = await planIngest(deps, current, feed, options)
    const { writes, isPushed, silentHub } = noteMissed(deps.db, partner, followed, plan.arrivals, now)
    const record = recordPollStatements(deps.db, poll.row, succeedWith({ ...poll, isPushed }, plan))
    if (await writeIngest(deps, plan, [...own, ...writes, ...record])) {
      if (silentHub) log("hub-silent", { partner: partner.id, hub: silentHub })
      return { outcome: "read", ...plan.counts }
    }
    current = await rereadPartner(deps.db, partner.id, attempt)
  }
}
