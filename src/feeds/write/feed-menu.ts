import type { Publication } from "../../model/article.ts"
import { type Facet, type FeedKey, feedDescription, feedPath, feedTitle } from "../catalogue/feed-key.ts"
import { toLabel } from "./labels.ts"

/**
 * A feed menu (draft-nottingham-feed-menu): the feeds that a person chooses from, in order. Sections are few and chosen by
 * the newsroom. Topics and authors are thousands, so they are no menu.
 */
export function feedMenu(publication: Publication, sections: Facet[]): object {
  const entry = (key: FeedKey, label?: string) => ({
    "feed-title": toLabel(feedTitle(key, publication, label)),
    description: toLabel(feedDescription(key, publication, label)),
    rss: feedPath(key, "rss"),
    atom: feedPath(key, "atom"),
  })
  const own = [entry({ kind: "main" }), entry({ kind: "summary" })]
  const facets = sections.map(({ kind, slug, label }) => entry({ kind, slug }, label))
  return {
    "feed-menu": toLabel(publication.title),
    items: [...own, ...(facets.length > 0 ? [{ "feed-menu": "Sections", items: facets }] : [])],
  }
}
