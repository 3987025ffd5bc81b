import { attributeOf, baseOf, textOf, type XmlElement } from "../xml/tree.ts"
import type { Address } from "./raw.ts"

type Names = readonly string[]

const NONE: readonly XmlElement[] = []

/** The children of an element by name. With several names, the order of the names is the order of preference. */
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

  named(name: string): readonly XmlElement[] {
    return this.byName.get(name) ?? NONE
  }

  all(names: Names): readonly XmlElement[] {
    let found = NONE
    for (const name of names) {
      const more = this.byName.get(name)
      if (more) found = found === NONE ? more : [...found, ...more]
    }
    return found
  }

  /** The first element that is not empty. */
  first(names: Names): XmlElement | undefined {
    for (const name of names) {
      const elements = this.byName.get(name)
      if (elements) for (const element of elements) if (element.children.length > 0) return element
    }
    return undefined
  }

  /** The trimmed text of each element that has text. */
  texts(names: Names): string[] {
    const texts: string[] = []
    for (const element of this.all(names)) {
      const text = textOf(element).trim()
      if (text !== "") texts.push(text)
    }
    return texts
  }

  /** Like `texts`, but elements with the same name come last first. The last of repeated dates is the newest. */
  latest(names: Names): string[] {
    const texts: string[] = []
    for (const name of names) {
      const elements = this.named(name)
      for (let at = elements.length - 1; at >= 0; at--) {
        const text = textOf(elements[at]!).trim()
        if (text !== "") texts.push(text)
      }
    }
    return texts
  }

  /** The trimmed text of the first element that has text. */
  text(names: Names): string | undefined {
    for (const name of names) {
      for (const element of this.named(name)) {
        const text = textOf(element).trim()
        if (text !== "") return text
      }
    }
    return undefined
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
  addresses(names: Names): Address[] {
    const addresses: Address[] = []
    for (const child of this.all(names)) {
      const href = textOf(child).trim()
      if (href !== "") addresses.push({ href, base: this.baseOf(child) })
    }
    return addresses
  }
}
