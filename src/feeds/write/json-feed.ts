import { present } from "../../lib/text/present.ts"
import type { Link } from "../../model/link.ts"
import type { Entry } from "./entry.ts"
import { type Head, jsonHead } from "./head.ts"
import { feed, toJsonItem } from "./json-item.ts"

/** A JSON Feed 1.1 with one item on each line, so that delta.ts can split it. */
export function toJsonFeed(head: Head, entries: Entry[]): string {
  const open = JSON.stringify(feed(jsonHead(head), [])).slice(0, -"]}".length)
  return `${open}\n${entries.map(toJsonFeedItem).join(",\n")}\n]}\n`
}

/** The content stays last. If the order of members changed, every digest would, and readers would get all items again. */
function toJsonFeedItem({ article, full, links }: Entry): string {
  const { content_html, ...item } = toJsonItem(article)
  const { title, summary, contentHtml } = article
  const html = contentHtml !== "" && (full || summary === "")
  const body = html ? { content_html } : { content_text: summary || title }
  const related = links.length > 0 ? { _check_also: { ...(item._check_also as object), links: links.map(toLink) } } : {}
  return JSON.stringify({ ...item, ...body, ...related })
}

const toLink = ({ url, title, partnerName, sponsored }: Link) => ({
  url,
  title,
  ...present({ partner_name: partnerName, sponsored: sponsored || undefined }),
})
