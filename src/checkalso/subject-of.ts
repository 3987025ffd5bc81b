import { htmlToText } from "../lib/html/index.ts"
import { urlComparisonKey } from "../lib/url/resolve.ts"
import type { ArticleDraft } from "../model/article-draft.ts"
import type { Subject } from "../ranking/subject.ts"

/** A draft or an article. */
type Story = Omit<ArticleDraft, "language"> & { language: string }

/** The subject of a story's list. A draft without a date counts as published now. */
export const subjectOf = (story: Story, now: number): Subject => ({
  title: story.title,
  summary: story.summary ?? "",
  text: story.contentHtml === undefined ? (story.contentText ?? "") : htmlToText(story.contentHtml),
  tags: story.tags,
  section: story.section ?? null,
  language: story.language,
  publishedAt: story.datePublished === undefined ? now : Date.parse(story.datePublished),
  urlKey: story.url === undefined ? null : urlComparisonKey(story.url),
})
