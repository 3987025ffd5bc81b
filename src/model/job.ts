/** Queue `renders`: bring every feed that this article touches up to date, or this one feed. */
export type RenderJob = { kind: "article"; articleId: string } | { kind: "feed"; feed: string }

/** Queue `polls`: poll this partner now. */
export interface PollJob {
  kind: "poll"
  partnerId: string
}
