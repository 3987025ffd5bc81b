import { present } from "../../lib/text/present.ts"
import type { Article, Attachment, Author, Image } from "../../model/article.ts"

/** A JSON Feed 1.1 item in our names. Empty lists and blank texts count as absent. */
export interface Item {
  id?: string
  url?: string
  title?: string
  contentHtml?: string
  contentText?: string
  summary?: string
  image?: string | null
  /** RFC 3339. */
  datePublished?: string
  /** RFC 3339. */
  dateModified?: string
  authors?: Author[]
  tags?: string[]
  language?: string | null
  attachments?: Attachment[]
  /** What JSON Feed lacks. */
  extension?: Record<string, unknown>
}

/** An item as JSON. Members are in the order of the JSON Feed 1.1 specification. */
export function item(of: Item): Record<string, unknown> {
  return {
    id: of.id,
    url: of.url,
    title: of.title,
    ...(of.contentHtml === undefined ? {} : { content_html: of.contentHtml }),
    ...(of.contentText === undefined ? {} : { content_text: of.contentText }),
    ...present({
      summary: of.summary,
      image: of.image,
      date_published: of.datePublished,
      date_modified: of.dateModified,
      authors: of.authors,
      tags: of.tags,
      language: of.language,
      attachments: of.attachments?.map(toJsonAttachment),
      _check_also: of.extension,
    }),
  }
}

const toJsonAttachment = ({ url, mimeType, title, sizeInBytes, durationInSeconds, language }: Attachment) => ({
  url,
  mime_type: mimeType,
  ...present({ title, size_in_bytes: sizeInBytes, duration_in_seconds: durationInSeconds }),
  ...(language ? { _check_also: { language } } : {}),
})

/** The present members of an extension; undefined when there are none. The image's address is left to `Item.image`. */
export function extensionOf<T extends object>(members: T & { image?: Image }): Record<string, unknown> | undefined {
  const { url: _, ...details } = members.image ?? { url: "" }
  const image = present(details)
  const extension = present({ ...members, image: Object.keys(image).length > 0 ? image : undefined })
  return Object.keys(extension).length > 0 ? extension : undefined
}

/** The members of a JSON Feed, except its items. */
export interface JsonHead {
  title: string
  homePageUrl?: string
  feedUrl?: string
  nextUrl?: string
  description?: string
  icon?: string
  favicon?: string
  authors?: Author[]
  language?: string
  /** Addresses of WebSub hubs. */
  hubs?: string[]
  /** What JSON Feed lacks. */
  extension?: Record<string, unknown>
}

/** A JSON Feed 1.1. */
export function feed(head: JsonHead, items: object[]): Record<string, unknown> {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title: head.title,
    ...present({
      home_page_url: head.homePageUrl,
      feed_url: head.feedUrl,
      description: head.description,
      icon: head.icon,
      next_url: head.nextUrl,
      favicon: head.favicon,
      authors: head.authors,
      language: head.language,
      hubs: head.hubs?.map((url) => ({ type: "WebSub", url })),
      _check_also: head.extension,
    }),
    items,
  }
}

/** An article as a JSON Feed item, for our feeds and for GET /articles/:id.json. */
export const toJsonItem = (article: Article): Record<string, unknown> =>
  item({
    ...article,
    id: article.guid,
    image: article.image?.url,
    extension: extensionOf({ section: article.section, short_title: article.shortTitle, image: article.image }),
  })
