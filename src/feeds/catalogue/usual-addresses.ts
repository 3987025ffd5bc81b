// Where other systems have their feeds: WordPress, Ghost, Drupal, Hugo, Jekyll. A newsroom that moves here brings
// subscribers who ask there.
// In: a path or a query. Out: the feed that is meant. Source: the systems' own documentation of their feed addresses.
import type { FacetKind, FeedFormat } from "./feed-key.ts"

/** A feed of another system, in our terms. Without a facet it has all articles. */
export interface UsualFeed {
  format: FeedFormat
  /** The first of these kinds that has this label is meant. */
  facet?: { kinds: readonly FacetKind[]; label: string }
}

const FORMATS: Record<string, FeedFormat> = {
  feed: "rss",
  rss: "rss",
  rss2: "rss",
  rdf: "rss",
  atom: "atom",
  json: "json",
}

const FILES: Record<string, FeedFormat> = {
  "/atom": "atom",
  "/index.xml": "rss",
  "/index.rdf": "rss",
  "/feed.xml": "atom",
  "/feed.rss": "rss",
  "/feed.atom": "atom",
}

// WordPress' categories are what we call sections. Small sites use one of the two for both.
const FACETS: Record<string, readonly FacetKind[]> = {
  category: ["section", "tag"],
  tag: ["tag", "section"],
  author: ["author"],
}

const PATH = /^(?:\/(category|tag|author)\/(?:.+\/)?([^/]+))?\/(?:feed|rss)(?:\/(\w+))?$/

/** The feed at a path without a slash at its end: `/feed`, `/feed/atom`, `/category/world/asia/feed`, `/tag/x/rss`. */
export function usualPath(path: string): UsualFeed | null {
  const lower = path.toLowerCase()
  const file = FILES[lower]
  if (file) return { format: file }
  const found = PATH.exec(lower)
  const format = found && FORMATS[found[3] ?? "rss"]
  if (!format) return null
  return found[1] ? withFacet(format, FACETS[found[1]]!, found[2]!) : { format }
}

const QUERY_FACETS: Record<string, readonly FacetKind[]> = {
  category_name: FACETS.category!,
  tag: FACETS.tag!,
  author_name: FACETS.author!,
}

/** The feed of WordPress' plain addresses: `/?feed=rss2`, `/?feed=atom&tag=x`. Numbers of theirs mean nothing here. */
export function usualQuery(search: string): UsualFeed | null {
  const query = new URLSearchParams(search)
  const format = FORMATS[query.get("feed")?.toLowerCase() ?? ""]
  if (!format || ["cat", "author", "p", "page_id", "s"].some((name) => query.has(name))) return null
  const found = Object.keys(QUERY_FACETS).find((name) => query.has(name))
  return found ? withFacet(format, QUERY_FACETS[found]!, encodeURIComponent(query.get(found)!)) : { format }
}

function withFacet(format: FeedFormat, kinds: readonly FacetKind[], label: string): UsualFeed | null {
  try {
    return { format, facet: { kinds, label: decodeURIComponent(label) } }
  } catch {
    return null
  }
}
