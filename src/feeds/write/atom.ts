import { escapeAttribute, escapeHtml, escapeText } from "../../lib/text/escape.ts"
import type { Publication, Tombstone } from "../../model/article.ts"
import { type Entry, shortDate } from "./entry.ts"
import { atomFrame, type Head } from "./head.ts"
import { looksLikeMarkup, markupAsText, titleAttribute } from "./labels.ts"
import { mediaElements } from "./media.ts"

/** An Atom document (RFC 4287). Tombstones (RFC 6721) come before the entries. */
export function toAtom(head: Head, entries: Entry[], tombstones: Tombstone[]): string {
  const { open, close } = atomFrame(head, tombstones.length > 0)
  const deleted = tombstones.map(
    ({ guid, withdrawnAt }) => `\n<at:deleted-entry ref="${escapeAttribute(guid)}" when="${shortDate(withdrawnAt)}"/>`,
  )
  return open + deleted.join("") + entries.map((entry) => toEntry(entry, head.publication)).join("") + close
}

function toEntry({ article, updated, full, links }: Entry, publication: Publication): string {
  const { title, summary, contentHtml, authors, section, tags, attachments, image, language } = article
  const lang = language === publication.language ? "" : ` xml:lang="${escapeAttribute(language)}"`
  let xml = `\n<entry${lang}>\n<title${typed(title)}</title>\n<id>${escapeText(article.guid)}</id>`
  xml += `\n<link rel="alternate" type="text/html" href="${escapeAttribute(article.url)}"/>`
  for (const link of links) {
    xml += `\n<link rel="related" href="${escapeAttribute(link.url)}" title="${titleAttribute(link.title)}"/>`
  }
  for (const each of attachments) {
    const length = each.sizeInBytes ? ` length="${each.sizeInBytes}"` : ""
    const name = each.title ? ` title="${titleAttribute(each.title)}"` : ""
    xml += `\n<link rel="enclosure" type="${escapeAttribute(each.mimeType)}"${length}${name} href="${escapeAttribute(each.url)}"/>`
  }
  xml += `\n<published>${shortDate(article.datePublished)}</published>\n<updated>${updated}</updated>`
  for (const { name, url } of authors) {
    xml += `\n<author><name>${escapeText(name)}</name>${url ? `<uri>${escapeText(url)}</uri>` : ""}</author>`
  }
  if (section) {
    xml += `\n<category scheme="${escapeAttribute(publication.siteUrl)}/sections" term="${escapeAttribute(section)}"/>`
  }
  for (const tag of tags) xml += `\n<category term="${escapeAttribute(tag)}"/>`
  // Without any text the summary repeats the title, because readers show an empty entry as broken.
  if (summary !== "" || contentHtml === "") xml += `\n<summary${typed(summary || title)}</summary>`
  if (contentHtml !== "" && (full || summary === "")) {
    xml += `\n<content type="html">${escapeHtml(contentHtml)}</content>`
  }
  if (image) xml += mediaElements(image, full && summary !== "" && contentHtml !== "")
  return `${xml}\n</entry>`
}

/** The end of a start tag, and a plain text. Text that looks like HTML is declared as HTML and escaped. */
const typed = (text: string) => `${looksLikeMarkup(text) ? ' type="html"' : ""}>${markupAsText(text)}`
