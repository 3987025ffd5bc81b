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

/** Text → what a feed of any format says. The text itself tells the format. */
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
  if (value === undefined) return { outcome: "not-a-feed", detail: "The document begins like JSON and is none" }
  const feed = readJson(value, documentUrl)
  return feed ? { outcome: "feed", feed } : { outcome: "not-a-feed", detail: "The document is JSON, but no JSON Feed" }
}

/** The value, undefined when there is none. Control characters within strings are the one fault worth mending. */
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

/** The outermost element that is a feed; without one, that which holds the first entry. */
function findRoot({ top, entries }: XmlDocument): XmlElement | undefined {
  const level = top.children.filter((child) => typeof child !== "string")
  const known = level.find(({ local }) => ROOTS.has(local)) ?? level.find(({ local }) => local === "entry")
  if (known) return known
  // Some wrap their feed in an envelope of another protocol.
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
  return root ? `Its root element is <${root.local.slice(0, 50)}>, which is no feed` : "There is no markup in it"
}
