import { firstSentences, htmlToText, paragraphsToHtml, sanitiseHtml } from "../lib/html/index.ts"
import { cleanLine } from "../lib/text/escape.ts"
import { present } from "../lib/text/present.ts"
import { toRfc3339 } from "../lib/text/time.ts"
import type { Article } from "../model/article.ts"
import type { ArticleDraft } from "../model/article-draft.ts"
import type { Config } from "../model/config.ts"
import type { ArticleRow } from "../store/articles.ts"

const MAX_EXCERPT_CHARACTERS = 280

// An entry of a feed cannot have changed before there were feeds, and validators believe no earlier date. An article from
// an older archive keeps its true date of publication; its entry is as new as its import.
const FIRST_FEEDS = Date.UTC(1990, 0, 1)

/**
 * Makes the article from a draft and the article's row (null: it is new).
 * `guid` is the first canonical URL, and `datePublished` is the first release. Both are frozen. A sent `date_published`
 * counts until the first release. `dateModified` is as sent, or the time of the change, which for a new article is its
 * publication. The caller keeps the old one when nothing changed.
 */
export function composeArticle(
  id: string,
  draft: ArticleDraft,
  row: ArticleRow | null,
  config: Config,
  now: number,
): Article {
  const { publication } = config
  const url = draft.url ?? row?.url ?? `${publication.siteUrl}/articles/${id}`
  const contentHtml = sanitiseHtml(draft.contentHtml ?? paragraphsToHtml(draft.contentText ?? ""), {
    baseUrl: url,
    // Feeds and pages show articles together. The id is set here, once, so every format says the same at every render.
    idSuffix: id,
    iframeHosts: config.iframeHosts,
  })
  const sent = draft.datePublished ? Date.parse(draft.datePublished) : undefined
  const released = row && row.publishedAt <= now && row.state !== "scheduled"
  const published = released ? row.publishedAt : (sent ?? row?.publishedAt ?? now)
  const isOlder = row !== null || published < FIRST_FEEDS
  const modified = draft.dateModified ? Date.parse(draft.dateModified) : isOlder ? now : published
  return {
    id,
    guid: row?.guid ?? url,
    url,
    title: cleanLine(draft.title),
    ...present({ shortTitle: cleanLine(draft.shortTitle ?? "") }),
    summary: cleanLine(draft.summary ?? "") || firstSentences(htmlToText(contentHtml), MAX_EXCERPT_CHARACTERS),
    contentHtml,
    image: draft.image,
    authors: draft.authors.map((author) => ({ ...author, name: cleanLine(author.name) })).filter(({ name }) => name),
    tags: [...new Set(draft.tags.map(cleanLine).filter(Boolean))],
    section: cleanLine(draft.section ?? "") || undefined,
    language: draft.language ?? publication.language,
    attachments: draft.attachments,
    datePublished: toRfc3339(published),
    dateModified: toRfc3339(Math.max(published, modified, row?.modifiedAt ?? published)),
  }
}
