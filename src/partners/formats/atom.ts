import { atomMarkup, rssMarkup } from "../markup.ts"
import { attributeOf, childElements, languageOf, textOf, type XmlElement } from "../parse-tree.ts"
import type { XmlDocument } from "../parse-xml.ts"
import type { Markup, RawAuthor, RawFeed, RawItem } from "../raw.ts"
import { Fields } from "./fields.ts"
import { readLinks } from "./links.ts"
import { readMedia } from "./media.ts"
import { readNames, readPerson } from "./people.ts"
import { readSchedule } from "./schedule.ts"

/** Names that mean the same in Atom's namespace, in none, and in one that nobody knows. */
const named = (...names: string[]) => names.flatMap((name) => [`atom:${name}`, name, `?:${name}`])

/** Atom 1.0 (RFC 4287) and 0.3; `root` is the feed, or one entry alone. */
export function readAtom(
  document: XmlDocument,
  root: XmlElement,
  entries: XmlElement[],
  documentUrl?: string,
): RawFeed {
  const isEntry = root.local === "entry"
  const fields = new Fields(isEntry ? { ...root, children: [] } : root, documentUrl)
  const links = readLinks(fields, ...named("link"))
  const markup = (...names: string[]) => markupOf(fields, documentUrl, ...named(...names))
  return {
    format: formatOf(root),
    title: markup("title") ?? markupOf(fields, documentUrl, "dc:title"),
    homePages: links.alternates,
    self: links.self[0],
    description:
      markup("subtitle", "tagline", "info", "description") ??
      markupOf(fields, documentUrl, "dc:description", "itunes:summary"),
    language: languageOf(root) ?? fields.text("dc:language", ...named("language")),
    id: addressId(fields, ...named("id")),
    updated: fields.latest(...named("updated", "modified"), "dc:date", "dcterms:modified"),
    rights: markup("rights", "copyright") ?? markupOf(fields, documentUrl, "dc:rights"),
    icon: fields.addresses(...named("icon", "logo"))[0],
    authors: authorsOf(fields, documentUrl),
    hubs: links.hubs,
    schedule: readSchedule(fields),
    items: entries.map((entry) => ({ ...readEntry(entry, documentUrl), cut: entry === document.cut })),
    withdrawn: fields.all("at:deleted-entry").flatMap((element) => attributeOf(element, "ref") ?? []),
    diagnostics: document.repairs,
  }
}

function formatOf(root: XmlElement): string {
  const version = attributeOf(root, "version")?.trim()
  if (version !== undefined && /^0\.\d$/.test(version)) return `atom-${version}`
  const uris = [...(root.attributes ?? [])].filter(([name]) => name.startsWith("xmlns")).map(([, uri]) => uri)
  return uris.some((uri) => uri.includes("purl.org/atom/ns#")) ? "atom-0.3" : "atom-1.0"
}

function markupOf(fields: Fields, documentUrl: string | undefined, ...names: string[]): Markup | undefined {
  const element = fields.first(...names)
  if (!element) return undefined
  return element.name.startsWith("dc:") || element.name.startsWith("itunes:") || element.name.startsWith("media:")
    ? rssMarkup(element, documentUrl)
    : atomMarkup(element, documentUrl)
}

/** RFC 4287 §4.2.6 wants an absolute IRI; a relative path can only have been meant against the base. */
function addressId(fields: Fields, ...names: string[]): string | undefined {
  const element = fields.first(...names)
  const id = element && textOf(element).trim()
  if (!element || !id) return undefined
  return /^\.{0,2}\/[^\s]*$/.test(id) ? (URL.parse(id, fields.baseOf(element))?.href ?? id) : id
}

function readEntry(element: XmlElement, documentUrl: string | undefined): RawItem {
  const fields = new Fields(element, documentUrl)
  const links = readLinks(fields, ...named("link"))
  const media = readMedia(fields, links.enclosures)
  const markup = (...names: string[]) => markupOf(fields, documentUrl, ...names)
  const id = fields.text(...named("id"), "guid")
  const source = fields.first(...named("source"))
  const idLink = id && /^https?:\/\//i.test(id) ? [{ href: id }] : []
  const contents = fields.all(...named("content"))
  const outOfLine = contents.flatMap((content) => fields.attributeAddress(content, "src") ?? [])
  return {
    guid: id,
    links: [
      ...fields.addresses("feedburner:origlink"),
      ...links.alternates,
      ...idLink,
      ...links.related,
      ...links.self,
      ...outOfLine,
    ],
    title: markup(...named("title"), "dc:title", "media:title"),
    summary:
      markup(...named("summary", "description"), "dc:description", "media:description", "itunes:summary") ??
      groupDescription(fields, documentUrl),
    content: contentOf(contents, documentUrl) ?? markup("content:encoded", "xhtml:div", "xhtml:body"),
    published: fields.latest(
      ...named("published", "issued"),
      "pubdate",
      "dc:date",
      "dcterms:issued",
      ...named("created"),
      "dcterms:created",
    ),
    modified: fields.latest(...named("updated", "modified"), "dcterms:modified"),
    authors: authorsOf(fields, documentUrl),
    tags: tagsOf(fields),
    attachments: media.attachments,
    images: media.images,
    language: attributeOf(element, "xml:lang") ?? fields.text("dc:language"),
    rights: markup(...named("rights", "copyright"), "dc:rights"),
    ...(source ? { source: readSource(source, documentUrl) } : {}),
  }
}

/** Of several contents (Atom 0.3) the richest: HTML before text, the longer before the shorter. */
function contentOf(contents: XmlElement[], documentUrl: string | undefined): Markup | undefined {
  return contents
    .filter(({ children }) => children.length > 0)
    .filter((content) => !/^(image|audio|video)\//i.test(attributeOf(content, "type") ?? ""))
    .map((content) => atomMarkup(content, documentUrl))
    .reduce<Markup | undefined>(
      (best, next) => (best === undefined || (best.kind === "text" && next.kind === "html") ? next : best),
      undefined,
    )
}

function groupDescription(fields: Fields, documentUrl: string | undefined): Markup | undefined {
  const group = fields.all("media:group")[0]
  return group && markupOf(new Fields(group, documentUrl), documentUrl, "media:description")
}

function authorsOf(fields: Fields, documentUrl: string | undefined): RawAuthor[] {
  const people = fields.all(...named("author")).flatMap((element) => readPerson(element, documentUrl))
  if (people.some(({ name, address }) => name || address)) return people
  return fields.texts("dc:creator", "dc:author", "itunes:author").flatMap(readNames)
}

function tagsOf(fields: Fields): string[] {
  const own = fields
    .all(...named("category"))
    .map((each) => attributeOf(each, "label") || attributeOf(each, "term") || textOf(each))
  const media = fields.all("media:category").map((each) => attributeOf(each, "label") ?? textOf(each))
  const itunes = fields
    .all("itunes:category")
    .flatMap((each) => [each, ...childElements(each)].map((one) => attributeOf(one, "text") ?? ""))
  return [
    ...own,
    ...fields.texts("dc:subject"),
    ...media,
    ...itunes,
    ...fields.texts("itunes:keywords", "media:keywords").flatMap((text) => text.split(",")),
  ]
}

function readSource(element: XmlElement, documentUrl: string | undefined): RawItem["source"] {
  const fields = new Fields(element, documentUrl)
  const title = markupOf(fields, documentUrl, ...named("title"))
  const address = readLinks(fields, ...named("link")).alternates[0]
  return { ...(title ? { title } : {}), ...(address ? { address } : {}) }
}
