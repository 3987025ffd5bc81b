import { readFeed } from "../../feeds/read/read.ts"
import { sha256Hex } from "../../lib/crypto/hash.ts"
import { type ResponseHints, readHints } from "../../lib/http/freshness.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { PollHistory } from "../../model/poll-history.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { leasePartner, type PollRecord, recordPoll } from "../../store/polls.ts"
import { outsideWeb } from "../../web/client.ts"
import { type Fetched, fetchDocument } from "../../web/fetch.ts"
import { type Counts, NO_CHANGE } from "../ingest/counts.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import { describeFailure, NEVER_READ, type PollFailure } from "./failure.ts"
import { nextPoll, withArrivals } from "./schedule.ts"

export interface PollDeps extends NewsroomDeps {
  fetch: typeof fetch
  /** Replaces AbortSignal.timeout. */
  deadline?: (ms: number) => AbortSignal
}

export interface PollOptions {
  /** 0..1, spreads the polls. */
  chance: number
  /** An editor asked: a permanent redirect is adopted at once. */
  byEditor?: boolean
  /** Leave it when it is not due (`early`). */
  onlyIfDue?: boolean
  /** Told once the feed's server has answered, or has not in time: the rest is our own work. */
  onAnswer?: () => void
}

export type PollOutcome =
  | ({ outcome: "read" | "not-modified" | "unchanged" } & Counts)
  | ({ outcome: "failed"; error: PollFailure; nextPollAt: number | null } & Counts)
  | { outcome: "busy" | "early" | "unknown" | "no-feed" }

const HOUR = 3600_000
const WEEK = 7 * 24 * HOUR

/**
 * Fetches the partner's feed, if it may be, and holds what is new in it. `busy`: a poll of it or of its host is under
 * way. What is not a success is recorded with the partner and tried again when nextPoll() says.
 */
export async function pollPartner(
  deps: PollDeps,
  partnerId: string,
  now: number,
  options: PollOptions,
): Promise<PollOutcome> {
  const lease = await leasePartner(deps.db, partnerId, now, options.onlyIfDue === true)
  if (lease.outcome !== "leased") return { outcome: lease.outcome }
  const { row } = lease
  const { feedUrl } = row.partner
  if (feedUrl === undefined) {
    await deps.db.batch(recordPoll(deps.db, row, { ...unpolled(row), now }))
    return { outcome: "no-feed" }
  }
  const { history } = row
  // Validators without a body would have us told for ever that nothing has changed.
  const whole = row.bodyHash === null || asksWhole(row, history, now, options)
  const validators = whole ? {} : { etag: row.etag, lastModified: row.lastModified }
  const fetched = await fetchDocument(outsideWeb(deps), { url: feedUrl, ...validators })
  options.onAnswer?.()
  const poll = startRecord(row, { ...history, ...(whole ? { wholeAt: now } : {}) }, fetched, now, options)
  if (fetched.outcome === "not-modified") {
    return row.bodyHash === null ? fail(deps, row, poll, NEVER_READ) : settle(deps, row, poll, "not-modified")
  }
  if (fetched.outcome !== "ok") return fail(deps, row, poll, describeFailure(fetched))
  const { body, headers, url } = fetched
  poll.record.bodyHash = await sha256Hex(body)
  if (poll.record.bodyHash === row.bodyHash) return settle(deps, row, poll, "unchanged")
  const read = readFeed(body, {
    contentType: headers.get("content-type") ?? undefined,
    contentLanguage: headers.get("content-language") ?? undefined,
    baseUrl: resolveUrl(headers.get("content-location") ?? "", url) ?? url,
    now,
    iframeHosts: deps.config.iframeHosts,
  })
  if (read.outcome !== "feed") return fail(deps, row, poll, describeFailure(read))
  return hold(deps, row, poll, read.feed)
}

/**
 * Whether to ask for the document as if we had none. A CMS may go on answering 304 after a post was deleted, so the
 * newsroom's own is asked for the whole once an hour, and whenever an editor asks.
 */
function asksWhole({ partner }: PartnerRow, { wholeAt }: PollHistory, now: number, { byEditor }: PollOptions): boolean {
  return partner.role === "house" && (byEditor === true || wholeAt === undefined || wholeAt <= now - HOUR)
}

/** A poll under way: what will be recorded of it, and what the next one's time depends on. */
interface Poll {
  record: PollRecord
  history: PollHistory
  hints: ResponseHints
  chance: number
}

