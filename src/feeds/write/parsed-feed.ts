import type { Attachment } from "../../model/article.ts"
import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import type { SecondOpinion } from "../../model/second-opinion.ts"

/** A feed from elsewhere as the JSON Feed 1.1 that we would make of it; what that format lacks is in `_check_also`. */
export function renderPreview(feed: ParsedFeed, elsewhere?: SecondOpinion): object {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title ?? "",
    home_page_url: feed.homePageUrl,
    feed_url: feed.selfUrl,
    description: feed.description,
    icon: feed.icon,
    authors: some(feed.authors),
    language: feed.language,
    hubs: some(feed.hubs.map((url) => ({ type: "WebSub", url }))),
    _check_also: {
      format: feed.format,
      encoding: feed.encoding,
      id: feed.id,
      updated: feed.updated,
      rights: feed.rights,
      withdrawn: some(feed.withdrawn),
      diagnostics: feed.diagnostics,
      elsewhere,
    },
    items: feed.items.map(renderItem),
  }
}

function renderItem(item: ParsedItem): object {
  const { url: _, ...image } = item.image ?? { url: "" }
  const extension = {
    rejected: item.rejected,
    withdrawn: item.withdrawn,
    section: item.section,
    rights: item.rights,
    source: item.source,
    image: Object.keys(image).length > 0 ? image : undefined,
  }
  return {
    id: item.guid ?? item.url,
    url: item.url,
    title: item.title,
    summary: item.summary,
    // JSON Feed 1.1: one of the two is needed.
    ...(item.contentHtml === undefined ? { content_text: item.summary ?? "" } : { content_html: item.contentHtml }),
    image: item.image?.url,
    date_published: item.datePublished,
    date_modified: item.dateModified,
    authors: some(item.authors),
    tags: some(item.tags),
    language: item.language,
    attachments: some(item.attachments.map(renderAttachment)),
    _check_also: Object.values(extension).some((value) => value !== undefined) ? extension : undefined,
  }
}

const renderAttachment = ({ url, mimeType, title, sizeInBytes, durationInSeconds }: Attachment) => ({
  url,
  mime_type: mimeType,
  title,
  size_in_bytes: sizeInBytes,
  duration_in_seconds: durationInSeconds,
})

/** A list that has members; JSON leaves out what is undefined. */
const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)
