import type { Article } from "./article.ts"
import type { Link } from "./link.ts"

/** Write pages as HTML. The site's room has them, and rendering stores what they write. */
export interface PageWriters {
  /** An article's page with its box. */
  article(article: Article, links: Link[]): string
  /** The home page. The articles are newest first. */
  home(articles: Article[], sections: { slug: string; label: string }[]): string
}
