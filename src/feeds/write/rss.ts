import { formatHttpDate } from "../../lib/http/date.ts"
import { htmlToXml, textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Publication } from "../../model/article.ts"
import type { Entry } from "./entry.ts"
import type { FormatWriter } from "./fit.ts"
import { type Head, rssFrame } from "./head.ts"
import { titleAttribute } from "./labels.ts"
import { mediaElements, mediaFile } from "./media.ts"

/** Writes RSS 2.0 as the RSS Advisory Board's best practices profile has it. */
export const rssWriter = (head: Head): FormatWriter => ({
  ...rssFrame(head),
  between: "",
  entry: (entry, isWhole) => toRssItem(entry, isWhole, head.publication),
})

function toRssItem({ article, updated, links }: Entry, isWhole: boolean, publication: Publication): string {
  const { title, summary, contentHtml, authors, section, tags, attachments, image, language } = article
  const lang = language === publication.language ? "" : ` xml:lang="${textToAttribute(language)}"`
  let xml = `\n<item${lang}>\n<title>${textToXml(title)}</title>\n<link>${textToXml(article.url)}</link>`
  xml += `\n<guid isPermaLink="${article.guid === article.url}">${textToXml(article.guid)}</guid>`
  xml += `\n<pubDate>${formatHttpDate(Date.parse(article.datePublished))}</pubDate>\n<atom:updated>${updated}</atom:updated>`
  for (const { name } of authors) xml += `\n<dc:creator>${textToXml(name)}</dc:creator>`
  if (section) {
    xml += `\n<category domain="${textToAttribute(publication.siteUrl)}/sections">${textToXml(section)}</category>`
  }
  for (const tag of tags) xml += `\n<category>${textToXml(tag)}</category>`
  // The description comes before the content. If there is only one text, it is the description.
  const full = isWhole ? contentHtml : ""
  const description = summary === "" && full !== "" ? full : textToDescription(summary || title)
  xml += `\n<description>${htmlToXml(description)}</description>`
  const both = full !== "" && summary !== ""
  if (both) xml += `\n<content:encoded>${htmlToXml(full)}</content:encoded>`
  // Many readers take only one enclosure. RSS requires its length in bytes. The other files follow as Media RSS.
  const enclosure = attachments.find(({ sizeInBytes }) => sizeInBytes)
  if (enclosure) {
    xml += `\n<enclosure url="${textToAttribute(enclosure.url)}" length="${enclosure.sizeInBytes}" type="${textToAttribute(enclosure.mimeType)}"/>`
  }
  if (image) xml += mediaElements(image, both)
  for (const each of attachments) if (each !== enclosure && each.url !== image?.url) xml += mediaFile(each)
  for (const link of links) {
    xml += `\n<atom:link rel="related" href="${textToAttribute(link.url)}" title="${titleAttribute(link.title)}"/>`
  }
  return `${xml}\n</item>`
}

/** An RSS description is HTML, so plain text is escaped as HTML first. */
export const textToDescription = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
