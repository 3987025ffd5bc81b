import { isHtmlName } from "../../../lib/html/elements.ts"
import type { XmlElement } from "./tree.ts"

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Text elements, which never contain each other. If one starts inside another, the outer one's end tag is missing. */
const TEXTS = words(`
  title link guid pubdate author category comments managingeditor webmaster language copyright lastbuilddate ttl
  dc:creator dc:date dc:subject atom:title atom:id atom:updated atom:published atom:issued atom:modified`)

const ENTRIES = words("item entry atom:entry rss:item")

/** Parents of entries. A starting entry never closes them. */
const HOLDERS = words("channel rss rdf:rdf rdf feed atom:feed")

const CONTENTS = words("description content:encoded content summary atom:content atom:summary")

export const isEntryName = (name: string): boolean => ENTRIES.has(name)

/** Whether `impliedEnd` can return anything but -1 for this name. */
export const mayEndOthers = (name: string): boolean => TEXTS.has(name) || ENTRIES.has(name)

/**
 * How many of the open elements, outermost first, stay open when `name` starts; -1 when all do. A text element closes
 * only its direct parent, because a description can contain HTML elements such as `title` and `link`.
 */
export function impliedEnd(open: readonly { element: XmlElement }[], name: string): number {
  const last = open.length - 1
  if (last < 0) return -1
  if (TEXTS.has(name)) return TEXTS.has(open[last]!.element.name) ? last : -1
  return ENTRIES.has(name) ? entryEnd(open, name) : -1
}

/**
 * A starting entry closes another entry, its text elements, its description, and HTML in its content. It closes nothing
 * inside an element of another vocabulary, which can have entries of its own.
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
