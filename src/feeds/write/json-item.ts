import { parseLanguage } from "../../lib/text/language.ts"
import { normaliseUri } from "../../lib/url/normalise.ts"
import type { Article, Attachment, Author, Image } from "../../model/article.ts"
import { type JsonFeedItemInput, parseDate } from "../../model/article-input.ts"

/** What an editor sent, before it becomes an article: texts as they came, addresses absolute, dates in UTC. */
export interface ArticleDraft {
  title: string
  url?: string
  contentHtml?: string
  /** Stands in when there is no `contentHtml`. */
  contentText?: string
  summary?: string
  image?: Image
  authors: Author[]
  tags: string[]
  section?: string
  language?: string
  attachments: Attachment[]
  datePublished?: string
  dateModified?: string
}

/** A validated body as a draft; null and blank members count as absent. */
export function toDraft(input: JsonFeedItemInput): ArticleDraft {
  const details = input._check_also?.image
  const image = input.image ? { url: href(input.image), ...present({ ...details }) } : undefined
  const authors = input.authors ?? (input.author ? [input.author] : [])
  return {
    title: input.title.trim(),
    authors: authors.map(({ name, url, avatar }) => ({
      name: name!.trim(),
      ...present({ url: url && href(url), avatar: avatar && href(avatar) }),
    })),
    tags: [...new Set((input.tags ?? []).map((tag) => tag.trim()).filter(Boolean))],
    attachments: (input.attachments ?? []).map((each) => ({
      url: href(each.url),
      mimeType: each.mime_type,
      ...present({ title: each.title, sizeInBytes: each.size_in_bytes, durationInSeconds: each.duration_in_seconds }),
    })),
    ...present({
      url: input.url && href(input.url),
      contentHtml: input.content_html,
      contentText: input.content_text,
      summary: input.summary?.trim(),
      image,
      section: input._check_also?.section?.trim(),
      language: input.language && parseLanguage(input.language),
      datePublished: input.date_published && parseDate(input.date_published),
      dateModified: input.date_modified && parseDate(input.date_modified),
    }),
  }
}

const href = (url: string) => normaliseUri(url)!

type Present<T> = { [K in keyof T]?: Exclude<T[K], null | undefined | ""> }

function present<T extends Record<string, unknown>>(members: T): Present<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  ) as Present<T>
}

/** An article as a JSON Feed 1.1 item: an entry of our feeds, and what GET /articles/:id.json answers. */
export function toJsonItem(article: Article): Record<string, unknown> {
  return {
    id: article.guid,
    url: article.url,
    title: article.title,
    content_html: article.contentHtml,
    ...present({ summary: article.summary, image: article.image?.url }),
    date_published: article.datePublished,
    date_modified: article.dateModified,
    ...(article.authors.length > 0 ? { authors: article.authors } : {}),
    ...(article.tags.length > 0 ? { tags: article.tags } : {}),
    language: article.language,
    ...(article.attachments.length > 0 ? { attachments: article.attachments.map(toJsonAttachment) } : {}),
    ...extension(article),
  }
}

function toJsonAttachment({ url, mimeType, title, sizeInBytes, durationInSeconds }: Attachment) {
  return {
    url,
    mime_type: mimeType,
    ...present({ title, size_in_bytes: sizeInBytes, duration_in_seconds: durationInSeconds }),
  }
}

function extension({ section, image }: Article): { _check_also?: Record<string, unknown> } {
  const { url: _, ...details } = image ?? { url: "" }
  const members = present({ section, image: Object.keys(details).length > 0 ? present(details) : undefined })
  return Object.keys(members).length > 0 ? { _check_also: members } : {}
}
