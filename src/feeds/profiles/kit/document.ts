// Writes an aggregator's RSS 2.0. In: a profile, and articles as it gets them. Out: XML.
// Source: RSS 2.0, Media RSS 1.5.1, Dublin Core. A namespace is declared only where it is used.
import { formatHttpDate } from "../../../lib/http/date.ts"
import { htmlToXml, textToAttribute, textToXml } from "../../../lib/text/escape.ts"
import { toRfc3339 } from "../../../lib/text/time.ts"
import type { Attachment, Image } from "../../../model/article.ts"
import { channelImage } from "../../write/channel-image.ts"
import { shortDate } from "../../write/entry.ts"
import { looksLikeMarkup, markupAsText, toLabel } from "../../write/labels.ts"
import { textToDescription } from "../../write/rss.ts"
import type { FeedFacts, Profile, Subject } from "./profile.ts"

const NAMESPACES: Record<string, string> = {
  atom: "http://www.w3.org/2005/Atom",
  content: "http://purl.org/rss/1.0/modules/content/",
  dc: "http://purl.org/dc/elements/1.1/",
  dcterms: "http://purl.org/dc/terms/",
  media: "http://search.yahoo.com/mrss/",
}

/** An element with text. */
export const element = (name: string, text: string): string => `\n<${name}>${textToXml(text)}</${name}>`

/** `newest` is when the newest of its articles changed; null without articles. `inside` are its items. */
export function openRss(profile: Profile, facts: FeedFacts, newest: number | null, inside: string): string {
  const { publication, language, settings } = facts
  const image = channelImage(publication)
  const title = toLabel(publication.title)
  let head = `\n<channel>${element("title", title)}${element("link", publication.homeUrl)}`
  head += element("description", toLabel(settings.description || publication.description))
  head += element("language", language) + element("copyright", toLabel(publication.copyright))
  if (newest !== null)
    head += element("pubDate", formatHttpDate(newest)) + element("lastBuildDate", formatHttpDate(newest))
  head += `${element("generator", "Check Also")}${element("docs", "http://www.rssboard.org/rss-specification")}`
  head += `${element("ttl", "15")}\n<image>${element("url", image.url)}${element("title", title)}${element("link", publication.homeUrl)}`
  if (image.side) head += element("width", `${image.side}`) + element("height", `${image.side}`)
  head += `\n</image>\n<atom:link rel="self" type="application/rss+xml" href="${textToAttribute(facts.selfUrl)}"/>`
  for (const hub of publication.hubs) head += `\n<atom:link rel="hub" href="${textToAttribute(hub)}"/>`
  head += profile.channel?.(facts) ?? ""
  const declared = Object.entries({ ...NAMESPACES, ...profile.namespaces })
    .filter(([prefix]) => head.includes(`<${prefix}:`) || inside.includes(`<${prefix}:`))
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"${declared.join("")}>${head}`
}

// As in the other feeds, so that an entry can be kept from an earlier rendering.
export const closeRss = "\n    </channel>\n</rss>\n"

/** `published` is the date that the item gets, in milliseconds. */
export function rssItem(profile: Profile, subject: Subject, published: number): string {
  const { article, body } = subject
  let xml = `\n<item>${element("title", article.title)}${element("link", article.url)}`
  xml += `\n<guid isPermaLink="${article.guid === article.url}">${textToXml(article.guid)}</guid>`
  xml += element("pubDate", formatHttpDate(published))
  xml += modifiedElement(profile, article.dateModified)
  for (const { name } of article.authors) xml += element("dc:creator", name)
  for (const label of [...(article.section ? [article.section] : []), ...article.tags])
    xml += element("category", label)
  const summary = article.summary || article.title
  xml += `\n<description>${htmlToXml(textToDescription(summary))}</description>`
  if (body !== "") xml += `\n<content:encoded>${htmlToXml(body)}</content:encoded>`
  xml += enclosureOf(profile, subject)
  if (article.image) xml += mediaContent(article.image, profile.media?.(subject) ?? "")
  return `${xml}${profile.item?.(subject) ?? ""}\n</item>`
}

function modifiedElement({ modified }: Profile, date: string): string {
  return element(
    modified,
    modified === "updated" ? formatHttpDate(Date.parse(date)) : shortDate(toRfc3339(Date.parse(date))),
  )
}

/** RSS requires the length of an enclosure. Without it there is none. */
function enclosureOf({ enclosure }: Profile, { article, audio }: Subject): string {
  const { image } = article
  if (enclosure === "audio" && audio?.sizeInBytes) return enclosureElement(audio, audio.sizeInBytes)
  if (enclosure !== "image" || !image?.sizeInBytes || !image.type) return ""
  return enclosureElement({ url: image.url, mimeType: image.type }, image.sizeInBytes)
}

const enclosureElement = ({ url, mimeType }: Pick<Attachment, "url" | "mimeType">, length: number) =>
  `\n<enclosure url="${textToAttribute(url)}" length="${length}" type="${textToAttribute(mimeType)}"/>`

function mediaContent({ url, width, height, type, sizeInBytes, alt, credit }: Image, own: string): string {
  const sides = `${width ? ` width="${width}"` : ""}${height ? ` height="${height}"` : ""}`
  const bytes = sizeInBytes ? ` fileSize="${sizeInBytes}"` : ""
  const href = textToAttribute(url)
  let xml = `\n<media:content url="${href}" medium="image"${type ? ` type="${textToAttribute(type)}"` : ""}${sides}${bytes}>`
  if (alt)
    xml += `\n<media:description type="${looksLikeMarkup(alt) ? "html" : "plain"}">${markupAsText(alt)}</media:description>`
  if (credit) xml += element("media:credit", credit)
  return `${xml}${own}\n</media:content>\n<media:thumbnail url="${href}"${sides}/>`
}
