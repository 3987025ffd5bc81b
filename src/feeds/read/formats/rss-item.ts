import { attributeOf, childElements, textOf, type XmlElement } from "../xml/tree.ts"
import { Fields } from "./fields.ts"
import { type Links, readLinks, toAttachment } from "./links.ts"
import { atomMarkup, rssMarkup } from "./markup.ts"
import { readMedia } from "./media.ts"
import { readNames, readPerson } from "./people.ts"
import type { Address, Markup, RawAttachment, RawAuthor, RawItem } from "./raw.ts"
import { readTags } from "./tags.ts"

const ATOM_LINKS = ["atom:link"]
const LINKS = ["link"]
const ORIGINAL_LINK = ["feedburner:origlink"]
const ID = ["atom:id", "id"]
const IDENTIFIER = ["dc:identifier"]
export const TITLE = ["title", "dc:title", "atom:title", "media:title", "itunes:title"]
const CONTENT = [
  ...["content:encoded", "xhtml:body", "xhtml:div", "body", "fullitem", "atom:content", "content", "content:items"],
]
const DESCRIPTION = ["description"]
const SHORT = ["summary", "atom:summary"]
const SUMMARY = [
  ...["dc:description", "itunes:summary", "abstract", "dcterms:abstract", "media:description", "itunes:subtitle"],
]
const PUBLISHED = [
  ...["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "atom:issued", "date"],
  "prism:publicationdate",
]
const MODIFIED = ["dcterms:modified", "atom:updated", "atom:modified", "lastbuilddate", "prism:modificationdate"]
const AUTHORS = ["dc:creator", "author", "atom:author", "dc:author", "itunes:author", "googleplay:author"]
const LANGUAGE = ["dc:language", "language"]
const RIGHTS = ["copyright", "dc:rights", "rights", "atom:rights", "media:copyright"]
const SOURCE = ["source", "atom:source"]

/** An `item` of any RSS version. `cut` says that the document ends inside it. */
export function readRssItem(element: XmlElement, documentUrl: string | undefined, cut: boolean): RawItem {
  const fields = new Fields(element, documentUrl)
  const links = readLinks(fields, ATOM_LINKS)
  const bare = readLinks(fields, LINKS)
  const { attachments, images } = readMedia(fields, enclosuresOf(fields, links, bare))
  const about = attributeOf(element, "rdf:about")?.trim()
  const guid = fields.named("guid")[0]
  const guidText = guid && textOf(guid).trim()
  const item: RawItem = {
    guid: guidText || fields.text(ID) || about || fields.text(IDENTIFIER),
    links: [
      ...fields.addresses(ORIGINAL_LINK),
      ...bare.alternates,
      ...links.alternates,
      ...(guid ? guidAsLink(guid, guidText!, fields) : []),
      ...(about ? [{ href: about, base: fields.baseOf(element) }] : []),
      ...links.related,
      ...bare.related,
      ...attachments.slice(0, 1).map(({ address }) => address),
    ],
    title: rssText(fields, TITLE),
    published: fields.latest(PUBLISHED),
    modified: fields.latest(MODIFIED),
    authors: rssAuthors(fields, AUTHORS),
    tags: readTags(fields),
    attachments,
    images,
    language: fields.text(LANGUAGE) ?? attributeOf(element, "xml:lang"),
    rights: rssText(fields, RIGHTS),
    cut,
  }
  readTexts(fields, item)
  const source = fields.first(SOURCE)
  if (source) item.source = readSource(source, fields)
  return item
}

export function rssText(fields: Fields, names: readonly string[]): Markup | undefined {
  const element = fields.first(names)
  if (!element) return undefined
  const read = element.name.startsWith("atom:") ? atomMarkup : rssMarkup
  return read(element, fields.documentUrl)
}

/** RSS 2.0: a guid is the link unless isPermaLink is false. Some feeds say false although the guid is an address. */
function guidAsLink(guid: XmlElement, text: string, fields: Fields): Address[] {
  const isPermalink = attributeOf(guid, "ispermalink")?.trim().toLowerCase() !== "false"
  return text !== "" && (isPermalink || /^https?:\/\//i.test(text)) ? [{ href: text, base: fields.baseOf(guid) }] : []
}

function enclosuresOf(fields: Fields, links: Links, bare: Links): RawAttachment[] {
  const enclosures: RawAttachment[] = []
  for (const element of fields.named("enclosure")) {
    const address = fields.attributeAddress(element, "url") ?? fields.attributeAddress(element, "href")
    if (address) enclosures.push(toAttachment(address, element))
  }
  return [...enclosures, ...links.enclosures, ...bare.enclosures]
}

/**
 * `content:encoded` and its equivalents are the content. Without one, a description beside a summary is the content.
 * Otherwise the description is the summary, and normalise.ts takes the content from it if it is HTML.
 */
function readTexts(fields: Fields, item: RawItem): void {
  const content = rssText(fields, CONTENT)
  const description = rssText(fields, DESCRIPTION)
  const short = rssText(fields, SHORT)
  const isFull = content === undefined && short !== undefined && description !== undefined
  item.content = isFull ? description : content
  item.summary = isFull ? short : (description ?? short ?? rssText(fields, SUMMARY))
}

/** The authors of the first element name that has any. Repeated elements are several people. */
export function rssAuthors(fields: Fields, names: readonly string[]): RawAuthor[] {
  for (const name of names) {
    const found: RawAuthor[] = []
    for (const element of fields.named(name)) {
      found.push(
        ...(name === "atom:author" ? readPerson(element, fields.documentUrl) : readPersonOrNames(element, fields)),
      )
    }
    if (found.some((author) => author.name || author.address)) return found
  }
  return []
}

const readPersonOrNames = (element: XmlElement, fields: Fields) =>
  childElements(element).length > 0 ? readPerson(element, fields.documentUrl) : readNames(textOf(element))

function readSource(element: XmlElement, fields: Fields): RawItem["source"] {
  if (childElements(element).length > 0) {
    const inside = new Fields(element, fields.documentUrl)
    const address = readLinks(inside, [...ATOM_LINKS, ...LINKS]).alternates[0]
    return { title: rssText(inside, TITLE), ...(address ? { address } : {}) }
  }
  const address = fields.attributeAddress(element, "url")
  return { title: rssMarkup(element, fields.documentUrl), ...(address ? { address } : {}) }
}
