import type { Attachment, Author, Image } from "../../../model/article.ts"
import type { Diagnostic, PublisherSchedule } from "../../../model/parsed-feed.ts"

/** A text from a feed, known to be plain text or HTML. The HTML is not sanitised yet. */
export interface Markup {
  kind: "text" | "html"
  value: string
  /** The base for its relative addresses. */
  base?: string
}

/** An address as written, and the base at that place in the document. */
export interface Address {
  href: string
  base?: string
}

export interface RawAttachment extends Omit<Attachment, "url" | "mimeType"> {
  address: Address
  mimeType?: string
}

export interface RawImage extends Omit<Image, "url"> {
  address: Address
}

/** An entry as its format gives it. Texts, addresses and dates are not checked yet. */
export interface RawItem {
  guid?: string
  /** In order of preference. */
  links: Address[]
  title?: Markup
  summary?: Markup
  content?: Markup
  /** In order of preference. */
  published: string[]
  modified: string[]
  authors: RawAuthor[]
  tags: string[]
  attachments: RawAttachment[]
  /** In order of preference. */
  images: RawImage[]
  language?: string
  rights?: Markup
  source?: { title?: Markup; address?: Address }
  section?: string
  withdrawn?: boolean
  /** The document ends inside it. */
  cut?: boolean
}

export interface RawAuthor extends Omit<Author, "url" | "avatar"> {
  address?: Address
  avatar?: Address
}

export interface RawFeed {
  format: string
  title?: Markup
  homePages: readonly Address[]
  self?: Address
  description?: Markup
  language?: string
  id?: string
  updated: string[]
  rights?: Markup
  icon?: Address
  authors: RawAuthor[]
  hubs: readonly Address[]
  schedule: PublisherSchedule
  items: RawItem[]
  withdrawn: string[]
  diagnostics: Diagnostic[]
}
