import { parseLanguage } from "../lib/text/language.ts"
import { present } from "../lib/text/present.ts"
import { parseRfc3339 } from "../lib/text/time.ts"
import { normaliseUrl } from "../lib/url/normalise.ts"
import type { Attachment, Author, Image } from "./article.ts"
import type { JsonFeedItemInput } from "./article-input.ts"

/** An article as an editor sent it. Texts are unchanged, addresses are absolute, dates are in UTC. */
export interface ArticleDraft {
  title: string
  shortTitle?: string
  url?: string
  contentHtml?: string
  /** Used when there is no `contentHtml`. */
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
  /** Whether this edit is one of substance, which older readers must get again. By default it is measured. */
  correction?: boolean
}

/** A validated body as a draft. Null and blank members count as absent. */
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
      ...present({
        title: each.title,
        sizeInBytes: each.size_in_bytes,
        durationInSeconds: each.duration_in_seconds,
        language: each._check_also?.language && parseLanguage(each._check_also.language),
      }),
    })),
    ...present({
      url: input.url && href(input.url),
      contentHtml: input.content_html,
      contentText: input.content_text,
      summary: input.summary?.trim(),
      image,
      section: input._check_also?.section?.trim(),
      shortTitle: input._check_also?.short_title?.trim(),
      correction: input._check_also?.correction,
      language: input.language && parseLanguage(input.language),
      datePublished: input.date_published && parseRfc3339(input.date_published),
      dateModified: input.date_modified && parseRfc3339(input.date_modified),
    }),
  }
}

const href = (url: string) => normaliseUrl(url)!
