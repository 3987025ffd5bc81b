import type { XmlDocument } from "../xml/parser.ts"
import { attributeOf, childElements, languageOf, type XmlElement } from "../xml/tree.ts"
import { Fields } from "./fields.ts"
import { readLinks } from "./links.ts"
import type { Address, RawAuthor, RawFeed } from "./raw.ts"
import { readRssItem, rssAuthors, rssText, TITLE } from "./rss-item.ts"
import { readSchedule } from "./schedule.ts"

const ATOM_LINKS = ["atom:link"]
const LINKS = ["link"]
const DESCRIPTION = [
  ...["description", "dc:description", "itunes:summary", "tagline", "subtitle", "atom:subtitle", "itunes:subtitle"],
]
const LANGUAGE = ["language", "dc:language"]
const ID = ["atom:id", "id"]
const UPDATED = ["lastbuilddate", "pubdate", "dc:date", "atom:updated", "dcterms:modified", "date"]
const RIGHTS = ["copyright", "dc:rights", "rights", "atom:rights", "dcterms:rights"]
const AUTHORS = [
  ...[
    "author",
    "managingeditor",
    "dc:creator",
    "dc:author",
    "atom:author",
    "itunes:author",
    "webmaster",
    "dc:publisher",
  ],
]

/** RSS of every version, RDF included. `entries` are all items of the document, inside the channel or beside it. */
export function readRss(document: XmlDocument, root: XmlElement, entries: XmlElement[], documentUrl?: string): RawFeed {
  const isChannel = (element: XmlElement) => element.local === "channel"
  const channel = isChannel(root) ? root : (childElements(root).find(isChannel) ?? root)
  const fields = new Fields(channel, documentUrl)
  const links = readLinks(fields, ATOM_LINKS)
  const bare = readLinks(fields, LINKS)
  return {
    format: formatOf(root),
    title: rssText(fields, TITLE),
    homePages: [...bare.alternates, ...links.alternates],
    self: [...links.self, ...bare.self][0],
    description: rssText(fields, DESCRIPTION),
    language: fields.text(LANGUAGE) ?? languageOf(channel),
    id: fields.text(ID) ?? attributeOf(channel, "rdf:about"),
    updated: fields.latest(UPDATED),
    rights: rssText(fields, RIGHTS),
    icon: iconOf(fields, root, documentUrl),
    authors: feedAuthors(fields),
    hubs: [...links.hubs, ...bare.hubs],
    schedule: readSchedule(fields),
    items: entries.map((entry) => readRssItem(entry, documentUrl, entry === document.cut)),
    withdrawn: fields.named("at:deleted-entry").flatMap((element) => attributeOf(element, "ref") ?? []),
    diagnostics: document.repairs,
  }
}

function formatOf(root: XmlElement): string {
  const spaces = [...(root.attributes ?? [])]
    .filter(([name]) => name.startsWith("xmlns"))
    .map(([, uri]) => uri.toLowerCase())
  if (root.local === "rdf") {
    if (spaces.some((uri) => uri.startsWith("http://purl.org/rss/1.0") && !uri.includes("modules"))) return "rss-1.0"
    return spaces.some((uri) => uri.includes("netscape.com")) ? "rss-0.90" : "rss-1.0"
  }
  if (spaces.some((uri) => uri.startsWith("http://purl.org/net/rss1.1"))) return "rss-1.1"
  const version = attributeOf(root, "version")?.trim() ?? ""
  return /^\d\.\d+$/.test(version) ? `rss-${version}` : "rss-2.0"
}

/** The feed's image. In RDF it is beside the channel, not in it. */
function iconOf(fields: Fields, root: XmlElement, documentUrl: string | undefined): Address | undefined {
  const image = fields.first(["image"]) ?? childElements(root).find(({ name }) => name === "image")
  if (image) {
    const inside = new Fields(image, documentUrl)
    const address = inside.addresses(["url"])[0] ?? inside.attributeAddress(image, "rdf:resource")
    if (address) return address
  }
  const podcast = fields.all(["itunes:image", "googleplay:image"])[0]
  return (podcast && fields.attributeAddress(podcast, "href")) ?? fields.addresses(["atom:logo", "atom:icon"])[0]
}

function feedAuthors(fields: Fields): RawAuthor[] {
  const [first, ...others] = rssAuthors(fields, AUTHORS)
  return first ? [first, ...others.filter(({ name }) => name && name !== first.name)] : []
}
