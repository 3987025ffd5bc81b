import type { Author } from "./article.ts"

/**
 * How a link fits its article. `related`: the ranker is sure. `near`: below that bar, but of the same place, people,
 * section or subject. `newest`: a partner's newest story.
 */
export const FITS = ["related", "near", "newest"] as const
export type Fit = (typeof FITS)[number]

/** Only the links that the ranker or an editor is sure of. */
export const relatedLinks = (links: Link[]): Link[] => links.filter(({ fit }) => fit === "related")

/**
 * The links of a box: at most `limit`, and of these the related ones and as many others as fill it up to `fill` links.
 * `links` has the related ones first.
 */
export function boxOf(links: Link[], { limit, fill }: { limit: number; fill: number }): Link[] {
  const related = relatedLinks(links).length
  return links.slice(0, Math.min(limit, Math.max(related, fill)))
}

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
  fit: Fit
}
