import { attributeOf, baseOf, textOf, type XmlElement } from "../parse-tree.ts"
import type { Address } from "../raw.ts"

/** The children of an element by name. */
export class Fields {
  readonly element: XmlElement
  readonly documentUrl: string | undefined
  private readonly byName = new Map<string, XmlElement[]>()
  private base: { url: string | undefined } | undefined

  constructor(element: XmlElement, documentUrl: string | undefined) {
    this.element = element
    this.documentUrl = documentUrl
    for (const child of element.children) {
      if (typeof child === "string") continue
      const others = this.byName.get(child.name)
      if (others) others.push(child)
      else this.byName.set(child.name, [child])
    }
  }

  all(...names: string[]): XmlElement[] {
    return names.flatMap((name) => this.byName.get(name) ?? [])
  }

  /** The first of the names that has an element with anything in it. */
  first(...names: string[]): XmlElement | undefined {
    for (const name of names) {
      const found = this.byName.get(name)?.find((element) => element.children.length > 0)
      if (found) return found
    }
    return undefined
  }

  /** The same, where of several by one name the last counts: it is the newest of a revised date. */
  latest(...names: string[]): string[] {
    return names.flatMap((name) => this.texts(name).reverse())
  }

  /** Trimmed text of the first that has any. */
  text(...names: string[]): string | undefined {
    return this.texts(...names)[0]
  }

  texts(...names: string[]): string[] {
    return this.all(...names)
      .map((element) => textOf(element).trim())
      .filter(Boolean)
  }

  baseOf(child: XmlElement): string | undefined {
    if (child.attributes?.has("xml:base")) return baseOf(child, this.documentUrl)
    this.base ??= { url: baseOf(this.element, this.documentUrl) }
    return this.base.url
  }

  /** An address in an attribute of a child. */
  attributeAddress(child: XmlElement, name: string): Address | undefined {
    const href = attributeOf(child, name)?.trim()
    return href ? { href, base: this.baseOf(child) } : undefined
  }

  /** Addresses that are the text of children. */
  addresses(...names: string[]): Address[] {
    return this.all(...names).flatMap((child) => {
      const href = textOf(child).trim()
      return href ? [{ href, base: this.baseOf(child) }] : []
    })
  }
}
