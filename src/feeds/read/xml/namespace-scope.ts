import { isEntryName, mayEndOthers } from "./implied-end.ts"
import { namespaceOf, namespaceOfUndeclared } from "./namespaces.ts"

export interface Name {
  /** Vocabulary prefix and local name: `title`, `dc:creator`. */
  name: string
  local: string
  /** As written, in lower case. */
  key: string
  isEntry: boolean
  /** Whether its start can be the end of open elements. */
  mayEndOthers: boolean
}

/** The namespace of each prefix at the parser's position. */
export class NamespaceScope {
  private readonly bindings = new Map<string, string[]>()
  private names = new Map<string, Name>()
  private hasRoot = false
  /** The root's prefix until the root's own declarations are read; then null. */
  private rootPrefix: string | null = null
  private isRss = false

  /** Adds an element's `xmlns` declarations. Call it before `resolve`. Returns the prefixes to pass to `leave`. */
  declare(tag: string, attributes: Map<string, string> | null): string[] | null {
    if (!this.hasRoot) this.enterRoot(tag, attributes)
    if (!attributes) return null
    let declared: string[] | null = null
    for (const [name, uri] of attributes) {
      if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue
      const prefix = name.slice(6)
      const known = namespaceOf(uri)
      const isOwn = prefix === this.rootPrefix && (known === "?" || this.isRss)
      const namespace = isOwn ? "" : known
      const stack = this.bindings.get(prefix)
      if (stack) stack.push(namespace)
      else this.bindings.set(prefix, [namespace])
      declared ??= []
      declared.push(prefix)
    }
    this.rootPrefix = null
    if (declared) this.names = new Map()
    return declared
  }

  /** The root's vocabulary follows from its name, even with an unknown or missing namespace. */
  private enterRoot(tag: string, attributes: Map<string, string> | null): void {
    this.hasRoot = true
    const colon = tag.indexOf(":")
    const prefix = colon > 0 ? tag.slice(0, colon).toLowerCase() : ""
    this.rootPrefix = prefix
    // Some RSS feeds declare Atom as the default namespace, only to use atom:link.
    this.isRss = tag.slice(colon + 1).toLowerCase() === "rss"
    if (prefix !== "" && namespaceOfUndeclared(prefix) === "?" && !attributes?.has(`xmlns:${prefix}`)) {
      this.bindings.set(prefix, [""])
    }
  }

  leave(declared: string[]): void {
    for (const prefix of declared) this.bindings.get(prefix)?.pop()
    this.names = new Map()
  }

  resolve(tag: string): Name {
    const known = this.names.get(tag)
    if (known) return known
    const lower = tag.toLowerCase()
    const colon = lower.indexOf(":")
    const prefix = colon > 0 ? lower.slice(0, colon) : ""
    const local = colon >= 0 ? lower.slice(colon + 1) : lower
    const namespace = this.bindings.get(prefix)?.at(-1) ?? (prefix === "" ? "" : namespaceOfUndeclared(prefix))
    const full = namespace === "" ? local : `${namespace}:${local}`
    const name = { name: full, local, key: lower, isEntry: isEntryName(full), mayEndOthers: mayEndOthers(full) }
    if (this.names.size < 1000) this.names.set(tag, name)
    return name
  }
}
