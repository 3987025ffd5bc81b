import { toRfc3339 } from "../lib/time.ts"
import type { Article, Publication, Tombstone } from "../model/article.ts"
import type { Link } from "../model/link.ts"
import { toAtom } from "./atom.ts"
import { type FeedFormat, type FeedKey, facetsOf, feedDescription, feedPath, feedTitle } from "./catalogue.ts"
import type { Head } from "./document.ts"
import { toEntries } from "./entry.ts"
import { toJsonFeed } from "./json-feed.ts"
import { isOver } from "./months.ts"
import { toRss } from "./rss.ts"

export interface FeedInput {
  key: FeedKey
  publication: Publication
  /** In the order that the feed is to have: newest first, at most FEED_SIZE, or all of an archive's period. */
  articles: Article[]
  tombstones?: Tombstone[]
  /** A section's, tag's or author's name as people write it; found among the articles when not given. */
  label?: string
  /** The periods next to this document in the chain of archives (months.ts). */
  prevArchive?: string | null
  nextArchive?: string | null
  /** Check Also links by article id. */
  links?: ReadonlyMap<string, Link[]>
  hubUrl?: string
  /** Milliseconds since 1970. */
  now: number
}

export interface RenderedFeed {
  rss: string
  atom: string
  json: string
  /** Newest change in it, milliseconds since 1970. */
  updated: number
}

/** How long a withdrawal is told, in milliseconds. */
export const TOMBSTONE_LIFE = 30 * 24 * 3600 * 1000

// The time of a feed that never had an entry: fixed, and late enough for validators to believe.
const BEGINNING = Date.UTC(2000, 0, 1)

/** A feed in its three formats. The same input gives the same bytes. */
export function renderFeed(input: FeedInput): RenderedFeed {
  const { key, articles, links, now } = input
  const entries = toEntries(key, articles, links, now)
  const present = new Set(entries.map(({ article }) => article.guid))
  const tombstones = (input.tombstones ?? []).filter(
    ({ guid, withdrawnAt }) => !present.has(guid) && Date.parse(withdrawnAt) > now - TOMBSTONE_LIFE,
  )
  const times = [
    ...entries.map(({ article }) => Date.parse(article.dateModified)),
    ...tombstones.map(({ withdrawnAt }) => Date.parse(withdrawnAt)),
  ]
  const updated = times.length > 0 ? times.reduce((newest, time) => Math.max(newest, time)) : BEGINNING
  const head = (format: FeedFormat) => toHead(input, format, updated)
  return {
    rss: toRss(head("rss"), entries),
    atom: toAtom(head("atom"), entries, tombstones),
    json: toJsonFeed(head("json"), entries),
    updated,
  }
}

function toHead(input: FeedInput, format: FeedFormat, updated: number): Head {
  const { key, publication, prevArchive, nextArchive, hubUrl, now } = input
  const label = input.label ?? labelOf(key, input.articles)
  const archive = key.kind === "archive"
  const address = (of: FeedKey) => publication.siteUrl + feedPath(of, format)
  const links: Head["links"] = []
  if (hubUrl && !archive) links.push({ rel: "hub", href: hubUrl })
  if (archive) links.push({ rel: "current", href: address({ kind: "main" }) })
  if (prevArchive) links.push({ rel: "prev-archive", href: address({ kind: "archive", period: prevArchive }) })
  if (nextArchive) links.push({ rel: "next-archive", href: address({ kind: "archive", period: nextArchive }) })
  return {
    publication,
    title: feedTitle(key, publication, label),
    description: feedDescription(key, publication, label),
    // An archive is a part of the feed that it belongs to, not a feed of its own.
    id: publication.siteUrl + feedPath(archive ? { kind: "main" } : key, "atom"),
    selfUrl: address(key),
    updated: toRfc3339(updated),
    ttl: archive ? 1440 : 15,
    archive: archive && isOver(key.period, now),
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
