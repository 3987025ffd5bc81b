import { present } from "../../lib/text/present.ts"
import type { Link } from "../../model/link.ts"
import type { Entry } from "./entry.ts"
import type { FormatWriter } from "./fit.ts"
import { type Head, jsonHead } from "./head.ts"
import { feed, toJsonItem } from "./json-item.ts"

/** Writes JSON Feed 1.1 with one item on each line, so that delta.ts can split it. */
export function jsonWriter(head: Head): FormatWriter {
  const open = JSON.stringify(feed(jsonHead(head), [])).slice(0, -"]}".length)
  return { open: `${open}\n`, close: "\n]}\n", between: ",\n", entry: toJsonFeedItem }
}

/** The content stays last. If the order of members changed, every digest would, and readers would get all items again. */
function toJsonFeedItem({ article, links }: Entry, isWhole: boolean): string {
  const { content_html, ...item } = toJsonItem(article)
  const { title, summary, contentHtml } = article
  const body = isWhole && contentHtml !== "" ? { content_html } : { content_text: summary || title }
  const related = links.length > 0 ? { _check_also: { ...(item._check_also as object), links: links.map(toLink) } } : {}
  return JSON.stringify({ ...item, ...body, ...related })
}

const toLink = ({ url, title, partnerName, sponsored }: Link) => ({
  url,
  title,
  ...present({ partner_name: partnerName, sponsored: sponsored || undefined }),
})
