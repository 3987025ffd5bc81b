import { WEEK } from "../../lib/text/time.ts"
import { type PollRecord, recordPollStatements } from "../../store/polls.ts"
import type { Write } from "../../store/write.ts"
import { type IngestCounts, NO_CHANGE } from "../ingest/counts.ts"
import type { Ingested } from "../ingest/types.ts"
import { asBefore, type Poll } from "./answer.ts"
import type { PollFailure } from "./failure.ts"
import { nextPoll, withArrivals } from "./schedule.ts"

export type PollOutcome =
  | ({ outcome: "read" | "not-modified" | "unchanged" } & IngestCounts)
  | ({ outcome: "failed"; error: PollFailure; nextPollAt: number | null } & IngestCounts)
  | { outcome: "busy" | "early" | "unknown" | "no-feed" }

/** The record of a successful poll. */
function succeed({ record, history, hints, isPushed, jitter }: Poll): PollRecord {
  const next = nextPoll(history, { failure: null, failures: 0, isPushed, ...hints }, record.now, jitter)
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

/** The record of a poll with a new document. */
export function succeedWith(poll: Poll, { arrivals, listed }: Ingested): PollRecord {
  const { record, history } = poll
  return succeed({ ...poll, history: withArrivals(history, arrivals, record.now), record: { ...record, listed } })
}

/** Ends a poll that found nothing new. `own` is written with its record. */
export async function settle(
  db: D1Database,
  poll: Poll,
  outcome: "not-modified" | "unchanged",
  own: Write[] = [],
): Promise<PollOutcome> {
  await db.batch([...own, ...recordPollStatements(db, poll.row, succeed(poll))])
  return { outcome, ...NO_CHANGE, unchanged: poll.row.listed.length }
}

/**
 * Ends a failed poll. The validators and the hash of the last document are kept, so that the next poll sends the same
 * request.
 */
export async function fail(db: D1Database, poll: Poll, failure: PollFailure, own: Write[] = []): Promise<PollOutcome> {
  const { row, record, history, hints, isPushed, jitter } = poll
  const failures = row.failures + 1
  const next = nextPoll(history, { failure: failure.schedule, failures, isPushed, ...hints }, record.now, jitter)
  const { schedule, ...error } = failure
  const { etag, lastModified, bodyHash } = row
  const failed: PollRecord = {
    ...record,
    etag,
    lastModified,
    bodyHash,
    error,
    failures,
    history,
    nextPollAt: next.at,
    intervalS: next.intervalS,
    hostWaitsUntil: schedule === "busy" ? Math.min(next.at ?? 0, record.now + WEEK) : null,
  }
  await db.batch([...own, ...recordPollStatements(db, row, failed)])
  return { outcome: "failed", error: failure, nextPollAt: next.at, ...NO_CHANGE }
}

/** Ends the lease of a partner without a feed. */
export async function endWithoutFeed(db: D1Database, row: Poll["row"], now: number): Promise<PollOutcome> {
  await db.batch(recordPollStatements(db, row, { ...asBefore(row), now }))
  return { outcome: "no-feed" }
}
