import type { Link } from "../../model/link.ts"
import { WHY_NOT, type WhyNot } from "../../model/why-not.ts"
import { item } from "./json-item.ts"

/** A Check Also link as a JSON Feed 1.1 item. Members that JSON Feed lacks are in `_check_also`. */
export const toLinkItem = (link: Link): Record<string, unknown> => item({ ...link, extension: extensionOf(link) })

/** A candidate that is no link, with the reason. */
export function toOtherItem({ link, whyNot }: { link: Link; whyNot: WhyNot }): Record<string, unknown> {
  const why_not = { ...whyNot, detail: WHY_NOT[whyNot.reason] }
  return item({ ...link, extension: { ...extensionOf(link), fit: null, why_not } })
}

const extensionOf = ({ partner, partnerName, score, reason, pinned, sponsored, fit }: Link) => ({
  partner,
  partner_name: partnerName,
  score,
  reason,
  pinned,
  sponsored,
  fit,
})
