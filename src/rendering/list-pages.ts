// Makes the pages that list stories.
// In: which page, and where it begins. Out: the page as text, or null when there is no such page.
import type { Facet } from "../feeds/catalogue/feed-key.ts"
import type { ListedPage } from "../feeds/catalogue/listed-page.ts"
import { pagePath } from "../feeds/catalogue/listed-page.ts"
import { monthIn, monthRangeIn } from "../lib/text/zone.ts"
import type { Headline, Place } from "../model/headline.ts"
import type { Listed } from "../model/page-writers.ts"
import { listDirectory } from "../store/directory.ts"
import { facetLabel } from "../store/facets.ts"
import { type Listing, listLocated, listMonthEnds, selectHeadlines } from "../store/listings.ts"
import type { RenderDeps } from "./deps.ts"

export const MAX_LISTED = 30

export async function makeListedPage(deps: RenderDeps, page: ListedPage, before: Place | null): Promise<string | null> {
  const { pages, config, db } = deps
  switch (page.kind) {
    case "archives":
      return pages.archives(await monthsOf(deps))
    case "sitemaps":
      return pages.sitemaps(
        ["pages", ...(await monthsOf(deps))].map((part) => siteUrlOf(deps) + pagePath({ kind: "sitemap", part })),
      )
    case "sitemap":
      return page.part === "pages" ? sitemapOfPages(deps) : sitemapOfMonth(deps, page.part)
    case "archive": {
      const range = monthRangeIn(config.timeZone, page.period)
      return makeList(deps, page, range, before)
    }
    default: {
      const label = await facetLabel(db, page.kind, page.slug)
      return label === null ? null : makeList(deps, { ...page, label }, { facet: page }, before)
    }
  }
}

const siteUrlOf = ({ config }: RenderDeps) => config.publication.siteUrl

/** A facet that ever had a story has a page, as it has a feed. A month without one has none. */
async function makeList(deps: RenderDeps, of: Listed, listing: Listing, before: Place | null): Promise<string | null> {
  const found = await selectHeadlines(deps.db, listing, MAX_LISTED + 1, before)
  if (!found.length && of.kind === "archive") return null
  const headlines = found.slice(0, MAX_LISTED)
  const older = found.length > MAX_LISTED ? placeOf(headlines.at(-1)!) : null
  return deps.pages.list({ of, headlines, isLater: before !== null, older })
}

const placeOf = ({ datePublished, id }: Headline): Place => ({ publishedAt: Date.parse(datePublished), id })

/** The months with a live article in the paper's zone, newest first. A UTC month reaches into two of them at most. */
async function monthsOf({ db, config }: RenderDeps): Promise<string[]> {
  const ends = await listMonthEnds(db)
  const months = ends.flatMap(({ newest, oldest }) => [
    monthIn(config.timeZone, newest),
    monthIn(config.timeZone, oldest),
  ])
  return [...new Set(months)].sort().reverse()
}

async function sitemapOfMonth(deps: RenderDeps, month: string): Promise<string | null> {
  const { from, to } = monthRangeIn(deps.config.timeZone, month)
  // An article whose address is elsewhere is for the sitemap there (sitemaps.org).
  const here = (await listLocated(deps.db, from, to)).filter(({ url }) => url.startsWith(`${siteUrlOf(deps)}/`))
  return here.length ? deps.pages.sitemap(here) : null
}

async function sitemapOfPages(deps: RenderDeps): Promise<string> {
  const facets = await listDirectory(deps.db)
  const paths = ["/", "/archive", "/feeds", ...facets.map(({ kind, slug }: Facet) => pagePath({ kind, slug }))]
  return deps.pages.sitemap(paths.map((path) => ({ url: siteUrlOf(deps) + path })))
}
