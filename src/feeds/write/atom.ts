import { htmlToXml, textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Publication, Tombstone } from "../../model/article.ts"
import { type Entry, shortDate } from "./entry.ts"
import type { FormatWriter } from "./fit.ts"
import { atomFrame, type Head } from "./head.ts"
import { looksLikeMarkup, markupAsText, titleAttribute } from "./labels.ts"
import { mediaElements } from "./media.ts"

/** Writes Atom (RFC 4287). Tombstones (RFC 6721) come before the entries. */
export function atomWriter(head: Head, tombstones: Tombstone[]): FormatWriter {
  const { open, close } = atomFrame(head, tombstones.length > 0)
  const deleted = tombstones.map(
    ({ guid, withdrawnAt }) => `\n<at:deleted-entry ref="${textToAttribute(guid)}" when="${shortDate(withdrawnAt)}"/>`,
  )
  return {
    open: open + deleted.join(""),
    close,
    between: "",
    entry: (entry, isWhole) => toEntry(entry, isWhole, head.publication),
  }
}

function toEntry({ article, updated, links }: Entry, isWhole: boolean, publication: Publication): string {
  const { title, summary, contentHtml, authors, section, tags, attachments, image, language } = article
  const lang = language === publication.language ? "" : ` xml:lang="${textToAttribute(language)}"`
  let xml = `\n<entry${lang}>\n<title>${textToXml(title)}</title>\n<id>${textToXml(article.guid)}</id>`
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
  const full = isWhole ? contentHtml : ""
  if (summary !== "" || full === "") xml += `\n<summary${typed(summary || title)}</summary>`
  if (full !== "") xml += `\n<content type="html">${htmlToXml(full)}</content>`
  if (image) xml += mediaElements(image, full !== "" && summary !== "")
  return `${xml}\n</entry>`
}

/** The end of a start tag, and a plain text. Text that looks like HTML is declared as HTML and escaped. */
const typed = (text: string) => `${looksLikeMarkup(text) ? ' type="html"' : ""}>${markupAsText(text)}`
