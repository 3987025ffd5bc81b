import type { Attachment, Author, Image } from "./article.ts"

/** A feed document from elsewhere, after parsing and normalising, whatever its format was. */
export interface ParsedFeed {
  /** E.g. `rss-2.0`, `rss-1.0`, `rss-0.91`, `atom-1.0`, `atom-0.3`, `json-1.1`. */
  format: string
  /** WHATWG label of the encoding that the bytes were really in, e.g. `utf-8`. */
  encoding: string
  title?: string
  /** The site's page, absolute. */
  homePageUrl?: string
  /** rel=self, absolute. */
  selfUrl?: string
  description?: string
  language?: string
  id?: string
  /** RFC 3339. */
  updated?: string
  rights?: string
  icon?: string
  authors: Author[]
  /** WebSub hubs, absolute. */
  hubs: string[]
  /** What the publisher says about how often to come. */
  schedule: PublisherSchedule
  /** In document order, at most 2,000. */
  items: ParsedItem[]
  /** Ids that the document declares withdrawn (RFC 6721 deleted-entry). */
  withdrawn: string[]
  diagnostics: Diagnostic[]
}

export interface PublisherSchedule {
  /** RSS `ttl`, in minutes. */
  ttlMinutes?: number
  /** sy:updatePeriod over sy:updateFrequency, in seconds. */
  updateIntervalS?: number
  /** Hours of the day, UTC, 0..23, in which not to come. */
  skipHours: number[]
  /** Days of the week, UTC, 0 = Sunday, on which not to come. */
  skipDays: number[]
}

/** One entry of a feed from elsewhere. Texts are plain unless the name says HTML; addresses are absolute. */
export interface ParsedItem {
  /** guid, atom:id, rdf:about or JSON `id`, exactly as it stands. */
  guid?: string
  url?: string
  title?: string
  summary?: string
  /** Sanitised full content, where the entry has content apart from the summary. */
  contentHtml?: string
  /** RFC 3339. */
  datePublished?: string
  /** RFC 3339. */
  dateModified?: string
  authors: Author[]
  tags: string[]
  attachments: Attachment[]
  image?: Image
  language?: string
  rights?: string
  /** The feed this entry was taken from, where it says so. */
  source?: { title?: string; url?: string }
  /** JSON `_check_also.section`, where given. */
  section?: string
  /** The publisher takes the entry back (JSON `_check_also.withdrawn`). */
  withdrawn?: boolean
  /** Why a poll or push would not hold this entry; absent when it would. */
  rejected?: string
}

/** What had to be repaired or guessed. */
export interface Diagnostic {
  /** Index of the item it concerns, from 0; absent for the document. */
  item?: number
  /** A stable word, e.g. `wrong-encoding`, `undefined-entity`, `unclosed-element`, `bad-date`. */
  kind: string
  detail: string
}
