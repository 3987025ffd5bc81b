import type { ReadOutcome } from "../../feeds/read/read.ts"
import { MAX_DOCUMENT_SIZE } from "../../model/limits.ts"
import type { Fetched } from "../../web/fetch.ts"
import type { PollSignals } from "./schedule.ts"

/** Why a poll failed. */
export interface PollFailure {
  /** A stable word for the kind of failure. */
  kind: string
  /** What happened, and what an editor can do about it. */
  detail: string
  /** How the schedule treats it. */
  schedule: NonNullable<PollSignals["failure"]>
}

/** A 304 to a request without conditions, from a feed that was never read. */
export const NEVER_READ: PollFailure = {
  kind: "not-modified-unasked",
  detail:
    "The feed answers 304 Not Modified to a request without conditions, and it never sent a document. Its server, or a cache in front of it, must answer 200 with the feed",
  schedule: "other",
}

type FailedFetch = Exclude<Fetched, { outcome: "ok" | "not-modified" }>
type FailedRead = Exclude<ReadOutcome, { outcome: "feed" }>

export function describeFailure(failed: FailedFetch | FailedRead): PollFailure {
  const other = (kind: string, detail: string): PollFailure => ({ kind, detail, schedule: "other" })
  switch (failed.outcome) {
    case "http-error":
      return describeStatus(failed.status)
    case "refused":
      return other("refused", `${failed.url} ${failed.detail}, so it is not fetched`)
    case "too-large":
      return other("too-large", `The document is larger than ${MAX_DOCUMENT_SIZE}`)
    case "too-many-redirects":
    case "timeout":
    case "unreachable":
      return other(failed.outcome, failed.detail)
    case "html": {
      const linked = failed.feeds.map(({ url }) => url)
      const hint = linked.length ? `. The page links these feeds: ${linked.slice(0, 3).join(", ")}` : ""
      return other("not-a-feed", `The address answers with a web page, not a feed${hint}`)
    }
    case "not-a-feed":
      return other("not-a-feed", failed.detail)
  }
}

function describeStatus(status: number): PollFailure {
  switch (status) {
    case 410:
      return {
        kind: "gone",
        detail: "The feed answers 410 Gone. It is not polled again until an editor polls it or changes its address",
        schedule: "gone",
      }
    case 401:
    case 403:
      return {
        kind: "denied",
        detail: `The feed answers ${status}. Its server does not allow us to read it`,
        schedule: "denied",
      }
    case 429:
    case 503:
      return { kind: "busy", detail: `The feed answers ${status}. Its server asks us to wait`, schedule: "busy" }
    case 404:
      return { kind: "not-found", detail: "The feed answers 404. Check its address", schedule: "other" }
    default:
      return { kind: "http-error", detail: `The feed answers ${status}`, schedule: "other" }
  }
}
