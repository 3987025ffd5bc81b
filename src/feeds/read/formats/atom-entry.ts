import { attributeOf, type XmlElement } from "../xml/tree.ts"
import { atomAuthors, atomNames, atomText, LINKS, RIGHTS, TITLE } from "./atom-fields.ts"
import { Fields } from "./fields.ts"
import { readLinks } from "./links.ts"
import { atomMarkup } from "./markup.ts"
import { readMedia } from "./media.ts"
import type { Address, Markup, RawItem } from "./raw.ts"
import { readTags } from "./tags.ts"

const ID = [...atomNames("id"), "guid"]
const ORIGINAL_LINK = ["feedburner:origlink"]
const SUMMARY = [...atomNames("summary", "description"), "dc:description", "media:description", "itunes:summary"]
const CONTENT = atomNames("content")
const OTHER_CONTENT = ["content:encoded", "xhtml:div", "xhtml:body"]
const PUBLISHED = [
  ...atomNames("published", "issued"),
  ...["pubdate", "dc:date", "dcterms:issued"],
  ...atomNames("created"),
  "dcterms:created",
]
const MODIFIED = [...atomNames("updated", "modified"), "dcterms:modified"]
const LANGUAGE = ["dc:language"]
const SOURCE = atomNames("source")
const GROUP_DESCRIPTION = ["media:description"]

/** An `entry` of Atom 1.0 or 0.3. `cut` says that the document ends inside it. The id is a name, so it is not resolved. */
export function readAtomEntry(element: XmlElement, documentUrl: string | undefined, cut: boolean): RawItem {
  const fields = new Fields(element, documentUrl)
  const links = readLinks(fields, LINKS)
  const { attachments, images } = readMedia(fields, links.enclosures)
  const id = fields.text(ID)
  const contents = fields.all(CONTENT)
  const item: RawItem = {
    guid: id,
    links: [
      ...fields.addresses(ORIGINAL_LINK),
      ...links.alternates,
      ...(id && /^https?:\/\//i.test(id) ? [{ href: id }] : []),
      ...links.related,
      ...links.self,
      ...outOfLine(contents, fields),
    ],
    title: atomText(fields, TITLE),
    summary: atomText(fields, SUMMARY) ?? groupDescription(fields),
    content: richest(contents, documentUrl) ?? atomText(fields, OTHER_CONTENT),
    published: fields.latest(PUBLISHED),
    modified: fields.latest(MODIFIED),
    authors: atomAuthors(fields),
    tags: readTags(fields),
    attachments,
    images,
    language: attributeOf(element, "xml:lang") ?? fields.text(LANGUAGE),
    rights: atomText(fields, RIGHTS),
    cut,
  }
  const source = fields.first(SOURCE)
  if (source) item.source = readSource(source, documentUrl)
  return item
}

/** RFC 4287 §4.1.3.2: the addresses of content outside the document. */
const outOfLine = (contents: readonly XmlElement[], fields: Fields): Address[] =>
  contents.flatMap((content) => fields.attributeAddress(content, "src") ?? [])

/** An Atom 0.3 entry can have several contents. HTML is preferred to text, and the first to later ones. */
function richest(contents: readonly XmlElement[], documentUrl: string | undefined): Markup | undefined {
  let best: Markup | undefined
  for (const content of contents) {
    if (content.children.length === 0 || /^(image|audio|video)\//i.test(attributeOf(content, "type") ?? "")) continue
    const markup = atomMarkup(content, documentUrl)
    if (best === undefined || (best.kind === "text" && markup.kind === "html")) best = markup
  }
  return best
}

/** Video sites put the description in `media:group`. */
function groupDescription(fields: Fields): Markup | undefined {
  const group = fields.named("media:group")[0]
  return group && atomText(new Fields(group, fields.documentUrl), GROUP_DESCRIPTION)
}

function readSource(element: XmlElement, documentUrl: string | undefined): RawItem["source"] {
  const fields = new Fields(element, documentUrl)
  const address = readLinks(fields, LINKS).alternates[0]
  return { title: atomText(fields, TITLE), ...(address ? { address } : {}) }
}
