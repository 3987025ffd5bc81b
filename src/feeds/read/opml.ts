import { cleanLine, escapeAttribute, escapeText } from "../../lib/text/escape.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { slugOf } from "../../lib/text/slug.ts"
import { resolveUrl } from "../../lib/url/resolve.ts"
import type { Partner } from "../../model/partner.ts"
import { parseXml } from "./xml/parser.ts"
import { attributeOf, childElements, type XmlElement } from "./xml/tree.ts"

/** A feed that an OPML file names. */
export interface Outline {
  feedUrl: string
  homeUrl?: string
  title?: string
  language?: string
}

const MOST_OUTLINES = 10_000

/**
 * The feeds of an OPML 1.0 or 2.0 file, however deep they are nested and however their attributes are cased, each once.
 * Null when the text is no OPML.
 */
export function parseOpml(text: string): Outline[] | null {
  const { top } = parseXml(text)
  if (!childElements(top).some(({ local }) => local === "opml")) return null
  const found = new Map<string, Outline>()
  const waiting = [top]
  for (let element = waiting.pop(); element && found.size < MOST_OUTLINES; element = waiting.pop()) {
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

/** Ids and names for new partners made of these outlines; `taken` ids are left alone. */
export function toPartners(outlines: Outline[], taken: Iterable<string>): Partner[] {
  const ids = new Set(taken)
  return outlines.map(({ feedUrl, homeUrl, title, language }) => {
    const origin = URL.parse(feedUrl)!
    const id = freeId(title ?? origin.hostname, origin.hostname, ids)
    ids.add(id)
    return {
      id,
      name: title ?? origin.hostname,
      homeUrl: homeUrl ?? `${origin.origin}/`,
      feedUrl,
      role: "partner",
      weight: 1,
      maxLinks: 2,
      enabled: true,
      sponsored: false,
      language,
    }
  })
}

function freeId(name: string, hostname: string, taken: Set<string>): string {
  const latin = (text: string) =>
    slugOf(text.normalize("NFKD").replace(/\p{M}/gu, ""))
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 90)
      .replace(/^-+|-+$/g, "")
  const base = latin(name) || latin(hostname.replace(/^www\./, "")) || "partner"
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}

/** Partners' feeds as OPML 2.0. */
export function renderOpml(partners: Partner[], title: string): string {
  const outlines = partners.flatMap(({ name, homeUrl, feedUrl, language }) => {
    if (feedUrl === undefined) return []
    const attributes = [
      ["text", name],
      ["title", name],
      ["type", "rss"],
      ...(language ? [["language", language]] : []),
      ["xmlUrl", feedUrl],
      ["htmlUrl", homeUrl],
    ]
    return `    <outline ${attributes.map(([key, value]) => `${key}="${escapeAttribute(cleanLine(value!))}"`).join(" ")}/>\n`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>${escapeText(cleanLine(title))}</title>
  </head>
  <body>
${outlines.join("")}  </body>
</opml>
`
}
