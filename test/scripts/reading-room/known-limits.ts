// What readers do with any feed of this kind, and no feed can change. In: a fault. Out: the limit that explains it.
// A limit stands here only when the reader's source or its documentation, or a trial with another feed, bears it out.

import type { Fault, Kind } from "./judge.ts"
import type { Format } from "./reader.ts"

export interface Limit {
  readers: string[]
  kind: Kind
  /** All formats and stories when left out. */
  formats?: Format[]
  stories?: string[]
  reason: string
}

const TWO_AUTHORS = ["river-gauges"]
const TWO_FILES = ["river-gauges"]

export const LIMITS: Limit[] = [
  {
    readers: ["newsboat", "rss2email", "feed2exec", "sfeed", "liferea", "FreshRSS", "Miniflux"],
    kind: "withdrawal",
    reason: "keeps what it has fetched; knows no tombstones (RFC 6721)",
  },
  {
    readers: ["Miniflux"],
    kind: "authors",
    formats: ["json"],
    reason: "adds the feed's authors to each item's, which JSON Feed 1.1 lets stand alone",
  },
  {
    readers: ["newsboat", "Miniflux"],
    kind: "authors",
    formats: ["rss"],
    stories: TWO_AUTHORS,
    reason: "of several dc:creator it takes the last",
  },
  {
    readers: ["sfeed", "rss2email", "feed2exec", "npm rss-parser", "npm feedparser"],
    kind: "authors",
    stories: TWO_AUTHORS,
    reason: "has room for one author",
  },
  {
    readers: ["FreshRSS"],
    kind: "authors",
    formats: ["rss", "atom"],
    stories: ["operator-share"],
    reason: "writes the & of a name as a full-width one",
  },
  { readers: ["FreshRSS"], kind: "authors", formats: ["json"], reason: "reads no authors from JSON Feed" },
  {
    readers: ["newsboat", "sfeed"],
    kind: "enclosures",
    stories: TWO_FILES,
    reason: "has room for one enclosure",
  },
  {
    readers: ["rss2email", "npm rss-parser"],
    kind: "enclosures",
    formats: ["rss"],
    stories: TWO_FILES,
    reason: "reads enclosure alone, and no media:content",
  },
  { readers: ["FreshRSS"], kind: "enclosures", formats: ["json"], reason: "shows no attachments of JSON Feed" },
  {
    readers: ["liferea"],
    kind: "title",
    formats: ["rss"],
    stories: ["operator-share", "vector-explained", "page-broken"],
    reason: "takes every RSS title for HTML, where most readers take it for text",
  },
  {
    readers: ["feedparser", "rss2email", "Miniflux"],
    kind: "title",
    formats: ["rss"],
    stories: ["page-broken"],
    reason: "takes an RSS title with an HTML entity for HTML, where most readers take it for text",
  },
  { readers: ["feed2exec"], kind: "enclosures", reason: "its letters name no enclosures" },
  { readers: ["npm rss-parser"], kind: "enclosures", formats: ["atom"], reason: "reads no rel=enclosure in Atom" },
  {
    readers: ["liferea"],
    kind: "edit",
    reason: "keeps the first form of an entry whose id it knows",
  },
  { readers: ["feed2exec"], kind: "edit", reason: "an entry whose id it knows is not handed on again" },
  {
    readers: ["npm @rowanmanning/feed-parser"],
    kind: "text",
    stories: ["vector-explained"],
    reason: "resolves references in content twice",
  },
  {
    readers: ["npm @extractus/feed-extractor"],
    kind: "authors",
    formats: ["rss", "atom"],
    stories: ["operator-share"],
    reason: "resolves no numeric references in names, which stand outside its digest",
  },
  {
    readers: ["npm @extractus/feed-extractor"],
    kind: "date",
    formats: ["atom"],
    stories: ["bridge-opens"],
    reason: "takes updated for published",
  },
]

export function findLimit(reader: string, format: Format, { kind, story }: Fault): Limit | null {
  const found = LIMITS.find(
    ({ readers, formats, stories, ...limit }) =>
      readers.includes(reader) &&
      limit.kind === kind &&
      (!formats || formats.includes(format)) &&
      (!stories || (story !== undefined && stories.includes(story))),
  )
  return found ?? null
}
