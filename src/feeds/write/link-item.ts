import type { Link } from "../../model/link.ts"

/** A link as a JSON Feed 1.1 item; what JSON Feed lacks stands under `_check_also`. */
export function toLinkItem(link: Link): Record<string, unknown> {
  return {
    id: link.id,
    url: link.url,
    title: link.title,
    ...(link.summary ? { summary: link.summary } : {}),
    ...(link.image ? { image: link.image } : {}),
    ...(link.datePublished ? { date_published: link.datePublished } : {}),
    ...(link.authors.length ? { authors: link.authors } : {}),
    ...(link.language ? { language: link.language } : {}),
    _check_also: {
      partner: link.partner,
      partner_name: link.partnerName,
      score: link.score,
      reason: link.reason,
      pinned: link.pinned,
      sponsored: link.sponsored,
    },
  }
}
