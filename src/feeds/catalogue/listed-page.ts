// The pages that list stories, and the lists for search engines: their names and paths.
// In: what a page lists. Out: its name, which is its path without the first slash and without percent-encoding.
// A page that lists what a feed has stands at the folder of that feed.
import { type FacetKind, feedName, parseFeedName } from "./feed-key.ts"
import { parsePeriod } from "./period.ts"

export type ListedPage =
  | { kind: FacetKind; slug: string }
  /** The stories of a month. */
  | { kind: "archive"; period: string }
  /** All months. */
  | { kind: "archives" }
  | { kind: "sitemaps" }
  /** The stories of a month, `2026-11`, or the pages that list stories, `pages`. */
  | { kind: "sitemap"; part: string }

const SITEMAP = /^sitemaps\/(.+)\.xml$/

export const isMonth = (period: string): boolean => parsePeriod(period)?.day === null

/** A page's name: `tags/water`, `archive/2026-11`, `archive`, `sitemap.xml`, `sitemaps/2026-11.xml`. */
export function pageName(page: ListedPage): string {
  switch (page.kind) {
    case "archives":
      return "archive"
    case "sitemaps":
      return "sitemap.xml"
    case "sitemap":
      return `sitemaps/${page.part}.xml`
    default:
      return feedName(page)
  }
}

/** The page of a name that `pageName` could have made; null otherwise. */
export function parsePageName(name: string): ListedPage | null {
  if (name === "archive") return { kind: "archives" }
  if (name === "sitemap.xml") return { kind: "sitemaps" }
  const part = SITEMAP.exec(name)?.[1]
  if (part !== undefined) return part === "pages" || isMonth(part) ? { kind: "sitemap", part } : null
  const key = parseFeedName(name)
  if (!key || !("slug" in key || key.kind === "archive")) return null
  return key.kind !== "archive" || isMonth(key.period) ? key : null
}

/** A page's path, percent-encoded: `/tags/water`. */
export const pagePath = (page: ListedPage): string => `/${pageName(page).split("/").map(encodeURIComponent).join("/")}`
