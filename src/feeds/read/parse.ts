// Finds the format of a document and reads it with that format's mapping.
// In: the document's text and address. Out: a RawFeed, or whether the text is HTML or something else.
// Source: the root elements of RSS 0.90 to 2.0, RDF and Atom; jsonfeed.org for JSON.
import { readAtom } from "./formats/atom.ts"
import { readJson } from "./formats/json.ts"
import type { RawFeed } from "./formats/raw.ts"
import { readRss } from "./formats/rss.ts"
import { parseXml, type XmlDocument } from "./xml/parser.ts"
import type { XmlElement } from "./xml/tree.ts"

export type Parsed =
  | { outcome: "feed"; feed: RawFeed }
  | { outcome: "html" }
  | { outcome: "not-a-feed"; detail: string }

/** The format is detected from the text alone. A Content-Type is often wrong. */
export function parse(text: string, documentUrl?: string): Parsed {
  const start = text
    .slice(0, 2000)
    .replace(/^\ufeff/, "")
    .trimStart()
  if (start === "") return { outcome: "not-a-feed", detail: "The document is empty" }
  if (start.startsWith("{") || start.startsWith("[")) return parseJson(text, documentUrl)
  if (/^<!doctype\s+html\b|^<html\b(?![^>]*\b(rss|feed)\b)/i.test(start)) return { outcome: "html" }
  const document = parseXml(text)
  const root = findRoot(document)
  if (root) {
    const read = ATOM.has(root.local) ? readAtom : readRss
    const feed = read(document, root, document.entries, documentUrl)
    if (document.isPartial)
      feed.diagnostics.push({ kind: "too-many-items", detail: `Only the first ${feed.items.length} entries are read` })
    return { outcome: "feed", feed }
  }
  return hasHtml(document) ? { outcome: "html" } : { outcome: "not-a-feed", detail: describe(document) }
}

function parseJson(text: string, documentUrl: string | undefined): Parsed {
  const value = parseJsonText(text.replace(/^\ufeff/, ""))
  if (value === undefined)
    return { outcome: "not-a-feed", detail: "The document starts like JSON but is not valid JSON" }
  const feed = readJson(value, documentUrl)
  return feed
    ? { outcome: "feed", feed }
    : { outcome: "not-a-feed", detail: "The document is JSON but not a JSON Feed" }
}

/** The value; undefined for invalid JSON. Raw control characters in strings are common, so only that fault is repaired. */
function parseJsonText(text: string): unknown {
  for (const candidate of [text, text.replace(/[\u0000-\u001f]+/g, " ")]) {
    try {
      return JSON.parse(candidate)
    } catch {}
  }
  return undefined
}

const ATOM = new Set(["feed", "entry"])
const ROOTS = new Set(["rss", "rdf", "feed", "channel"])

/** The outermost feed element. If there is none, the element around the first entry. */
function findRoot({ top, entries }: XmlDocument): XmlElement | undefined {
  const level = top.children.filter((child) => typeof child !== "string")
  const known = level.find(({ local }) => ROOTS.has(local)) ?? level.find(({ local }) => local === "entry")
  if (known) return known
  // Some publishers wrap the feed in another protocol's envelope.
  let around = entries[0]?.parent ?? undefined
  while (around && !ROOTS.has(around.local) && around.parent && around.parent !== top) around = around.parent
  if (around && around !== top && around.local !== "html") return around
  return entries[0] && (around === top || around === undefined) ? top : undefined
}

const hasHtml = ({ top }: XmlDocument) =>
  top.children.some(
    (child) => typeof child !== "string" && /^(html|head|body|meta|title|script|div|p)$/.test(child.local),
  )

function describe({ top }: XmlDocument): string {
  const root = top.children.find((child) => typeof child !== "string")
  return root ? `The root element <${root.local.slice(0, 50)}> is not a feed's` : "The document has no markup"
}
