import { walkHtml } from "../../lib/html/walk.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"

/** A feed that a page links to. */
export interface FeedLink {
  url: string
  title?: string
  /** MIME type as the page gives it, in lower case. */
  type: string
}

const TYPE = /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/json|(application|text)\/xml|text\/rss)$/
const MAX_LINKS = 50

/** The feeds in a page's `<link rel="alternate">` elements (HTML §4.6.7.5), in document order, each once. */
export function findFeedLinks(html: string, baseUrl?: string): FeedLink[] {
  const links = new Map<string, FeedLink>()
  let base = baseUrl
  let hasBase = false
  walkHtml(html, {
    open(name, attributes) {
      const value = (wanted: string) => attributes.find(([attribute]) => attribute === wanted)?.[1].trim()
      if (name === "base" && !hasBase && value("href")) {
        base = resolveUrl(value("href")!, baseUrl) ?? baseUrl
        hasBase = true
      }
      if (name !== "link" || links.size >= MAX_LINKS) return
      const rel = (value("rel") ?? "").toLowerCase().split(/\s+/)
      const type = (value("type") ?? "").toLowerCase().split(";")[0]!.trim()
      const offers =
        rel.includes("feed") || (rel.includes("alternate") && TYPE.test(type) && !rel.includes("stylesheet"))
      const url = offers ? resolveUrl(value("href") ?? "", base) : null
      if (url === null || links.has(url)) return
      const title = value("title")
      links.set(url, { url, ...(title ? { title } : {}), type: type || "application/rss+xml" })
    },
    text() {},
    close() {},
  })
  // WordPress also links to its API as application/json, and that is not a feed.
  return [...links.values()].filter(({ type, url }) => type !== "application/json" || /feed/i.test(url))
}
