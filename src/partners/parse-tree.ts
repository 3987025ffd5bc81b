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
}

export const attributeOf = (element: XmlElement, name: string): string | undefined => element.attributes?.get(name)

export const childElements = (element: XmlElement): XmlElement[] =>
  element.children.filter((child) => typeof child !== "string")

/** First child of this name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) if (typeof child !== "string" && child.name === name) return child
  return undefined
}

/** All text in an element and what it holds, in document order. */
export function textOf(element: XmlElement): string {
  if (element.children.length === 1 && typeof element.children[0] === "string") return element.children[0]
  let text = ""
  for (const child of element.children) text += typeof child === "string" ? child : textOf(child)
  return text
}

export const hasElements = (element: XmlElement): boolean => element.children.some((child) => typeof child !== "string")

/** The address that relative ones in this element stand against: every `xml:base` above it, each against the last. */
export function baseOf(element: XmlElement, documentUrl: string | undefined): string | undefined {
  const bases: string[] = []
  for (let at: XmlElement | null = element; at; at = at.parent) {
    const base = at.attributes?.get("xml:base")
    if (base) bases.push(base)
  }
  return bases.reduceRight((outer: string | undefined, base) => {
    const url = URL.parse(base.trim(), outer)
    return url && /^https?:$/.test(url.protocol) ? url.href : outer
  }, documentUrl)
}

/** The innermost `xml:lang` in force. */
export function languageOf(element: XmlElement): string | undefined {
  for (let at: XmlElement | null = element; at; at = at.parent) {
    const language = at.attributes?.get("xml:lang")
    if (language !== undefined) return language
  }
  return undefined
}
