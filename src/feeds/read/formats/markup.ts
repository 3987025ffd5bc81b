// Decides whether a text in a feed is plain text or HTML, and writes inline markup back as HTML.
// In: an element. Out: a Markup, not yet sanitised.
// Source: RFC 4287 §3.1 and §4.1.3 for Atom. RSS does not say what its texts are, so there the text itself decides.
import { fromBase64 } from "../../../lib/crypto/base64.ts"
import { ELEMENT_NAME } from "../../../lib/html/elements.ts"
import { decodeHTML } from "../../../lib/html/entities.ts"
import { VOID } from "../../../lib/html/rules.ts"
import { cleanText, textToAttribute, textToHtml } from "../../../lib/text/escape.ts"
import { attributeOf, baseOf, hasElements, resolveBase, textOf, type XmlElement } from "../xml/tree.ts"
import type { Markup } from "./raw.ts"

const REFERENCE = "&(?:#\\d{1,7}|#x[\\da-f]{1,6}|[a-z][a-z\\d]{1,31});"
const TAG = new RegExp(`</?(?:${ELEMENT_NAME})(?:[\\s/][^<>]*)?>|<!--|${REFERENCE}`, "i")
const ENDED_TAG = new RegExp(`</(?:${ELEMENT_NAME})\\s*>|<(?:br|hr|img|wbr)(?:[\\s/][^<>]*)?>|${REFERENCE}`, "i")

/**
 * Whether text without a declared type is HTML. In a title only an end tag, a void tag or a reference counts: "Why
 * <video> matters" is text.
 */
export const looksLikeHtml = (text: string, isTitle: boolean): boolean =>
  /[<&]/.test(text) && (isTitle ? ENDED_TAG : TAG).test(text)

const ESCAPED_TAG = new RegExp(`&lt;/(?:${ELEMENT_NAME})\\s*(?:&gt;|>)|&lt;(?:br|hr|img)\\b`, "i")

/** Undoes double escaping: the text has no tags, but has them once its references are decoded. */
const unescapeTwice = (text: string): string =>
  !text.includes("<") && text.includes("&lt;") && ESCAPED_TAG.test(text) ? decodeHTML(text) : text

// These elements always contain HTML, so `&lt;` in their text is the character <.
const ALWAYS_HTML = new Set(["content:encoded", "body", "xhtml:body", "xhtml:div", "fullitem"])

/** An RSS element. It can contain text, escaped HTML, HTML in CDATA, or inline markup, and does not say which. */
export function rssMarkup(element: XmlElement, documentUrl: string | undefined): Markup {
  const base = baseOf(element, documentUrl)
  if (hasElements(element)) return { kind: "html", value: toHtml(element, base, true), base }
  const value = unescapeTwice(textOf(element))
  const type = attributeOf(element, "type")
  if (type === "text" || type === "text/plain" || type === "plain") return { kind: "text", value }
  if (ALWAYS_HTML.has(element.name)) return { kind: "html", value, base }
  const isTitle = element.local === "title"
  return { kind: looksLikeHtml(value, isTitle) ? "html" : "text", value, base }
}

/** An Atom text construct or content (RFC 4287 §3.1, §4.1.3). Atom 0.3 adds a `mode`. */
export function atomMarkup(element: XmlElement, documentUrl: string | undefined): Markup {
  const base = baseOf(element, documentUrl)
  const type = (attributeOf(element, "type") ?? "").trim().toLowerCase().replace(/;.*/s, "")
  const mode = attributeOf(element, "mode")?.trim().toLowerCase()
  if (hasElements(element)) return { kind: "html", value: toHtml(element, base, false), base }
  const raw = textOf(element)
  if (mode === "base64" || (mode === undefined && isBinary(type))) {
    const value = decodeBinary(raw)
    return { kind: /html|xml/.test(type) || looksLikeHtml(value, false) ? "html" : "text", value, base }
  }
  const isHtml =
    /html/.test(type) || (type !== "" && type !== "text" && type !== "text/plain" && looksLikeHtml(raw, false))
  return { kind: isHtml ? "html" : "text", value: raw, base }
}

// RFC 4287 §4.1.3.3: content that is neither text nor XML is Base64.
const isBinary = (type: string) => type.includes("/") && !/^text\/|[/+]xml$|html/.test(type)

function decodeBinary(base64: string): string {
  const bytes = fromBase64(base64.replace(/\s+/g, ""))
  return bytes ? cleanText(new TextDecoder().decode(bytes)) : base64
}

/**
 * An element's content as HTML in document order, without namespace prefixes. Atom's wrapping `div` is removed.
 * `mayBeEscaped` says that text beside elements can be escaped HTML.
 */
function toHtml(element: XmlElement, base: string | undefined, mayBeEscaped: boolean): string {
  const parts: string[] = []
  const only = element.children.filter((child) => typeof child !== "string" || child.trim() !== "")
  const wrapper = only.length === 1 && typeof only[0] !== "string" && only[0]!.local === "div" ? only[0]! : element
  write(wrapper, parts, base, innerBase(wrapper, element, base), mayBeEscaped)
  return parts.join("")
}

const innerBase = (wrapper: XmlElement, element: XmlElement, base: string | undefined) =>
  wrapper === element ? base : ownBase(wrapper, base)

const ownBase = (element: XmlElement, outer: string | undefined): string | undefined =>
  resolveBase(attributeOf(element, "xml:base"), outer)

const ADDRESSES = new Set(["href", "src", "cite", "poster", "longdesc"])

function write(
  parent: XmlElement,
  parts: string[],
  documentBase: string | undefined,
  base: string | undefined,
  mayBeEscaped: boolean,
): void {
  for (const child of parent.children) {
    if (typeof child === "string") {
      parts.push(mayBeEscaped && looksLikeHtml(child, false) ? child : textToHtml(child))
      continue
    }
    const inner = ownBase(child, base)
    parts.push(`<${child.local}`)
    for (const [name, value] of child.attributes ?? []) {
      // The sanitiser applies the base of the whole text. It cannot see an inner xml:base, so that one is applied here.
      const resolved = inner !== documentBase && ADDRESSES.has(name) ? (URL.parse(value, inner)?.href ?? value) : value
      if (!name.includes(":")) parts.push(` ${name}="${textToAttribute(resolved)}"`)
    }
    parts.push(">")
    write(child, parts, documentBase, inner, mayBeEscaped)
    if (!VOID.has(child.local)) parts.push(`</${child.local}>`)
  }
}
