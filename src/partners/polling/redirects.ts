import { WEEK } from "../../lib/text/time.ts"
import type { PollHistory } from "../../model/poll-history.ts"

/**
 * The feed address for the next poll. `movedTo` is the target of a permanent redirect, or null. The target is used
 * after a week, because many redirects are mistakes. It is used at once when it only changes http to https, or when an
 * editor polls.
 */
export function followMove(
  feedUrl: string | undefined,
  { moved, ...history }: PollHistory,
  movedTo: string | null,
  { now, byEditor }: { now: number; byEditor?: boolean },
): { feedUrl: string | undefined; history: PollHistory } {
  if (movedTo === null) return { feedUrl, history }
  const since = moved?.url === movedTo ? moved.since : now
  const isSecured = feedUrl?.replace(/^http:/, "https:") === movedTo
  return byEditor || isSecured || since <= now - WEEK
    ? { feedUrl: movedTo, history }
    : { feedUrl, history: { ...history, moved: { url: movedTo, since } } }
}
