import { namespaceOf, namespaceOfUndeclared } from "./parse-namespaces.ts"

export interface Name {
  /** Vocabulary and local name: `title`, `dc:creator`. */
  name: string
  local: string
  /** As written, in lower case. */
  key: string
}

/** Which namespace each prefix means where the parser is. */
export class NamespaceScope {
  private readonly bindings = new Map<string, string[]>()
  private names = new Map<string, Name>()
  private hasRoot = false

  /** Takes up an element's `xmlns` attributes, before its name is resolved; gives the prefixes, for `leave`. */
  declare(attributes: Map<string, string> | null): string[] | null {
    const isRoot = !this.hasRoot
    this.hasRoot = true
    if (!attributes) return null
    let declared: string[] | null = null
    for (const [name, uri] of attributes) {
      if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue
      const prefix = name.slice(6)
      const known = namespaceOf(uri)
      // A root's own vocabulary is told by its name, whatever address it gives.
      const namespace = known === "?" && prefix === "" && isRoot ? "" : known
      const stack = this.bindings.get(prefix)
      if (stack) stack.push(namespace)
      else this.bindings.set(prefix, [namespace])
      declared ??= []
      declared.push(prefix)
    }
    if (declared) this.names = new Map()
    return declared
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
    const name = { name: namespace === "" ? local : `${namespace}:${local}`, local, key: lower }
    if (this.names.size < 1000) this.names.set(tag, name)
    return name
  }
}
