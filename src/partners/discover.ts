import type { FeedLink } from "../feeds/read/feed-links.ts"
import { readFeed } from "../feeds/read/read.ts"
import { resolveUrl } from "../lib/url/resolve.ts"
import { type FetchDeps, fetchDocument } from "../web/fetch.ts"
import { describeFailure } from "./polling/failure.ts"

/** A feed that a page links, or that was found at a usual address. */
export type FoundFeed = Omit<FeedLink, "type"> & Partial<FeedLink>

export type Discovery =
  | { outcome: "found"; feeds: FoundFeed[]; page: { url: string; title?: string } }
  | { outcome: "none" | "refused" | "unreachable"; detail: string }

/** The usual addresses of feeds. The search stops at the first feed. */
const WELL_KNOWN = ["/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/rss", "/index.xml"]

const TYPES: [RegExp, string][] = [
  [/^json/, "application/feed+json"],
  [/^atom/, "application/atom+xml"],
  [/^r/, "application/rss+xml"],
]

/**
 * Finds the feeds of a site. The page itself may be a feed. Otherwise its `link` elements name feeds. Otherwise the
 * usual addresses are tried. Feeds of comments come last.
 */
export async function discoverFeeds(web: FetchDeps, address: string, now: number): Promise<Discovery> {
  const page = await readAddress(web, address, now)
  if (page.outcome === "refused" || page.outcome === "unreachable") return page
  const { url } = page
  if (page.outcome === "feed") return { outcome: "found", feeds: [page.feed], page: { url } }
  if (page.feeds.length) return { outcome: "found", feeds: inOrder(page.feeds), page: { url } }
  for (const path of WELL_KNOWN) {
    const there = await readAddress(web, resolveUrl(path, url)!, now)
    if (there.outcome === "feed") return { outcome: "found", feeds: [there.feed], page: { url } }
  }
  return { outcome: "none", detail: "The page links no feed, and there is no feed at the usual addresses" }
}

/** Finds the first readable feed among the first three. Null when there is none. */
export async function firstReadable(web: FetchDeps, feeds: FoundFeed[], now: number): Promise<FoundFeed | null> {
  for (const feed of feeds.slice(0, 3)) {
    const seen = await readAddress(web, feed.url, now)
    if (seen.outcome === "feed") return { ...feed, title: seen.feed.title ?? feed.title }
  }
  return null
}

type AddressRead =
  | { outcome: "feed"; url: string; feed: FoundFeed }
  | { outcome: "page"; url: string; feeds: FoundFeed[] }
  | { outcome: "refused"; detail: string }
  | { outcome: "unreachable"; detail: string }

async function readAddress(web: FetchDeps, address: string, now: number): Promise<AddressRead> {
  const fetched = await fetchDocument(web, { url: address })
  if (fetched.outcome === "not-modified")
    return { outcome: "unreachable", detail: "The address answers 304 to a request without conditions" }
  if (fetched.outcome !== "ok") {
    const { detail } = describeFailure(fetched)
    return fetched.outcome === "refused" ? { outcome: "refused", detail } : { outcome: "unreachable", detail }
  }
  const { url, body, headers, permanentUrl } = fetched
  const contentType = headers.get("content-type") ?? undefined
  const read = readFeed(body, { contentType, baseUrl: url, now })
  if (read.outcome === "html") return { outcome: "page", url, feeds: read.feeds }
  if (read.outcome !== "feed") return { outcome: "page", url, feeds: [] }
  const type = TYPES.find(([format]) => format.test(read.feed.format))?.[1]
  // A temporary redirect may change tomorrow. So we keep the requested address.
  return { outcome: "feed", url, feed: { url: permanentUrl ?? address, title: read.feed.title, type } }
}

const isOfComments = ({ url, title }: FoundFeed) => /comment/i.test(`${title ?? ""} ${URL.parse(url)?.pathname ?? ""}`)

const inOrder = (feeds: FoundFeed[]) => [
  ...feeds.filter((feed) => !isOfComments(feed)),
  ...feeds.filter((feed) => isOfComments(feed)),
]
