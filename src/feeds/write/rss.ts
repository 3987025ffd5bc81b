import { formatHttpDate } from "../../lib/http/date.ts"
import { htmlToXml, textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Publication } from "../../model/article.ts"
import type { Entry } from "./entry.ts"
import { type Head, rssFrame } from "./head.ts"
import { markupAsText, titleAttribute } from "./labels.ts"
import { mediaElements } from "./media.ts"

/** An RSS 2.0 document that follows the RSS Advisory Board's best practices profile. */
export function toRss(head: Head, entries: Entry[]): string {
  const { open, close } = rssFrame(head)
  return open + entries.map((entry) => toRssItem(entry, head.publication)).join("") + close
}

function toRssItem({ article, updated, full, links }: Entry, publication: Publication): string {
  const { title, summary, contentHtml, authors, section, tags, attachments, image, language } = article
  const lang = language === publication.language ? "" : ` xml:lang="${textToAttribute(language)}"`
  let xml = `\n<item${lang}>\n<title>${markupAsText(title)}</title>\n<link>${textToXml(article.url)}</link>`
  xml += `\n<guid isPermaLink="${article.guid === article.url}">${textToXml(article.guid)}</guid>`
  xml += `\n<pubDate>${formatHttpDate(Date.parse(article.datePublished))}</pubDate>\n<atom:updated>${updated}</atom:updated>`
  for (const { name } of authors) xml += `\n<dc:creator>${textToXml(name)}</dc:creator>`
  if (section) {
    xml += `\n<category domain="${textToAttribute(publication.siteUrl)}/sections">${textToXml(section)}</category>`
  }
  for (const tag of tags) xml += `\n<category>${textToXml(tag)}</category>`
  // The description comes before the content. If there is only one text, it is the description.
  const description = summary === "" && contentHtml !== "" ? contentHtml : textToDescription(summary || title)
  xml += `\n<description>${htmlToXml(description)}</description>`
  const both = full && summary !== "" && contentHtml !== ""
  if (both) xml += `\n<content:encoded>${htmlToXml(contentHtml)}</content:encoded>`
  // Many readers take only one enclosure. RSS requires its length in bytes.
  const enclosure = attachments.find(({ sizeInBytes }) => sizeInBytes)
  if (enclosure) {
    xml += `\n<enclosure url="${textToAttribute(enclosure.url)}" length="${enclosure.sizeInBytes}" type="${textToAttribute(enclosure.mimeType)}"/>`
  }
  if (image) xml += mediaElements(image, both)
  for (const link of links) {
    xml += `\n<atom:link rel="related" href="${textToAttribute(link.url)}" title="${titleAttribute(link.title)}"/>`
  }
  return `${xml}\n</item>`
}

/** An RSS description is HTML, so plain text is escaped as HTML first. */
const textToDescription = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
