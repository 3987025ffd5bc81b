/**
 * Queue `renders`: bring every feed that this article touches up to date, or this one feed. `rewrite`: KV does not
 * have the feed, so it is written also where it has not changed, and kept from then on.
 */
export type RenderJob = { kind: "article"; articleId: string } | { kind: "feed"; feed: string; rewrite?: boolean }

/** Queue `polls`: poll this partner now. */
export interface PollJob {
  kind: "poll"
  partnerId: string
}