const unpolled = (row: PartnerRow): PollRecord => ({
  now: row.lastPolledAt ?? 0,
  succeeded: false,
  status: row.lastStatus,
  error: row.lastError,
  nextPollAt: null,
  intervalS: row.intervalS ?? 0,
  failures: row.failures,
  history: row.history,
  feedUrl: row.partner.feedUrl,
  etag: row.etag,
  lastModified: row.lastModified,
  bodyHash: row.bodyHash,
  offered: row.offered,
  hostWaitsUntil: null,
})

function startRecord(row: PartnerRow, history: PollHistory, fetched: Fetched, now: number, options: PollOptions): Poll {
  const record = { ...unpolled(row), now, status: "status" in fetched ? fetched.status : null }
  if (!("headers" in fetched))
    return { record, history, hints: { freshUntil: null, retryAt: null }, chance: options.chance }
  if (fetched.outcome === "ok" || fetched.outcome === "not-modified") {
    // A 304 may bring new validators; one that brings none leaves the old ones good (RFC 9111 §4.3.4).
    const kept = fetched.outcome === "not-modified"
    record.etag = fetched.headers.get("etag") ?? (kept ? row.etag : null)
    record.lastModified = fetched.headers.get("last-modified") ?? (kept ? row.lastModified : null)
    history.hasValidators = record.etag !== null || record.lastModified !== null
    followMove(record, history, row, fetched.permanentUrl, now, options)
  }
  return { record, history, hints: readHints(fetched.headers, now), chance: options.chance }
}

/** A permanent redirect counts once it has held for a week, since many are mistakes; https for http counts at once. */
function followMove(
  record: PollRecord,
  history: PollHistory,
  { partner }: PartnerRow,
  movedTo: string | null,
  now: number,
  { byEditor }: PollOptions,
): void {
  const since = history.moved?.url === movedTo ? history.moved?.since : undefined
  delete history.moved
  if (movedTo === null) return
  const secured = partner.feedUrl?.replace(/^http:/, "https:") === movedTo
  if (byEditor || secured || (since !== undefined && since <= now - WEEK)) record.feedUrl = movedTo
  else history.moved = { url: movedTo, since: since ?? now }
}

/** Ends a poll that found nothing new. */
async function settle(
  deps: PollDeps,
  row: PartnerRow,
  poll: Poll,
  outcome: "not-modified" | "unchanged",
): Promise<PollOutcome> {
  await deps.db.batch(recordPoll(deps.db, row, succeed(poll)))
  return { outcome, ...NO_CHANGE, unchanged: row.offered.length }
}

/** Ends a poll that brought a document: its items and the record of it are written together. */
async function hold(deps: PollDeps, row: PartnerRow, poll: Poll, feed: ParsedFeed): Promise<PollOutcome> {
  const { now } = poll.record
  const history = { ...poll.history, schedule: feed.schedule }
  let current = row
  for (let attempt = 1; ; attempt++) {
    const plan = await planIngest(deps, current, feed, { now, revives: false, web: outsideWeb(deps) })
    const record = succeed({
      ...poll,
      history: withArrivals(history, plan.arrivals, now),
      record: { ...poll.record, offered: plan.offered },
    })
    if (await writeIngest(deps, plan, recordPoll(deps.db, row, record))) return { outcome: "read", ...plan.counts }
    current = await rereadPartner(deps.db, row.partner.id, attempt)
  }
}

function succeed({ record, history, hints, chance }: Poll): PollRecord {
  const next = nextPoll(history, { failure: null, failures: 0, ...hints }, record.now, chance)
  return {
    ...record,
    succeeded: true,
    error: null,
    failures: 0,
    history: { ...history, succeededAt: record.now },
    nextPollAt: next.at,
    intervalS: next.intervalS,
  }
}

/** Ends a poll that failed. What was learned of the document before stays, so that the next one asks for the same. */
async function fail(deps: PollDeps, row: PartnerRow, poll: Poll, failure: PollFailure): Promise<PollOutcome> {
  const { record, history, hints, chance } = poll
  const failures = row.failures + 1
  const next = nextPoll(history, { failure: failure.schedule, failures, ...hints }, record.now, chance)
  const { schedule, ...error } = failure
  await deps.db.batch(
    recordPoll(deps.db, row, {
      ...record,
      etag: row.etag,
      lastModified: row.lastModified,
      bodyHash: row.bodyHash,
      error,
      failures,
      history,
      nextPollAt: next.at,
      intervalS: next.intervalS,
      hostWaitsUntil: schedule === "busy" ? Math.min(next.at ?? 0, record.now + WEEK) : null,
    }),
  )
  return { outcome: "failed", error: failure, nextPollAt: next.at, ...NO_CHANGE }
}
