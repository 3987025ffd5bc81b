import type { HeldItem } from "../../model/held-item.ts"
import { extensionOf, item } from "./json-item.ts"

/** A held item as a JSON Feed 1.1 item; what JSON Feed lacks stands under `_check_also`. */
export const toHeldJson = (held: HeldItem): Record<string, unknown> =>
  item({
    ...held,
    contentText: held.content || held.summary || held.title,
    datePublished: new Date(held.publishedAt).toISOString(),
    dateModified: new Date(held.updatedAt).toISOString(),
    extension: extensionOf({
      partner: held.partnerId,
      guid: held.guid,
      section: held.section,
      same_story_as: held.story,
      seen_at: new Date(held.seenAt).toISOString(),
    }),
  })
