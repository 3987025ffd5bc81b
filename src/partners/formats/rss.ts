import { atomMarkup, rssMarkup } from "../markup.ts"
import { attributeOf, childElements, languageOf, textOf, type XmlElement } from "../parse-tree.ts"
import type { XmlDocument } from "../parse-xml.ts"
import type { Address, Markup, RawAuthor, RawFeed, RawItem } from "../raw.ts"
import { Fields } from "./fields.ts"
import { readLinks, toAttachment } from "./links.ts"
import { readMedia } from "./media.ts"
import { readNames, readPerson } from "./people.ts"
import { readSchedule } from "./schedule.ts"

/** RSS of every version, RDF too: `root` is what holds it, `entries` are its items wherever they stand. */
export function readRss(document: XmlDocument, root: XmlElement, entries: XmlElement[], documentUrl?: string): RawFeed {
  const channel =
    root.local === "channel" ? root : (childElements(root).find(({ local }) => local === "channel") ?? root)
  const fields = new Fields(channel, documentUrl)
  const links = readLinks(fields, "atom:link", "?:link")
  const bare = readLinks(fields, "link")
  const markup = (...names: string[]) => markupOf(fields, documentUrl, ...names)
  return {
    format: formatOf(root),
    title: markup("title", "dc:title", "atom:title", "media:title", "itunes:title"),
    homePages: [...bare.alternates, ...links.alternates],
    self: [...links.self, ...bare.self][0],
    description: markup(
      "description",
      "dc:description",
      "itunes:summary",
      "tagline",
      "subtitle",
      "atom:subtitle",
      "itunes:subtitle",
    ),
    language: fields.text("language", "dc:language") ?? languageOf(channel),
    id: fields.text("atom:id", "id") ?? attributeOf(channel, "rdf:about"),
    updated: fields.latest("lastbuilddate", "pubdate", "dc:date", "atom:updated", "dcterms:modified", "date"),
    rights: markup("copyright", "dc:rights", "rights", "atom:rights", "dcterms:rights"),
    icon: iconOf(fields, root, documentUrl),
    authors: feedAuthors(fields, documentUrl),
    hubs: [...links.hubs, ...bare.hubs],
    schedule: readSchedule(fields),
    items: entries.map((entry) => ({ ...readItem(entry, documentUrl), cut: entry === document.cut })),
    withdrawn: fields.all("at:deleted-entry").flatMap((element) => attributeOf(element, "ref") ?? []),
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

function markupOf(fields: Fields, documentUrl: string | undefined, ...names: string[]): Markup | undefined {
  const element = fields.first(...names)
  if (!element) return undefined
  return element.name.startsWith("atom:") ? atomMarkup(element, documentUrl) : rssMarkup(element, documentUrl)
}

function iconOf(fields: Fields, root: XmlElement, documentUrl: string | undefined): Address | undefined {
  const image = fields.first("image") ?? childElements(root).find(({ name }) => name === "image")
  if (image) {
    const inside = new Fields(image, documentUrl)
    const address = inside.addresses("url")[0] ?? inside.attributeAddress(image, "rdf:resource")
    if (address) return address
  }
  const itunes = fields.all("itunes:image", "googleplay:image")[0]
  return (itunes && fields.attributeAddress(itunes, "href")) ?? fields.addresses("atom:logo", "atom:icon")[0]
}

function feedAuthors(fields: Fields, documentUrl: string | undefined): RawAuthor[] {
  const found = authorsOf(fields, documentUrl, [
    "author",
    "managingeditor",
    "dc:creator",
    "dc:author",
    "atom:author",
    "itunes:author",
    "webmaster",
    "dc:publisher",
  ])
  return found
    .slice(0, 1)
    .concat(found.length > 1 ? found.slice(1).filter(({ name }) => name && name !== found[0]!.name) : [])
}

function readItem(element: XmlElement, documentUrl: string | undefined): RawItem {
  const fields = new Fields(element, documentUrl)
  const links = readLinks(fields, "atom:link", "?:link")
  const bare = readLinks(fields, "link")
  const guid = fields.all("guid")[0]
  const guidText = guid && textOf(guid).trim()
  const isPermalink = guid !== undefined && attributeOf(guid, "ispermalink")?.trim().toLowerCase() !== "false"
  const enclosures = [
    ...fields.all("enclosure").flatMap((enclosure) => {
      const address = fields.attributeAddress(enclosure, "url") ?? fields.attributeAddress(enclosure, "href")
      return address ? [toAttachment(address, enclosure)] : []
    }),
    ...links.enclosures,
    ...bare.enclosures,
  ]
  const media = readMedia(fields, enclosures)
  const about = attributeOf(element, "rdf:about")?.trim()
  const asLink = (href: string | undefined): Address[] => (href ? [{ href, base: fields.baseOf(element) }] : [])
  const source = fields.first("source", "atom:source")
  return {
    guid: guidText || fields.text("atom:id", "id") || about || fields.text("dc:identifier"),
    links: [
      ...fields.addresses("feedburner:origlink"),
      ...bare.alternates,
      ...links.alternates,
      ...asLink(isPermalink || /^https?:\/\//i.test(guidText ?? "") ? guidText : undefined),
      ...asLink(about),
      ...links.related,
      ...bare.related,
      ...media.attachments.slice(0, 1).map(({ address }) => address),
    ],
    ...textsOf(fields, documentUrl),
    published: fields.latest(
      "pubdate",
      "dc:date",
      "dcterms:issued",
      "dcterms:created",
      "atom:published",
      "atom:issued",
      "date",
      "prism:publicationdate",
    ),
    modified: fields.latest(
      "dcterms:modified",
      "atom:updated",
      "atom:modified",
      "lastbuilddate",
      "prism:modificationdate",
    ),
    authors: authorsOf(fields, documentUrl, [
      "dc:creator",
      "author",
      "atom:author",
      "dc:author",
      "itunes:author",
      "googleplay:author",
    ]),
    tags: tagsOf(fields),
    attachments: media.attachments,
    images: media.images,
    language: fields.text("dc:language", "language") ?? attributeOf(element, "xml:lang"),
    rights: markupOf(fields, documentUrl, "copyright", "dc:rights", "rights", "atom:rights", "media:copyright"),
    ...(source ? { source: readSource(source, fields) } : {}),
  }
}

/** `content:encoded` and its like are the content; a description is when a summary stands beside it, else it is both. */
function textsOf(fields: Fields, documentUrl: string | undefined): Pick<RawItem, "title" | "summary" | "content"> {
  const markup = (...names: string[]) => markupOf(fields, documentUrl, ...names)
  const title = markup("title", "dc:title", "atom:title", "media:title", "itunes:title")
  const content = markup(...CONTENT)
  const short = markup("summary", "atom:summary")
  const description = markup("description")
  if (content === undefined && short && description) return { title, summary: short, content: description }
  return { title, summary: description ?? short ?? markup(...SUMMARY), content }
}

const CONTENT = [
  "content:encoded",
  "xhtml:body",
  "xhtml:div",
  "body",
  "fullitem",
  "atom:content",
  "content",
  "content:items",
]
const SUMMARY = [
  "dc:description",
  "itunes:summary",
  "abstract",
  "dcterms:abstract",
  "media:description",
  "itunes:subtitle",
]

/** `author` before all where both name the same; several of one kind are several people. */
function authorsOf(fields: Fields, documentUrl: string | undefined, names: string[]): RawAuthor[] {
  for (const name of names) {
    const found = fields
      .all(name)
      .flatMap((element) =>
        name === "atom:author" || childElements(element).length > 0
          ? readPerson(element, documentUrl)
          : readNames(textOf(element)),
      )
    if (found.some((author) => author.name || author.address)) return found
  }
  return []
}

function tagsOf(fields: Fields): string[] {
  const own = fields.texts("category")
  const subjects = fields.texts("dc:subject")
  const atom = fields
    .all("atom:category")
    .map((each) => attributeOf(each, "label") ?? attributeOf(each, "term") ?? textOf(each))
  const itunes = fields
    .all("itunes:category")
    .flatMap((each) => [each, ...childElements(each)].map((one) => attributeOf(one, "text") ?? ""))
  const media = fields.all("media:category").map((each) => attributeOf(each, "label") ?? textOf(each))
  const keywords = fields.texts("itunes:keywords", "media:keywords").flatMap((text) => text.split(","))
  return [...own, ...itunes, ...media, ...keywords, ...subjects, ...atom]
}

function readSource(element: XmlElement, fields: Fields): RawItem["source"] {
  if (childElements(element).length > 0) {
    const inside = new Fields(element, fields.documentUrl)
    const title = inside.first("atom:title", "title")
    const address = readLinks(inside, "atom:link", "link").alternates[0]
    return { ...(title ? { title: atomMarkup(title, fields.documentUrl) } : {}), ...(address ? { address } : {}) }
  }
  const address = fields.attributeAddress(element, "url")
  return { title: rssMarkup(element, fields.documentUrl), ...(address ? { address } : {}) }
}
