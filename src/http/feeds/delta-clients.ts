/** A reader that takes 226 for a good answer, merges what comes with what it has, and keeps the answer's ETag. */
interface DeltaClient {
  /** How its User-Agent begins, before the version. */
  name: string
  /** Where its source shows that. */
  source: string
}

/**
 * Who may be sent 226. `A-IM: feed` alone says little: the Python library feedparser sends it with every request, and
 * programs on it such as rss2email take 226 for an error. Only what its own source shows is in this list. Vienna takes
 * 226 too, but it sends no If-None-Match and forgets what comes with no-store. The variable DELTA_CLIENTS adds names.
 */
export const DELTA_CLIENTS: readonly DeltaClient[] = [
  {
    // Any status under 400 is read; articles that are not in the answer stay.
    name: "newsboat",
    source: "https://github.com/newsboat/newsboat/blob/1ee1e83d/rss/parser.cpp",
  },
  {
    // The same, before it was renamed.
    name: "newsbeuter",
    source: "https://github.com/akrennmair/newsbeuter/pull/390",
  },
  {
    // Any status under 400 but 304 is read and merged; the ETag of each such answer is kept.
    name: "Liferea",
    source: "https://github.com/lwindolf/liferea/blob/692c3060/src/net.c",
  },
  {
    // Names 226 among the statuses that it takes.
    name: "FeedHQ",
    source: "https://github.com/feedhq/feedhq/pull/108",
  },
]

/** Whether this User-Agent is of a program that takes 226. `more` are further names. */
export function takesDelta(userAgent: string | null, more: readonly string[]): boolean {
  const product = /^[^/\s]+/.exec(userAgent ?? "")?.[0].toLowerCase()
  if (product === undefined) return false
  const is = (name: string) => name.toLowerCase() === product
  return DELTA_CLIENTS.some(({ name }) => is(name)) || more.some(is)
}
