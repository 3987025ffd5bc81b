import { htmlToXml, textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Publication, Tombstone } from "../../model/article.ts"
import { type Entry, shortDate } from "./entry.ts"
import { atomFrame, type Head } from "./head.ts"
import { looksLikeMarkup, markupAsText, titleAttribute } from "./labels.ts"
import { mediaElements } from "./media.ts"

/** An Atom document (RFC 4287). Tombstones (RFC 6721) come before the entries. */
export function toAtom(head: Head, entries: Entry[], tombstones: Tombstone[]): string {
  const { open, close } = atomFrame(head, tombstones.length > 0)
  const deleted = tombstones.map(
    ({ guid, withdrawnAt }) => `\n<at:deleted-entry ref="${textToAttribute(guid)}" when="${shortDate(withdrawnAt)}"/>`,
  )
  return open + deleted.join("") + entries.map((entry) => toEntry(entry, head.publication)).join("") + close
}

function toEntry({ article, updated, full, links }: Entry, publication: Publication): string {
  const { title, summary, contentHtml, authors, section, tags, attachments, image, language } = article
  const lang = language === publication.language ? "" : ` xml:lang="${textToAttribute(language)}"`
  let xml = `\n<entry${lang}>\n<title${typed(title)}</title>\n<id>${textToXml(article.guid)}</id>`
  xml += `\n<link rel="alternate" type="text/html" href="${textToAttribute(article.url)}"/>`
  for (const link of links) {
    xml += `\n<link rel="related" href="${textToAttribute(link.url)}" title="${titleAttribute(link.title)}"/>`
  }
  for (const each of attachments) {
    const length = each.sizeInBytes ? ` length="${each.sizeInBytes}"` : ""
    const name = each.title ? ` title="${titleAttribute(each.title)}"` : ""
    xml += `\n<link rel="enclosure" type="${textToAttribute(each.mimeType)}"${length}${name} href="${textToAttribute(each.url)}"/>`
  }
  xml += `\n<published>${shortDate(article.datePublished)}</published>\n<updated>${updated}</updated>`
  for (const { name, url } of authors) {
    xml += `\n<author><name>${textToXml(name)}</name>${url ? `<uri>${textToXml(url)}</uri>` : ""}</author>`
  }
  if (section) {
    xml += `\n<category scheme="${textToAttribute(publication.siteUrl)}/sections" term="${textToAttribute(section)}"/>`
  }
  for (const tag of tags) xml += `\n<category term="${textToAttribute(tag)}"/>`
  // Without any text the summary repeats the title, because readers show an empty entry as broken.
  if (summary !== "" || contentHtml === "") xml += `\n<summary${typed(summary || title)}</summary>`
  if (contentHtml !== "" && (full || summary === "")) {
    xml += `\n<content type="html">${htmlToXml(contentHtml)}</content>`
  }
  if (image) xml += mediaElements(image, full && summary !== "" && contentHtml !== "")
  return `${xml}\n</entry>`
}

/** The end of a start tag, and a plain text. Text that looks like HTML is declared as HTML and escaped. */
const typed = (text: string) => `${looksLikeMarkup(text) ? ' type="html"' : ""}>${markupAsText(text)}`
