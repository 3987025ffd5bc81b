// Makes HTML from elsewhere safe to publish.
// In: any HTML. Out: well-formed HTML with only the elements and attributes that rules.ts allows.
// Source: the HTML standard for the markup; the list in rules.ts for what news needs.
import { cleanText, textToAttribute, textToHtml } from "../text/escape.ts"
import { resolveUrl } from "../url/resolve.ts"
import { Dropped } from "./dropped.ts"
import { ADDRESSES, type Rule, ruleOf } from "./rules.ts"
import type { Attribute } from "./tokens.ts"
import { walkHtml } from "./walk.ts"
import { HtmlWriter, type OpenElement } from "./writer.ts"

export interface SanitiseOptions {
  /** The base for relative addresses. Without it they are dropped. */
  baseUrl?: string
  /** Hosts whose iframes are kept if they use https; none by default. */
  iframeHosts?: readonly string[]
  /** The HTML already went through cleanText(), so it has no unwanted characters. */
  isClean?: boolean
}

/**
 * Drops scripts, styles, event handlers, comments, and addresses other than http, https and mailto. Makes addresses
 * absolute. Closes every element and puts it where HTML allows it. Takes linear time.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions = {}): string {
  const writer = new HtmlWriter()
  // The open elements; null for each that is unwrapped.
  const open: (OpenElement | null)[] = []
  const dropped = new Dropped()
  walkHtml(options.isClean ? html : cleanText(html), {
    open(name, attributes) {
      const rule = ruleOf(name)
      const isGone = rule.isAllowed ? name === "iframe" && !isListed(attributes, options) : rule.isDropped
      if (dropped.open(name, isGone, rule.isVoid)) return
      const written = rule.isAllowed ? writeAttributes(name, rule, attributes, options) : null
      if (!rule.isVoid) open.push(written === null ? null : writer.begin(name, written))
      else if (written !== null) writer.empty(name, written)
    },
    text(text) {
      // The text in an iframe is for browsers without iframes. There are none any more.
      if (!dropped.text && open[open.length - 1]?.name !== "iframe") writer.text(textToHtml(text))
    },
    close() {
      if (dropped.close()) return
      const element = open.pop()
      if (element) writer.end(element)
    },
  })
  return writer.finish()
}

function isListed(attributes: readonly Attribute[], options: SanitiseOptions): boolean {
  const src = attributes.find(([attribute]) => attribute === "src")?.[1]
  const url = URL.parse(src ?? "", options.baseUrl)
  return url?.protocol === "https:" && (options.iframeHosts?.includes(url.hostname) ?? false)
}

/** The attributes as HTML; null when the element is useless without a missing one, such as an img without src. */
function writeAttributes(
  name: string,
  rule: Rule,
  attributes: readonly Attribute[],
  options: SanitiseOptions,
): string | null {
  let written = ""
  for (const [attribute, value] of attributes) {
    if (!rule.attributes.has(attribute)) continue
    const clean = cleanAttribute(attribute, value, options)
    if (clean !== null) written += ` ${attribute}="${textToAttribute(clean)}"`
  }
  return name === "img" && !written.includes(" src=") && !written.includes(" srcset=") ? null : written
}

function cleanAttribute(attribute: string, value: string, { baseUrl }: SanitiseOptions): string | null {
  if (attribute === "srcset") return cleanSrcset(value, baseUrl)
  if (attribute === "usemap") return /^#[\w-]+$/.test(value) ? value : null
  if (!ADDRESSES.has(attribute)) return value
  if (attribute === "href" && value.includes("@") && /^mailto:[^\s<>"]+@[^\s<>"]+$/i.test(value.trim()))
    return value.trim()
  return resolveUrl(value, baseUrl)
}

/** HTML §4.8.4.2: candidates separated by commas, each an address with an optional width or density. */
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
