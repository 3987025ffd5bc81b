import type { Author } from "./article.ts"

/** One line of a Check Also box. */
export interface Link {
  /** The stored item's id. For a pin that is not a stored item, its URL. */
  id: string
  url: string
  title: string
  summary?: string
  image?: string
  /** RFC 3339. */
  datePublished?: string
  authors: Author[]
  language?: string
  /** Partner id; empty for the newsroom's own stories. */
  partner: string
  partnerName: string
  /** 0..1. */
  score: number
  /** The words that it shares with the article, as readers write them. */
  reason: string[]
  pinned: boolean
  sponsored: boolean
}
