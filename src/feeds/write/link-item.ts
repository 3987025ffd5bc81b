import type { Link } from "../../model/link.ts"
import { type Features, WHY_NOT, type WhyNot } from "../../model/why-not.ts"
import { item } from "./json-item.ts"

/** A Check Also link as a JSON Feed 1.1 item. Members that JSON Feed lacks are in `_check_also`. */
export const toLinkItem = (link: Link): Record<string, unknown> => item({ ...link, extension: extensionOf(link) })

interface Explained {
  link: Link
  features: Features
  whyNot?: WhyNot
}

/** A candidate with what its score is made of, and the reason if it is no link. */
export function toExplainedItem({ link, features, whyNot }: Explained): Record<string, unknown> {
  const out = whyNot ? { fit: null, why_not: { ...whyNot, detail: WHY_NOT[whyNot.reason] } } : {}
  return item({ ...link, extension: { ...extensionOf(link), ...out, features: rounded(features) } })
}

const rounded = (features: Features) =>
  Object.fromEntries(Object.entries(features).map(([name, value]) => [name, Math.round(value * 1000) / 1000]))

const extensionOf = ({ partner, partnerName, score, reason, pinned, sponsored, fit }: Link) => ({
  partner,
  partner_name: partnerName,
  score,
  reason,
  pinned,
  sponsored,
  fit,
})
