import type { Author } from "./article.ts"

/** One line of a Check Also box. */
export interface Link {
  /** The held item's id; for an editor's free pin, its URL. */
  id: string
  url: string
  title: string
  summary?: string
  image?: string
  /** RFC 3339. */
  datePublished?: string
  authors: Author[]
  language?: string
  /** Partner id; empty for the newsroom's own archive. */
  partner: string
  partnerName: string
  /** 0..1. */
  score: number
  /** The words that brought it here, as readers write them. */
  reason: string[]
  pinned: boolean
  sponsored: boolean
}
