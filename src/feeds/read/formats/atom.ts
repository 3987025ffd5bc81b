import type { XmlDocument } from "../xml/parser.ts"
import { attributeOf, languageOf, textOf, type XmlElement } from "../xml/tree.ts"
import { readAtomEntry } from "./atom-entry.ts"
import { atomAuthors, atomNames, atomText, LINKS, RIGHTS, TITLE } from "./atom-fields.ts"
import { Fields } from "./fields.ts"
import { readLinks } from "./links.ts"
import type { RawFeed } from "./raw.ts"
import { readSchedule } from "./schedule.ts"

const DESCRIPTION = [...atomNames("subtitle", "tagline", "info", "description"), "dc:description", "itunes:summary"]
const LANGUAGE = ["dc:language", ...atomNames("language")]
const ID = atomNames("id")
const UPDATED = [...atomNames("updated", "modified"), "dc:date", "dcterms:modified"]
const ICON = atomNames("icon", "logo")
/** Atom 1.0 (RFC 4287) and 0.3. `root` is a feed, or a single entry without a feed. */
export function readAtom(
  document: XmlDocument,
  root: XmlElement,
  entries: XmlElement[],
  documentUrl?: string,
): RawFeed {
  // A single entry has no feed metadata. Its own fields must not be read as the feed's.
  const fields = new Fields(root.local === "entry" ? { ...root, children: [] } : root, documentUrl)
  const links = readLinks(fields, LINKS)
  return {
    format: formatOf(root),
    title: atomText(fields, TITLE),
    homePages: links.alternates,
    self: links.self[0],
    description: atomText(fields, DESCRIPTION),
    language: languageOf(root) ?? fields.text(LANGUAGE),
    id: idOf(fields),
    updated: fields.latest(UPDATED),
    rights: atomText(fields, RIGHTS),
    icon: fields.addresses(ICON)[0],
    authors: atomAuthors(fields),
    hubs: links.hubs,
    schedule: readSchedule(fields),
    items: entries.map((entry) => readAtomEntry(entry, documentUrl, entry === document.cut)),
    withdrawn: fields.named("at:deleted-entry").flatMap((element) => attributeOf(element, "ref") ?? []),
    diagnostics: document.repairs,
  }
}

function formatOf(root: XmlElement): string {
  const version = attributeOf(root, "version")?.trim()
  if (version !== undefined && /^0\.\d$/.test(version)) return `atom-${version}`
  const spaces = [...(root.attributes ?? [])].filter(([name]) => name.startsWith("xmlns"))
  return spaces.some(([, uri]) => uri.includes("purl.org/atom/ns#")) ? "atom-0.3" : "atom-1.0"
}

/** RFC 4287 §4.2.6 requires an absolute IRI. A path is resolved against the base. */
function idOf(fields: Fields): string | undefined {
  const element = fields.first(ID)
  const id = element && textOf(element).trim()
  if (!element || !id) return undefined
  return /^\.{0,2}\/\S*$/.test(id) ? (URL.parse(id, fields.baseOf(element))?.href ?? id) : id
}
