// Renders one feed in its three formats.
// In: articles, tombstones, links and the time now. Out: RSS, Atom and JSON text. The same input gives the same bytes.
// Source: RSS 2.0, RFC 4287 (Atom), JSON Feed 1.1, RFC 5005 (archives), RFC 6721 (tombstones).
import { DAY, toRfc3339 } from "../../lib/text/time.ts"
import type { Article, Publication, Tombstone } from "../../model/article.ts"
import type { Link } from "../../model/link.ts"
import { type FeedFormat, type FeedKey, facetsOf, feedDescription, feedPath, feedTitle } from "../catalogue/feed-key.ts"
import { isOver } from "../catalogue/period.ts"
import { atomWriter } from "./atom.ts"
import { toEntries } from "./entry.ts"
import { fitDocuments, MAX_ARCHIVE_BYTES, MAX_FEED_BYTES } from "./fit.ts"
import type { Head } from "./head.ts"
import { jsonWriter } from "./json-feed.ts"
import { withoutUnused } from "./namespaces.ts"
import { rssWriter } from "./rss.ts"

export interface FeedInput {
  key: FeedKey
  publication: Publication
  /** In the feed's order, newest first: MAX_FEED_ARTICLES and older ones that were corrected, or all of an archive's period. */
  articles: Article[]
  tombstones?: Tombstone[]
  /** The name of the section, tag or author as people write it. By default it comes from the articles. */
  label?: string
  /** The periods before and after this one in the chain of archives (archive.ts). */
  prevArchive?: string | null
  nextArchive?: string | null
  /** Whether an archive is complete. By default it is when its period is over. */
  isClosed?: boolean
  /** Check Also links by article id. */
  links?: ReadonlyMap<string, Link[]>
  /** Milliseconds since 1970. */
  now: number
}

export interface RenderedFeed {
  rss: string
  atom: string
  json: string
  /** Time of the newest change, milliseconds since 1970. */
  updated: number
}

/** How long a tombstone stays in the feed, in milliseconds. */
export const MAX_TOMBSTONE_MS = 30 * DAY

// `updated` of a feed without entries. It is fixed, so the bytes do not change. Validators doubt much older dates.
const BEGINNING = Date.UTC(2000, 0, 1)

/** The prefixes of elements that not every feed has. */
const OPTIONAL = ["media", "content"]

/**
 * A feed in its three formats.
 *
 * @example
 * const { rss, atom, json } = renderFeed({ key: { kind: "main" }, publication, articles, now })
 */
export function renderFeed(input: FeedInput): RenderedFeed {
  const { key, articles, links, now } = input
  const entries = toEntries(key, articles, links, now)
  const present = new Set(entries.map(({ article }) => article.guid))
  const tombstones = (input.tombstones ?? []).filter(
    ({ guid, withdrawnAt }) => !present.has(guid) && Date.parse(withdrawnAt) > now - MAX_TOMBSTONE_MS,
  )
  const times = [
    ...entries.map(({ article }) => Date.parse(article.dateModified)),
    ...tombstones.map(({ withdrawnAt }) => Date.parse(withdrawnAt)),
  ]
  const updated = times.length > 0 ? times.reduce((newest, time) => Math.max(newest, time)) : BEGINNING
  const head = (format: FeedFormat) => toHead(input, format, updated)
  const writers = [rssWriter(head("rss")), atomWriter(head("atom"), tombstones), jsonWriter(head("json"))]
  const most = key.kind === "archive" ? MAX_ARCHIVE_BYTES : MAX_FEED_BYTES
  const [rss, atom, json] = fitDocuments(writers, entries, most) as [string, string, string]
  return { rss: withoutUnused(rss, OPTIONAL), atom: withoutUnused(atom, OPTIONAL), json, updated }
}

function toHead(input: FeedInput, format: FeedFormat, updated: number): Head {
  const { key, publication, prevArchive, nextArchive, now } = input
  const label = input.label ?? labelOf(key, input.articles)
  const archive = key.kind === "archive"
  const address = (of: FeedKey) => publication.siteUrl + feedPath(of, format)
  const links: Head["links"] = []
  if (archive) links.push({ rel: "current", href: address({ kind: "main" }) })
  if (prevArchive) links.push({ rel: "prev-archive", href: address({ kind: "archive", period: prevArchive }) })
  if (nextArchive) links.push({ rel: "next-archive", href: address({ kind: "archive", period: nextArchive }) })
  return {
    publication,
    title: feedTitle(key, publication, label),
    description: feedDescription(key, publication, label),
    // RFC 5005 §4: an archive is part of the main feed, so it has the main feed's id.
    id: publication.siteUrl + feedPath(archive ? { kind: "main" } : key, "atom"),
    selfUrl: address(key),
    updated: toRfc3339(updated),
    ttl: archive ? 1440 : 15,
    archive: archive && (input.isClosed ?? isOver(key.period, now)),
    isTopic: !archive,
    links,
  }
}

function labelOf(key: FeedKey, articles: Article[]): string | undefined {
  if (!("slug" in key)) return undefined
  for (const article of articles) {
    const facet = facetsOf(article).find(({ kind, slug }) => kind === key.kind && slug === key.slug)
    if (facet) return facet.label
  }
  return undefined
}
