/** A person or organisation, as JSON Feed 1.1 "authors". */
export interface Author {
  name: string
  url?: string
  avatar?: string
}

/** A file of an entry: RSS enclosure, Atom link rel=enclosure, JSON Feed attachment. */
export interface Attachment {
  url: string
  mimeType: string
  title?: string
  sizeInBytes?: number
  durationInSeconds?: number
  /** BCP 47. By default the article's: a transcript may be a translation. */
  language?: string
}

/** An entry's lead image. Only the address is always known. */
export interface Image {
  url: string
  width?: number
  height?: number
  /** MIME type, e.g. `image/jpeg`. */
  type?: string
  /** Never stored with the article: see rendering/image-facts.ts. */
  sizeInBytes?: number
  alt?: string
  credit?: string
}

/** A published article. Every feed and page is made from it. */
export interface Article {
  /** Our address for it: `[a-z0-9][a-z0-9-]{0,99}`. */
  id: string
  /** The entry's id in every feed and format: the first canonical URL, frozen. */
  guid: string
  /** The canonical URL now. */
  url: string
  /** Plain text. */
  title: string
  /** Plain text, for places that have little room. */
  shortTitle?: string
  /** Plain text. */
  summary: string
  /** Sanitised HTML. All addresses are absolute. */
  contentHtml: string
  image?: Image
  authors: Author[]
  tags: string[]
  section?: string
  /** BCP 47, e.g. `en` or `ps`. */
  language: string
  attachments: Attachment[]
  /** RFC 3339 in UTC. Never changes after the first publication. */
  datePublished: string
  /** RFC 3339 in UTC. Changes only when the content does. */
  dateModified: string
}

/** A withdrawn article: the deleted-entry of RFC 6721. */
export interface Tombstone {
  /** The guid of the withdrawn article. */
  guid: string
  /** When it was withdrawn, RFC 3339 in UTC. */
  withdrawnAt: string
}

/** Who publishes: the feeds' own metadata, from the vars in wrangler.toml. */
export interface Publication {
  title: string
  description: string
  language: string
  copyright: string
  /** An e-mail address. */
  contact: string
  homeUrl: string
  /** Square image, absolute URL. */
  icon: string
  /** The address of this service, without a trailing slash. */
  siteUrl: string
  /** WebSub hubs that tell readers of new entries: ours first. */
  hubs: string[]
}
