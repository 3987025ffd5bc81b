import type { PollHistory } from "../../model/poll-history.ts"

const WEEK = 7 * 24 * 3600_000

/**
 * Where to poll next, after a poll that met this permanent redirect (null: none). It counts once it has held for a week,
 * since many are mistakes; https for http, and what an editor asks for, counts at once.
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
