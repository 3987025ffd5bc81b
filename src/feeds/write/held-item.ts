import { toRfc3339 } from "../../lib/text/time.ts"
import type { HeldItem } from "../../model/held-item.ts"
import { extensionOf, item } from "./json-item.ts"

/** A stored partner item as a JSON Feed 1.1 item. Members that JSON Feed lacks are in `_check_also`. */
export const toHeldJson = (held: HeldItem): Record<string, unknown> =>
  item({
    ...held,
    contentText: held.content || held.summary || held.title,
    datePublished: toRfc3339(held.publishedAt),
    dateModified: toRfc3339(held.updatedAt),
    extension: extensionOf({
      partner: held.partnerId,
      guid: held.guid,
      section: held.section,
      same_story_as: held.story,
      seen_at: toRfc3339(held.seenAt),
    }),
  })
