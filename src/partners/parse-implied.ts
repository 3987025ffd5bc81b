const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Elements that hold text and no other of these: one that starts inside another means that its end was lost. */
const TEXTS = words(`
  title link guid pubdate author category comments source managingeditor webmaster language copyright lastbuilddate ttl
  dc:creator dc:date dc:subject atom:title atom:id atom:updated atom:published atom:issued atom:modified`)

const ENTRIES = words("item entry atom:entry rss:item")

export const isEntryName = (name: string): boolean => ENTRIES.has(name)

/**
 * How many elements stay open when `name` starts among these open ones, outermost first; -1 when none has to end.
 * HTML's `title`, `link` and `source` may stand inside a description, so only what a text element itself holds counts.
 */
export function impliedEnd(open: string[], name: string): number {
  const last = open.length - 1
  if (last < 0) return -1
  if (TEXTS.has(name) && TEXTS.has(open[last]!)) return last
  if (!ENTRIES.has(name)) return -1
  for (let depth = last; depth >= 0; depth--) {
    if (open[depth] === name) return depth
    if (!TEXTS.has(open[depth]!) && open[depth] !== "description") return -1
  }
  return -1
}
