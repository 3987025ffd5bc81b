import type { Link } from "../../model/link.ts"
import type { Entry } from "./entry.ts"
import { type Head, jsonHead } from "./head.ts"
import { toJsonItem } from "./json-item.ts"

/** A JSON Feed 1.1 with one item a line, so that it can be cut like the others. */
export function toJsonFeed(head: Head, entries: Entry[]): string {
  const open = JSON.stringify(jsonHead(head)).slice(0, -1)
  return `${open},"items":[\n${entries.map(toItem).join(",\n")}\n]}\n`
}

function toItem({ article, full, links }: Entry): string {
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
  ...(partnerName ? { partner_name: partnerName } : {}),
  ...(sponsored ? { sponsored } : {}),
})
