import type { Article } from "./article.ts"
import type { Headline, Place } from "./headline.ts"
import type { Link } from "./link.ts"

/** A facet, or a month such as `2026-11`, whose stories a page lists. */
export type Listed =
  | { kind: "section" | "tag" | "author"; slug: string; label: string }
  | { kind: "archive"; period: string }

/** A page of a list, newest first. */
export interface ListPage {
  of: Listed
  headlines: Headline[]
  /** Whether it is not the first page. */
  isLater: boolean
  /** Where the next page begins. Null on the last one. */
  older: Place | null
}

/** An address for search engines. `modifiedAt` is in milliseconds since 1970. */
export interface Located {
  url: string
  modifiedAt?: number
}

/** Write pages as HTML. The site's room has them, and rendering stores what they write. */
export interface PageWriters {
  /** A digest of the style, the texts and the settings. It stands in each page, so a page without it is out of date. */
  look: string
  /** An article's page with its box. */
  article(article: Article, links: Link[]): string
  /** The home page. The articles are newest first. */
  home(articles: Article[], sections: { slug: string; label: string }[]): string
  list(page: ListPage): string
  /** The months with stories, such as `2026-11`, newest first. */
  archives(months: string[]): string
  /** XML: the addresses of the sitemaps, and one of them. */
  sitemaps(urls: string[]): string
  sitemap(urls: Located[]): string
}
