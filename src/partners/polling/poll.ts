import { readFeed } from "../../feeds/read/read.ts"
import { sha256Hex } from "../../lib/crypto/hash.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { ParsedFeed } from "../../model/parsed-feed.ts"
import type { NewsroomDeps } from "../../newsroom/deps.ts"
import type { PartnerRow } from "../../store/partners.ts"
import { leasePartner, recordPollStatements } from "../../store/polls.ts"
import { outsideWeb } from "../../web/client.ts"
import { fetchDocument } from "../../web/fetch.ts"
import { planIngest, rereadPartner, writeIngest } from "../ingest/ingest.ts"
import { type Poll, readAnswer } from "./answer.ts"
import { describeFailure, NEVER_READ } from "./failure.ts"
import { endWithoutFeed, fail, type PollOutcome, settle, succeedWith } from "./outcome.ts"

// One poll of one partner: lease, fetch, read, plan, write. In: a partner's id. Out: its items and the record of the poll,
// written in one batch.

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

const HOUR = 3600_000

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
  const { db } = deps
  const lease = await leasePartner(db, partnerId, now, options.onlyIfDue === true)
  if (lease.outcome !== "leased") return { outcome: lease.outcome }
  const { row } = lease
  const { feedUrl } = row.partner
  if (feedUrl === undefined) return endWithoutFeed(db, row, now)
  const isWhole = asksWhole(row, now, options)
  const validators = isWhole ? {} : { etag: row.etag, lastModified: row.lastModified }
  const fetched = await fetchDocument(outsideWeb(deps), { url: feedUrl, ...validators })
  options.onAnswer?.()
  const poll = readAnswer(row, fetched, { ...options, now, isWhole })
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
  if (read.outcome !== "feed") return fail(db, poll, describeFailure(read))
  return hold(deps, { ...poll, record: { ...poll.record, bodyHash } }, read.feed)
}

/**
 * Whether to ask for the document as if we had none. Without a body, validators would have us told for ever that nothing
 * has changed. A CMS may go on answering 304 after a post was deleted, so the newsroom's own is asked for the whole once
 * an hour, and whenever an editor asks.
 */
function asksWhole({ partner, bodyHash, history }: PartnerRow, now: number, { byEditor }: PollOptions): boolean {
  const { wholeAt } = history
  if (bodyHash === null) return true
  return partner.role === "house" && (byEditor === true || wholeAt === undefined || wholeAt <= now - HOUR)
}

/** Ends a poll that brought a document: its items and the record of it are written together. */
async function hold(deps: PollDeps, { history, ...rest }: Poll, feed: ParsedFeed): Promise<PollOutcome> {
  const poll = { ...rest, history: { ...history, schedule: feed.schedule } }
  const options = { now: poll.record.now, revives: false, web: outsideWeb(deps) }
  let current = poll.row
  for (let attempt = 1; ; attempt++) {
    const plan = await planIngest(deps, current, feed, options)
    const record = recordPollStatements(deps.db, poll.row, succeedWith(poll, plan))
    if (await writeIngest(deps, plan, record)) return { outcome: "read", ...plan.counts }
    current = await rereadPartner(deps.db, poll.row.partner.id, attempt)
  }
}
