import type { Article } from "./article.ts"

/** A story as lists of stories show it. */
export type Headline = Pick<
  Article,
  "id" | "title" | "summary" | "image" | "authors" | "section" | "language" | "datePublished"
>

/** Where a page of a list ends: its last story. The next page has the older ones. */
export interface Place {
  /** Milliseconds since 1970. */
  publishedAt: number
  id: string
}
