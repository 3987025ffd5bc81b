import { Parser } from "htmlparser2"
import type { Bytes } from "../lib/hash.ts"
import { slugOf } from "../lib/slug.ts"
import { resolveUrl } from "../lib/urls.ts"
import { cleanLine, escapeAttribute, escapeText } from "../lib/xml-text.ts"
import type { Partner } from "../model/partner.ts"

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
  const found = new Map<string, Outline>()
  let isOpml = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "opml") isOpml = true
        if (name !== "outline" || found.size >= MOST_OUTLINES) return
        const outline = toOutline(attributes)
        if (outline && !found.has(outline.feedUrl)) found.set(outline.feedUrl, outline)
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  )
  parser.end(text)
  return isOpml ? [...found.values()] : null
}

function toOutline(attributes: Record<string, string>): Outline | null {
  const isFeed = /^(rss|atom|feed|json|pie)/i.test(attributes.type ?? "")
  const feedUrl = resolveUrl(
    (attributes.xmlurl ?? (isFeed ? attributes.url : "") ?? "").replace(/^feed:(\/\/)?(?=https?:)/, ""),
  )
  if (!feedUrl) return null
  return {
    feedUrl,
    homeUrl: resolveUrl(attributes.htmlurl ?? "") ?? undefined,
    title: cleanLine(attributes.title || attributes.text || "") || undefined,
    language: /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(attributes.language ?? "") ? attributes.language : undefined,
  }
}

/** The text of an XML file in UTF-8 or UTF-16, or in the encoding that it declares. */
export function decodeOpml(bytes: Bytes): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200))
  const byMark =
    bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : null
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)/.exec(head)?.[1]
  for (const label of [byMark ?? "utf-8", declared, "windows-1252"]) {
    try {
      if (label) return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes)
    } catch {
      // Not this one: either it is no such encoding or the bytes are not in it.
    }
  }
  return new TextDecoder().decode(bytes)
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
