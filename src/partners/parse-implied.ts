import type { XmlElement } from "./parse-tree.ts"

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Elements that hold text and no other of these: one that starts inside another means that its end was lost. */
const TEXTS = words(`
  title link guid pubdate author category comments managingeditor webmaster language copyright lastbuilddate ttl
  dc:creator dc:date dc:subject atom:title atom:id atom:updated atom:published atom:issued atom:modified`)

const ENTRIES = words("item entry atom:entry rss:item")

export const isEntryName = (name: string): boolean => ENTRIES.has(name)

/**
 * How many elements stay open when `name` starts among these open ones, outermost first; -1 when none has to end.
 * HTML's `title`, `link` and `source` may stand inside a description, so only what a text element itself holds counts.
 */
export function impliedEnd(open: readonly { element: XmlElement }[], name: string): number {
  const last = open.length - 1
  if (last < 0) return -1
  if (TEXTS.has(name)) return TEXTS.has(open[last]!.element.name) ? last : -1
  if (!ENTRIES.has(name)) return -1
  for (let depth = last; depth >= 0; depth--) {
    const outer = open[depth]!.element.name
    if (outer === name) return depth
    if (!TEXTS.has(outer) && outer !== "description") return -1
  }
  return -1
}
