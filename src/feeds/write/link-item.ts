import type { Link } from "../../model/link.ts"
import { item } from "./json-item.ts"

/** A Check Also link as a JSON Feed 1.1 item. Members that JSON Feed lacks are in `_check_also`. */
export const toLinkItem = (link: Link): Record<string, unknown> =>
  item({
    ...link,
    extension: {
      partner: link.partner,
      partner_name: link.partnerName,
      score: link.score,
      reason: link.reason,
      pinned: link.pinned,
      sponsored: link.sponsored,
    },
  })
