import { Feed } from "feed"
import { textToAttribute } from "../../lib/text/escape.ts"
import type { Publication } from "../../model/article.ts"
import { type FeedFormat, MEDIA_TYPES } from "../catalogue/feed-key.ts"
import { channelImage } from "./channel-image.ts"
import { cloudOf } from "./cloud.ts"
import type { JsonHead } from "./json-item.ts"
import { toLabel } from "./labels.ts"

// Writes the part of each document before its entries, with the package `feed`. Only this file imports it.
// In: a Head. Out: the text before and after the entries; for JSON Feed the members besides the items.
// We write entries ourselves (rss.ts, atom.ts, json-feed.ts): `feed` has no second author in RSS and JSON, no language,
// no media and no extensions in Atom, and some text breaks its XML.

/** A feed's own metadata, for all formats. */
export interface Head {
  publication: Publication
  title: string
  description: string
  /** The same in all formats and archives of one feed. */
  id: string
  selfUrl: string
  /** RFC 3339. */
  updated: string
  /** Minutes that a reader may cache the feed. */
  ttl: number
  /** RFC 5005 §4: this document is an archive, and its period is over. */
  archive: boolean
  /** Whether hubs tell of it. */
  isTopic: boolean
  /** Further links by rel: `prev-archive`, `next-archive`, `current`. */
  links: { rel: string; href: string }[]
}

/** A document without entries. They belong between `open` and `close`. */
export interface Frame {
  open: string
  close: string
}

const GENERATOR = "Check Also"
// The W3C validator expects this address.
const RSS_DOCS = "http://www.rssboard.org/rss-specification"
const namespaces = ({ archive }: Head) =>
  `xmlns:media="http://search.yahoo.com/mrss/"${archive ? ' xmlns:fh="http://purl.org/syndication/history/1.0"' : ""}`
const rssRoot = (head: Head) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ${namespaces(head)}>`

export function rssFrame(head: Head): Frame {
  const { publication } = head
  const feed = describe(head, "rss")
  feed.addExtension({
    name: "atom:link",
    objects: linksOf(head, "rss").map((link) => ({ _attributes: link })) as unknown as Record<string, unknown>,
  })
  // Readers show the channel's creator as the author of entries without one. So this is a name, not an address.
  const name = unmarked(publication.title)
  feed.addExtension({ name: "dc:creator", objects: { _text: name } })
  // RSS wants `address (name)`. Parentheses in the name would end it early.
  feed.addExtension({ name: "webMaster", objects: { _text: `${publication.contact} (${name.replace(/[()]/g, "")})` } })
  const daily = head.ttl >= 24 * 60
  const { side } = channelImage(publication)
  feed.addExtension({ name: "sy:updatePeriod", objects: { _text: daily ? "daily" : "hourly" } })
  feed.addExtension({ name: "sy:updateFrequency", objects: { _text: String(daily ? 1 : Math.round(60 / head.ttl)) } })
  if (head.archive) feed.addExtension({ name: "fh:archive", objects: {} })
  if (head.isTopic) feed.addExtension({ name: "cloud", objects: { _attributes: cloudOf(publication.siteUrl) } })
  const document = feed
    .rss2()
    .replace(/<rss [^>]*>/, rssRoot(head))
    // Without its size, RSS says that an image has 88 × 31 pixels.
    .replace(
      "</image>",
      side ? `    <width>${side}</width>\n            <height>${side}</height>\n        </image>` : "</image>",
    )
    .replace(
      /&(amp|lt|gt);/g,
      (_, reference: "amp" | "lt" | "gt") => ({ amp: "&#x26;", lt: "&#x3C;", gt: "&#x3E;" })[reference],
    )
  return splitBefore(document, "\n    </channel>")
}

/** `deleted` says whether tombstones (RFC 6721) follow. */
export function atomFrame(head: Head, deleted: boolean): Frame {
  const feed = describe(head, "atom")
  const tombstones = deleted ? ' xmlns:at="http://purl.org/atompub/tombstones/1.0"' : ""
  const root = `<feed xmlns="http://www.w3.org/2005/Atom" ${namespaces(head)}${tombstones} xml:lang="${textToAttribute(head.publication.language)}">`
  const further = linksOf(head, "atom").map(
    ({ rel, type, href }) => `\n    <link rel="${rel}"${type ? ` type="${type}"` : ""} href="${href}"/>`,
  )
  const document = feed
    .atom1()
    .replace('<feed xmlns="http://www.w3.org/2005/Atom">', root)
    .replace(/\n {4}<link rel="self"[^>]*\/>/, `${further.join("")}${head.archive ? "\n    <fh:archive/>" : ""}`)
  return splitBefore(document, "\n</feed>")
}

export function jsonHead(head: Head): JsonHead {
  const { publication } = head
  // `feed` writes JSON Feed 1.0 with one author, so we take only the addresses from it.
  const { home_page_url, feed_url, icon } = JSON.parse(describe(head, "json").json1())
  return {
    title: toLabel(head.title),
    homePageUrl: home_page_url,
    feedUrl: feed_url,
    description: toLabel(head.description),
    icon,
    nextUrl: head.links.find(({ rel }) => rel === "prev-archive")?.href,
    favicon: publication.icon,
    authors: [{ name: toLabel(publication.title), url: publication.homeUrl }],
    language: publication.language,
    hubs: hubsOf(head),
  }
}

function describe(head: Head, format: FeedFormat): Feed {
  const { publication } = head
  return new Feed({
    id: unmarked(head.id),
    title: unmarked(head.title),
    description: unmarked(head.description),
    updated: new Date(head.updated),
    language: publication.language,
    copyright: unmarked(publication.copyright),
    link: publication.homeUrl,
    feedLinks: { [format]: head.selfUrl },
    generator: GENERATOR,
    docs: RSS_DOCS,
    ttl: head.ttl,
    author: { name: unmarked(publication.title), link: publication.homeUrl },
    // RSS's image, Atom's logo and JSON Feed's icon.
    image: channelImage(publication).url,
    favicon: publication.icon,
  })
}

/** Plain text for xml-js. It reads `&amp;` as `&` before it escapes, so ampersands must be escaped beforehand. */
const unmarked = (text: string) => toLabel(text).replaceAll("&", "&amp;")

/** A hub has no document, so its link has no type. */
function linksOf(head: Head, format: FeedFormat): { rel: string; type?: string; href: string }[] {
  const type = MEDIA_TYPES[format]
  const href = textToAttribute
  return [
    { rel: "self", type, href: href(head.selfUrl) },
    ...hubsOf(head).map((hub) => ({ rel: "hub", href: href(hub) })),
    ...head.links.map((link) => ({ rel: link.rel, type, href: href(link.href) })),
  ]
}

const hubsOf = ({ isTopic, publication }: Head): string[] => (isTopic ? publication.hubs : [])

function splitBefore(document: string, end: string): Frame {
  const at = document.lastIndexOf(end)
  return { open: document.slice(0, at), close: document.slice(at) }
}
