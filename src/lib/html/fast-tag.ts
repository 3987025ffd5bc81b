import { isPlainAttribute } from "../text/escape.ts"
import { resolvePlainUrl } from "../url/fast-resolve.ts"
import { cleanAttribute, isUseless, writeAttribute } from "./attributes.ts"
import { type PlainElement, plainElement } from "./fast-places.ts"
import { isSpace } from "./fast-scan.ts"
import type { Place } from "./fragments.ts"
import { unlazy } from "./lazy.ts"
import { postOf } from "./players.ts"
import { ADDRESSES, type Rule } from "./rules.ts"
import type { Attribute } from "./tokens.ts"

/** A start tag as it is published. */
export interface PlainTag {
  element: PlainElement
  written: string
}

/** The tag as the sanitiser writes it; null when it needs more than its own attributes. */
export function makeTag(name: string, attributes: readonly Attribute[], place: Place): PlainTag | null {
  const element = plainElement(name)
  const { rule, isHard } = element
  if (isHard || (rule.isBlock && attributes.length > 0 && postOf(name, attributes) !== null)) return null
  if (!rule.isAllowed) return { element, written: "" }
  let written = `<${name}`
  for (const [attribute, value] of rule.mayWait ? unlazy(name, attributes, place.baseUrl) : attributes) {
    if (!rule.attributes.has(attribute)) continue
    written += writeAttribute(attribute, cleanAttribute(attribute, value, place.baseUrl))
  }
  return { element, written: isUseless(name, written) ? "" : `${written}>` }
}

/** Whether the tag needs no address of the document. */
export const isSameEverywhere = ({ element: { name, rule } }: PlainTag, attributes: readonly Attribute[]) =>
  !rule.mayWait && name !== "a" && !attributes.some(([attribute]) => ADDRESSES.has(attribute))

/** A start tag as it is published, and the position after it in the source. */
export interface WrittenTag {
  written: string
  end: number
}

/**
 * A fast path for the start tag of a link or picture. Its attributes are published as they were written, but for addresses,
 * which become absolute, and dropped attributes. Null for a tag that needs more, such as a lazy picture or a link to a
 * footnote.
 */
export function writePlainTag(
  html: string,
  tag: number,
  name: "a" | "img",
  rule: Rule,
  baseUrl: string | undefined,
): WrittenTag | null {
  let at = tag + 1 + name.length
  let written = `<${name}`
  let hasSource = false
  for (;;) {
    const space = at
    while (isSpace(html.charCodeAt(at))) at++
    const code = html.charCodeAt(at)
    if (code === 0x3e || (code === 0x2f && html.charCodeAt(at + 1) === 0x3e)) {
      return name === "a" || hasSource ? { written: `${written}>`, end: at + (code === 0x2f ? 2 : 1) } : null
    }
    const equals = plainNameEnd(html, at)
    if (at === space || equals === at) return null
    if (html.charCodeAt(equals) !== 0x3d || html.charCodeAt(equals + 1) !== 0x22) return null
    const close = html.indexOf('"', equals + 2)
    if (close < 0) return null
    const attribute = html.slice(at, equals)
    at = close + 1
    if (rule.attributes.has(attribute)) {
      const clean = writePlainAttribute(attribute, html.slice(equals + 2, close), baseUrl)
      // Of repeated attributes the first counts.
      if (clean === "" || (written.length > name.length + 1 && written.includes(` ${attribute}=`))) return null
      written += clean
      if (attribute === "src") hasSource = true
    } else if (rule.mayWait && attribute.startsWith("data-")) return null
  }
}

/** Empty for an attribute that is dropped or needs care. */
function writePlainAttribute(attribute: string, value: string, baseUrl: string | undefined): string {
  if (!hasPlainReferences(value) || attribute === "usemap") return ""
  if (attribute === "srcset") {
    return writeAttribute(attribute, cleanAttribute(attribute, value.replaceAll("&amp;", "&"), baseUrl))
  }
  if (!ADDRESSES.has(attribute)) return isPlainAttribute(value) ? ` ${attribute}="${value}"` : ""
  // A link with a fragment may lead to a footnote.
  const address = value.includes("#") ? null : resolvePlainUrl(value, baseUrl)
  return address === null ? "" : ` ${attribute}="${address}"`
}

/** Whether the only reference is `&amp;`. Addresses with it are resolved as if it were a plain `&`. */
function hasPlainReferences(value: string): boolean {
  for (let at = value.indexOf("&"); at >= 0; at = value.indexOf("&", at + 5)) {
    if (!value.startsWith("amp;", at + 1)) return false
  }
  return true
}

function plainNameEnd(html: string, start: number): number {
  let at = start
  for (; at < html.length; at++) {
    const code = html.charCodeAt(at)
    if (!(code >= 0x61 && code <= 0x7a) && code !== 0x2d) break
  }
  return at
}
