import type { Attachment, Author, Image } from "./article.ts"

/** A parsed and normalised feed document of any format. */
export interface ParsedFeed {
  /** E.g. `rss-2.0`, `rss-1.0`, `rss-0.91`, `atom-1.0`, `atom-0.3`, `json-1.1`. */
  format: string
  /** Name of the actual encoding of the bytes, e.g. `utf-8`. */
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
  /** The publisher's hints on how often to poll. */
  schedule: PublisherSchedule
  /** In document order, at most MAX_ENTRIES. */
  items: ParsedItem[]
  /** Ids of withdrawn entries (deleted-entry of RFC 6721). */
  withdrawn: string[]
  diagnostics: Diagnostic[]
}

export interface PublisherSchedule {
  /** RSS `ttl`, in minutes. */
  ttlMinutes?: number
  /** sy:updatePeriod over sy:updateFrequency, in seconds. */
  updateIntervalS?: number
  /** Hours of the day, UTC, 0..23, in which not to poll. */
  skipHours: number[]
  /** Days of the week, UTC, 0 = Sunday, on which not to poll. */
  skipDays: number[]
}

/** One entry of a parsed feed. Texts are plain unless the name says HTML. Addresses are absolute. */
export interface ParsedItem {
  /** guid, atom:id, rdf:about or JSON `id`, as written. */
  guid?: string
  url?: string
  title?: string
  summary?: string
  /** Sanitised content. It comes from the summary when the entry has no content and the summary is HTML. */
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
  /** The feed that this entry was copied from. */
  source?: { title?: string; url?: string }
  /** JSON `_check_also.section`. */
  section?: string
  /** The publisher withdraws the entry (JSON `_check_also.withdrawn`). */
  withdrawn?: boolean
  /** Why a poll or push would not store this entry; absent when it would. */
  rejected?: string
}

/** A repair or a guess. */
export interface Diagnostic {
  /** Index of its item, from 0; absent for the document. */
  item?: number
  /** A stable word, e.g. `wrong-encoding`, `undefined-entity`, `unclosed-element`, `bad-date`. */
  kind: string
  detail: string
}
