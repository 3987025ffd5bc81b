import type { Author } from "../model/article.ts"

/** A live item that shares words with a story. Texts are plain. */
export interface Candidate {
  id: string
  /** Empty for the newsroom's own stories. */
  partnerId: string
  partnerName: string
  partnerWeight: number
  maxLinks: number
  sponsored: boolean
  url: string
  urlKey: string
  title: string
  summary: string
  /** First part of the body. */
  content: string
  image: string | null
  language: string | null
  section: string | null
  authors: Author[]
  tags: string[]
  /** Milliseconds since 1970. */
  publishedAt: number
  /** Id of the first item about the same story; null when this item is the first. */
  story: string | null
}
