import { cleanLine } from "../../lib/text/escape.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import { parseXml } from "./xml/parser.ts"
import { attributeOf, childElements, type XmlElement } from "./xml/tree.ts"

/** A feed in an OPML file. */
export interface Outline {
  feedUrl: string
  homeUrl?: string
  title?: string
  language?: string
}

const MAX_OUTLINES = 10_000

/**
 * The feeds of an OPML 1.0 or 2.0 file, each once; null when the text is not OPML. Outlines may be nested, and attribute
 * names may be in any case.
 */
export function parseOpml(text: string): Outline[] | null {
  const { top } = parseXml(text)
  if (!childElements(top).some(({ local }) => local === "opml")) return null
  const found = new Map<string, Outline>()
  const waiting = [top]
  for (let element = waiting.pop(); element && found.size < MAX_OUTLINES; element = waiting.pop()) {
    const outline = element.local === "outline" ? toOutline(element) : null
    if (outline && !found.has(outline.feedUrl)) found.set(outline.feedUrl, outline)
    waiting.push(...childElements(element).reverse())
  }
  return [...found.values()]
}

function toOutline(element: XmlElement): Outline | null {
  const value = (name: string) => attributeOf(element, name) ?? ""
  const isFeed = /^(rss|atom|feed|json|pie)/i.test(value("type"))
  const address = value("xmlurl") || (isFeed ? value("url") : "")
  const feedUrl = resolveUrl(address.replace(/^feed:(\/\/)?(?=https?:)/, ""))
  if (!feedUrl) return null
  return {
    feedUrl,
    homeUrl: resolveUrl(value("htmlurl")) ?? undefined,
    title: cleanLine(value("title") || value("text")) || undefined,
    language: parseLanguage(value("language").trim()) ?? undefined,
  }
}
