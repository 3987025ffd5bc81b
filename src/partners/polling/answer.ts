import { type CacheHints, readCacheHints } from "../../lib/http/freshness.ts"
import type { PollHistory } from "../../model/poll-history.ts"
import type { PartnerRow } from "../../store/partners.ts"
import type { PollRecord } from "../../store/polls.ts"
import type { Fetched } from "../../web/fetch.ts"
import { followMove } from "./redirects.ts"

/** A poll in progress: its record, and the inputs for the time of the next poll. */
export interface Poll {
  row: PartnerRow
  record: PollRecord
  history: PollHistory
  hints: CacheHints
  /** See PollSignals. */
  isPushed: boolean
  /** 0 to 1. It spreads the polls. */
  jitter: number
}

interface PollContext {
  now: number
  jitter: number
  /** An editor started the poll, so a permanent redirect is followed at once. */
  byEditor?: boolean
  /** The request had no validators. */
  isWhole: boolean
  isPushed: boolean
}

/** Reads the status and the headers of the feed's answer, but not its document. */
export function readAnswer(row: PartnerRow, fetched: Fetched, context: PollContext): Poll {
  const { now, jitter, isWhole, isPushed } = context
  const history = isWhole ? { ...row.history, wholeAt: now } : row.history
  const record = { ...asBefore(row), now, status: "status" in fetched ? fetched.status : null }
  const poll = { row, record, history, hints: { freshUntil: null, retryAt: null }, isPushed, jitter }
  if (!("headers" in fetched)) return poll
  const hints = readCacheHints(fetched.headers, now)
  if (fetched.outcome !== "ok" && fetched.outcome !== "not-modified") return { ...poll, hints }
  const validators = validatorsOf(row, fetched)
  const hasValidators = validators.etag !== null || validators.lastModified !== null
  const next = followMove(row.partner.feedUrl, { ...history, hasValidators }, fetched.permanentUrl, context)
  return { ...poll, record: { ...record, ...validators, feedUrl: next.feedUrl }, history: next.history, hints }
}

/** A record that keeps everything as it is. */
export const asBefore = (row: PartnerRow): PollRecord => ({
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
  listed: row.listed,
  hostWaitsUntil: null,
})

/** A 304 may have new validators. Without new ones, the old ones stay valid (RFC 9111 §4.3.4). */
function validatorsOf(row: PartnerRow, { outcome, headers }: Extract<Fetched, { headers: Headers }>) {
  const kept = outcome === "not-modified" ? row : { etag: null, lastModified: null }
  return {
    etag: headers.get("etag") ?? kept.etag,
    lastModified: headers.get("last-modified") ?? kept.lastModified,
  }
}
