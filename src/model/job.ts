/**
 * Queue `renders`: render all feeds of this article, or one feed. `rewrite` says that the feed is missing in KV, so it is
 * written even if it has not changed, and is stored from then on.
 */
export type RenderJob = { kind: "article"; articleId: string } | { kind: "feed"; feed: string; rewrite?: boolean }

/** Queue `polls`: poll this partner now. */
export interface PollJob {
  kind: "poll"
  partnerId: string
}
