import { isHtmlName } from "../../../lib/html/elements.ts"
import type { XmlElement } from "./tree.ts"

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Elements that hold text and no other of these: one that starts inside another means that its end was lost. */
const TEXTS = words(`
  title link guid pubdate author category comments managingeditor webmaster language copyright lastbuilddate ttl
  dc:creator dc:date dc:subject atom:title atom:id atom:updated atom:published atom:issued atom:modified`)

const ENTRIES = words("item entry atom:entry rss:item")

/** What holds entries: none of them ends because an entry starts. */
const HOLDERS = words("channel rss rdf:rdf rdf feed atom:feed")

const CONTENTS = words("description content:encoded content summary atom:content atom:summary")

export const isEntryName = (name: string): boolean => ENTRIES.has(name)

/**
 * How many elements stay open when `name` starts among these open ones, outermost first; -1 when none has to end.
 * HTML's `title`, `link` and `source` may stand inside a description, so only what a text element itself holds counts.
 */
export function impliedEnd(open: readonly { element: XmlElement }[], name: string): number {
  const last = open.length - 1
  if (last < 0) return -1
  if (TEXTS.has(name)) return TEXTS.has(open[last]!.element.name) ? last : -1
  return ENTRIES.has(name) ? entryEnd(open, name) : -1
}

/**
 * An entry ends what an entry cannot stand in: another entry's texts, its description, and HTML within its content.
 * Content of another vocabulary can hold an entry of its own.
 */
function entryEnd(open: readonly { element: XmlElement }[], name: string): number {
  let inHtml = false
  for (let depth = open.length - 1; depth >= 0; depth--) {
    const { name: outer, local } = open[depth]!.element
    if (outer === name) return depth
    if (HOLDERS.has(outer)) return depth < open.length - 1 ? depth + 1 : -1
    if (TEXTS.has(outer) || outer === "description" || (inHtml && CONTENTS.has(outer))) continue
    if (!isHtmlName(local)) return -1
    inHtml = true
  }
  return -1
}
