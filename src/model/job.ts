/** Queue `renders`: bring every feed that this article touches up to date. */
export interface RenderJob {
  kind: "article"
  articleId: string
}

/** Queue `polls`: poll this partner now. */
export interface PollJob {
  kind: "poll"
  partnerId: string
}
