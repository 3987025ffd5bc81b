import type { ParsedFeed, ParsedItem } from "../../model/parsed-feed.ts"
import type { SecondOpinion } from "../../model/second-opinion.ts"
import { extensionOf, feed, item } from "./json-item.ts"

/** A feed from elsewhere as the JSON Feed 1.1 that we would make of it; what that format lacks is in `_check_also`. */
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
    // JSON Feed 1.1: one of the two is needed.
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
