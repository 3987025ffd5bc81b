import { attributeOf, textOf, type XmlElement } from "../xml/tree.ts"
import type { Fields } from "./fields.ts"
import type { Address, RawAttachment } from "./raw.ts"

export interface Links {
  /** The addresses of the page: HTML first, then other types, then feeds. */
  alternates: readonly Address[]
  self: readonly Address[]
  hubs: readonly Address[]
  enclosures: readonly RawAttachment[]
  /** rel=via and rel=related: the source of an entry, or its subject. */
  related: readonly Address[]
}

const NO_LINKS: Links = { alternates: [], self: [], hubs: [], enclosures: [], related: [] }

const IANA = "http://www.iana.org/assignments/relation/"
const FEED_TYPE = /^application\/(atom|rss|rdf)\+xml|^application\/feed\+json/i

/** Sorts links by their rel (RFC 4287 §4.2.7). A link without attributes has its address as text, as in RSS. */
export function readLinks(fields: Fields, names: readonly string[]): Links {
  const elements = fields.all(names)
  if (elements.length === 0) return NO_LINKS
  const links = {
    alternates: [] as Address[],
    self: [] as Address[],
    hubs: [] as Address[],
    enclosures: [] as RawAttachment[],
    related: [] as Address[],
  }
  const pages: { address: Address; rank: number }[] = []
  for (const element of elements) {
    const address = fields.attributeAddress(element, "href") ?? addressInText(fields, element)
    if (!address) continue
    if (element.attributes === null) {
      pages.push({ address, rank: 0 })
      continue
    }
    const type = attributeOf(element, "type")?.trim().toLowerCase() ?? ""
    const rels = (attributeOf(element, "rel") ?? "alternate").trim().toLowerCase().split(/\s+/).slice(0, 10)
    for (const rel of rels.map((each) => (each.startsWith(IANA) ? each.slice(IANA.length) : each))) {
      if (rel === "alternate" || rel === "") {
        pages.push({ address, rank: type === "" || /html/.test(type) ? 0 : FEED_TYPE.test(type) ? 2 : 1 })
      } else if (rel === "self") links.self.push(address)
      else if (rel === "hub") links.hubs.push(address)
      else if (rel === "enclosure") links.enclosures.push(toAttachment(address, element))
      else if (rel === "related" || rel === "via") links.related.push(address)
    }
  }
  if (pages.length > 1) pages.sort((a, b) => a.rank - b.rank)
  links.alternates = pages.map(({ address }) => address)
  return links
}

function addressInText(fields: Fields, element: XmlElement): Address | undefined {
  const href = textOf(element).trim()
  return href ? { href, base: fields.baseOf(element) } : undefined
}

/** An attachment from an RSS `enclosure`, an Atom link or a `media:content`. */
export function toAttachment(address: Address, element: XmlElement): RawAttachment {
  const size = Number(attributeOf(element, "length") ?? attributeOf(element, "filesize"))
  const duration = Number(attributeOf(element, "duration"))
  const attachment: RawAttachment = { address }
  const type = attributeOf(element, "type")?.trim()
  if (type) attachment.mimeType = type
  const title = attributeOf(element, "title")?.trim()
  if (title) attachment.title = title
  if (Number.isSafeInteger(size) && size > 0) attachment.sizeInBytes = size
  if (Number.isFinite(duration) && duration > 0) attachment.durationInSeconds = duration
  return attachment
}
