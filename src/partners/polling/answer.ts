import { type ResponseHints, readHints } from "../../lib/http/freshness.ts"
import type { PollHistory } from "../../model/poll-history.ts"
import type { PartnerRow } from "../../store/partners.ts"
import type { PollRecord } from "../../store/polls.ts"
import type { Fetched } from "../../web/fetch.ts"
import { followMove } from "./redirects.ts"

/** A poll under way: what will be recorded of it, and what the next one's time depends on. */
export interface Poll {
  row: PartnerRow
  record: PollRecord
  history: PollHistory
  hints: ResponseHints
  /** 0..1, spreads the polls. */
  chance: number
}

interface PollContext {
  now: number
  chance: number
  /** An editor asked: a permanent redirect is adopted at once. */
  byEditor?: boolean
  /** The document was asked for without validators. */
  isWhole: boolean
}

/** What the feed's answer tells, before its document is looked at. */
export function readAnswer(row: PartnerRow, fetched: Fetched, context: PollContext): Poll {
  const { now, chance, isWhole } = context
  const history = isWhole ? { ...row.history, wholeAt: now } : row.history
  const record = { ...asBefore(row), now, status: "status" in fetched ? fetched.status : null }
  if (!("headers" in fetched)) return { row, record, history, hints: { freshUntil: null, retryAt: null }, chance }
  const hints = readHints(fetched.headers, now)
  if (fetched.outcome !== "ok" && fetched.outcome !== "not-modified") return { row, record, history, hints, chance }
  const validators = validatorsOf(row, fetched)
  const hasValidators = validators.etag !== null || validators.lastModified !== null
  const next = followMove(row.partner.feedUrl, { ...history, hasValidators }, fetched.permanentUrl, context)
  return { row, record: { ...record, ...validators, feedUrl: next.feedUrl }, history: next.history, hints, chance }
}

/** The record of a poll that changes nothing. */
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
  offered: row.offered,
  hostWaitsUntil: null,
})

/** A 304 may bring new validators; one that brings none leaves the old ones good (RFC 9111 §4.3.4). */
function validatorsOf(row: PartnerRow, { outcome, headers }: Extract<Fetched, { headers: Headers }>) {
  const kept = outcome === "not-modified" ? row : { etag: null, lastModified: null }
  return {
    etag: headers.get("etag") ?? kept.etag,
    lastModified: headers.get("last-modified") ?? kept.lastModified,
  }
}
