import { Parser } from "htmlparser2"
import { ADDRESSES, ALLOWED, DROPPED, isAllowedAttribute, VOID } from "./html-rules.ts"
import { resolveUrl } from "./urls.ts"
import { cleanText, escapeAttribute, textToHtml } from "./xml-text.ts"

export interface SanitiseOptions {
  /** What relative addresses are resolved against; without it they are dropped. */
  baseUrl?: string
  /** Hosts whose iframes stay, over https; none by default. */
  iframeHosts?: readonly string[]
}

// Deeper elements are unwrapped: no page needs them, and nobody's stack should have to hold them.
const DEPTH = 256

/**
 * HTML with only what an article needs: no script, style, event handler, comment or address that is not http, https or
 * mailto; addresses absolute; every element closed. Takes time in proportion to its input.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions = {}): string {
  const out: string[] = []
  const open: string[] = []
  // How deep inside a dropped element we are; what it holds is not written.
  let dropped = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (dropped > 0 || isDropped(name, attributes, options)) {
          if (!VOID.has(name)) dropped++
          return
        }
        if (!ALLOWED.has(name) || open.length >= DEPTH) return
        const written = writeAttributes(name, attributes, options)
        if (written === null) return
        out.push(`<${name}${written}>`)
        if (!VOID.has(name)) open.push(name)
      },
      ontext(text) {
        if (dropped === 0) out.push(textToHtml(text))
      },
      onclosetag(name) {
        if (dropped > 0) {
          if (!VOID.has(name)) dropped--
          return
        }
        if (open.at(-1) !== name) return
        open.pop()
        out.push(`</${name}>`)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  )
  parser.end(cleanText(html))
  while (open.length > 0) out.push(`</${open.pop()}>`)
  return out.join("")
}

function isDropped(name: string, attributes: Record<string, string>, options: SanitiseOptions): boolean {
  if (name !== "iframe") return DROPPED.has(name) || name.includes(":")
  const url = URL.parse(attributes.src ?? "", options.baseUrl)
  return url?.protocol !== "https:" || !options.iframeHosts?.includes(url.hostname)
}

/** The attributes as written, or null when the element means nothing without the one it lacks. */
function writeAttributes(name: string, attributes: Record<string, string>, options: SanitiseOptions): string | null {
  let written = ""
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!isAllowedAttribute(name, attribute)) continue
    const clean = cleanAttribute(attribute, value, options)
    if (clean !== null) written += ` ${attribute}="${escapeAttribute(clean)}"`
  }
  return name === "img" && !written.includes(" src=") && !written.includes(" srcset=") ? null : written
}

function cleanAttribute(attribute: string, value: string, { baseUrl }: SanitiseOptions): string | null {
  if (attribute === "srcset") return cleanSrcset(value, baseUrl)
  if (attribute === "usemap") return /^#[\w-]+$/.test(value) ? value : null
  if (!ADDRESSES.has(attribute)) return value
  if (attribute === "href" && /^mailto:[^\s<>"]+@[^\s<>"]+$/i.test(value.trim())) return value.trim()
  return resolveUrl(value, baseUrl)
}

/** HTML §4.8.4.2: candidates parted by commas, each an address and perhaps a width or density. */
function cleanSrcset(value: string, baseUrl: string | undefined): string | null {
  const candidates = value
    .split(/,\s+|,$/)
    .map((candidate) => {
      const [address, descriptor, ...rest] = candidate.trim().split(/\s+/)
      const url = address && rest.length === 0 ? resolveUrl(address, baseUrl) : null
      if (!url || (descriptor && !/^\d+(\.\d+)?[wx]$/.test(descriptor))) return null
      return descriptor ? `${url} ${descriptor}` : url
    })
    .filter((candidate) => candidate !== null)
  return candidates.length > 0 ? candidates.join(", ") : null
}
