import { firstSentences, htmlToText, sanitiseHtml, textToHtml } from "../lib/html.ts"
import { stripInvalidChars } from "../lib/xml-text.ts"
import type { Article } from "../model/article.ts"
import type { Config } from "../model/config.ts"
import type { JsonFeedItemInput } from "../model/json-feed.ts"
import type { ArticleRow } from "../store/articles.ts"

const SUMMARY_CHARS = 280

/** Tidy plain text: no control characters, white space folded. */
const plain = (text: string) => stripInvalidChars(text).replace(/\s+/g, " ").trim()

/**
 * The article that this item makes, given what the index already knows of it (null: nothing yet). `guid` is the first
 * canonical URL and `datePublished` the first release, both frozen; a sent `date_published` counts until then.
 * `dateModified` is what was sent, or the time of the change, and the caller keeps the old one when nothing changed.
 */
export function composeArticle(
  id: string,
  input: JsonFeedItemInput,
  row: ArticleRow | null,
  config: Config,
  now: number,
): Article {
  const { publication } = config
  const url = input.url ?? row?.url ?? `${publication.siteUrl}/articles/${id}`
  const contentHtml = sanitiseHtml(input.content_html ?? textToHtml(input.content_text ?? ""), {
    baseUrl: url,
    iframeHosts: config.iframeHosts,
  })
  const sent = input.date_published ? Date.parse(input.date_published) : undefined
  const released = row && row.publishedAt <= now && row.state !== "scheduled"
  const published = released ? row.publishedAt : (sent ?? row?.publishedAt ?? now)
  const modified = input.date_modified ? Date.parse(input.date_modified) : row ? now : published
  const details = input._check_also?.image
  return {
    id,
    guid: row?.guid ?? url,
    url,
    title: plain(input.title),
    summary: plain(input.summary ?? "") || firstSentences(htmlToText(contentHtml), SUMMARY_CHARS),
    contentHtml,
    ...(input.image ? { image: { url: input.image, ...details } } : {}),
    authors: (input.authors ?? []).map((author) => ({ ...author, name: plain(author.name) })).filter(({ name }) => name),
    tags: [...new Set((input.tags ?? []).map(plain).filter(Boolean))],
    ...(input._check_also?.section ? { section: plain(input._check_also.section) } : {}),
    language: input.language ?? publication.language,
    attachments: (input.attachments ?? []).map((attachment) => ({
      url: attachment.url,
      mimeType: attachment.mime_type,
      ...(attachment.title ? { title: plain(attachment.title) } : {}),
      ...(attachment.size_in_bytes ? { sizeInBytes: attachment.size_in_bytes } : {}),
      ...(attachment.duration_in_seconds ? { durationInSeconds: attachment.duration_in_seconds } : {}),
    })),
    datePublished: new Date(published).toISOString(),
    dateModified: new Date(Math.max(published, row ? Math.max(modified, row.modifiedAt) : modified)).toISOString(),
  }
}
