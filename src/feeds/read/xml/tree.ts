/** An element of a feed document. */
export interface XmlElement {
  /** Vocabulary and local name in lower case, e.g. `title`, `dc:creator`, `atom:link`, `?:unknown`. */
  name: string
  /** Local name in lower case. */
  local: string
  /** Values by lower-case name, prefix included. Of repeated names the first counts. Null when there are none. */
  attributes: Map<string, string> | null
  /** References in text are resolved. CDATA sections are text. */
  children: (XmlElement | string)[]
  parent: XmlElement | null
  /** Its resolved `xml:base`, once `baseOf` has computed it. */
  base?: string
}

/** What an element has before its first child. */
export const NO_CHILDREN: XmlElement["children"] = []

/** The parent of a document's root. */
export const topElement = (): XmlElement => ({
  name: "#top",
  local: "#top",
  attributes: null,
  children: NO_CHILDREN,
  parent: null,
})

/** Most elements have one child. A list of one takes far less memory than a list that grows from none. */
export function addChild(parent: XmlElement, child: XmlElement | string): void {
  if (parent.children.length === 0) parent.children = [child]
  else parent.children.push(child)
}

export const attributeOf = (element: XmlElement, name: string): string | undefined => element.attributes?.get(name)

export const childElements = (element: XmlElement): XmlElement[] =>
  element.children.filter((child) => typeof child !== "string")

/** All text inside an element, in document order. */
export function textOf(element: XmlElement): string {
  if (element.children.length === 1 && typeof element.children[0] === "string") return element.children[0]
  let text = ""
  for (const child of element.children) text += typeof child === "string" ? child : textOf(child)
  return text
}

export const hasElements = (element: XmlElement): boolean => element.children.some((child) => typeof child !== "string")

/** A longer base is ignored: every relative link would parse it again. */
const MAX_BASE_CHARACTERS = 2000

/** The base for relative addresses in this element. Each `xml:base` is resolved against the one outside it. */
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

/** An `xml:base`, resolved against the outer base. The outer base, when the result is not an http or https address. */
export function resolveBase(base: string | undefined, outer: string | undefined): string | undefined {
  if (!base || base.length > MAX_BASE_CHARACTERS) return outer
  const url = URL.parse(base.trim(), outer)
  return url && /^https?:$/.test(url.protocol) && url.href.length <= MAX_BASE_CHARACTERS ? url.href : outer
}

/** The nearest `xml:lang`, on the element or above it. */
export function languageOf(element: XmlElement): string | undefined {
  for (let at: XmlElement | null = element; at; at = at.parent) {
    const language = at.attributes?.get("xml:lang")
    if (language !== undefined) return language
  }
  return undefined
}
