/** An element of a feed document, as light as it can be. */
export interface XmlElement {
  /** Vocabulary and local name in lower case, e.g. `title`, `dc:creator`, `atom:link`, `?:unknown`. */
  name: string
  /** Local name in lower case. */
  local: string
  /** Values by name in lower case with prefix as written; null when there are none. First of equals. */
  attributes: Map<string, string> | null
  /** Text has its references resolved, CDATA sections are text. */
  children: (XmlElement | string)[]
  parent: XmlElement | null
  /** What its own `xml:base` came to, once it was asked for. */
  base?: string
}

export const attributeOf = (element: XmlElement, name: string): string | undefined => element.attributes?.get(name)

export const childElements = (element: XmlElement): XmlElement[] =>
  element.children.filter((child) => typeof child !== "string")

/** All text in an element and what it holds, in document order. */
export function textOf(element: XmlElement): string {
  if (element.children.length === 1 && typeof element.children[0] === "string") return element.children[0]
  let text = ""
  for (const child of element.children) text += typeof child === "string" ? child : textOf(child)
  return text
}

export const hasElements = (element: XmlElement): boolean => element.children.some((child) => typeof child !== "string")

/** An address longer than this is no base: it would be read again for every link. */
const BASE = 2000

/** The address that relative ones in this element stand against: every `xml:base` above it, each against the last. */
export function baseOf(element: XmlElement, documentUrl: string | undefined): string | undefined {
  const bases: XmlElement[] = []
  let known = documentUrl
  for (let at: XmlElement | null = element; at; at = at.parent) {
    if (at.base !== undefined) {
      known = at.base
      break
    }
    if (at.attributes?.has("xml:base")) bases.push(at)
  }
  for (const at of bases.reverse()) {
    known = resolveBase(at.attributes?.get("xml:base"), known)
    if (known !== undefined) at.base = known
  }
  return known
}

/** An `xml:base` against the one outside it; the latter when it is no http or https address. */
export function resolveBase(base: string | undefined, outer: string | undefined): string | undefined {
  if (!base || base.length > BASE) return outer
  const url = URL.parse(base.trim(), outer)
  return url && /^https?:$/.test(url.protocol) && url.href.length <= BASE ? url.href : outer
}

/** The innermost `xml:lang` in force. */
export function languageOf(element: XmlElement): string | undefined {
  for (let at: XmlElement | null = element; at; at = at.parent) {
    const language = at.attributes?.get("xml:lang")
    if (language !== undefined) return language
  }
  return undefined
}
