import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import type { SecondOpinion } from "../../model/second-opinion.ts"
import { extensionOf, feed, item } from "./json-item.ts"

/** A feed that we have read, as JSON Feed 1.1. Members that JSON Feed lacks are in `_check_also`. */
export const renderPreview = (parsed: ParsedFeed, elsewhere?: SecondOpinion): object =>
  feed(
    {
      ...parsed,
      title: parsed.title ?? "",
      feedUrl: parsed.selfUrl,
      extension: {
        format: parsed.format,
        encoding: parsed.encoding,
        ...extensionOf({ id: parsed.id, updated: parsed.updated, rights: parsed.rights, withdrawn: parsed.withdrawn }),
        diagnostics: parsed.diagnostics,
        elsewhere,
      },
    },
    parsed.items.map(toPreviewItem),
  )

const toPreviewItem = (parsed: ParsedItem): object =>
  item({
    ...parsed,
    id: parsed.guid ?? parsed.url,
    // JSON Feed 1.1 requires content_html or content_text.
    contentText: parsed.contentHtml === undefined ? (parsed.summary ?? "") : undefined,
    image: parsed.image?.url,
    extension: extensionOf({
      rejected: parsed.rejected,
      withdrawn: parsed.withdrawn,
      section: parsed.section,
      rights: parsed.rights,
      source: parsed.source,
      image: parsed.image,
    }),
  })
