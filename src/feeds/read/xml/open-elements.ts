import type { XmlElement } from "./tree.ts"

/** An element whose end has not come yet. */
export interface OpenElement {
  element: XmlElement
  /** Name as written, with prefix. */
  tag: string
  /** The same in lower case. */
  key: string
  /** Prefixes that this element declares. */
  declared: string[] | null
  isEntry: boolean
}

/** Index of the innermost element that an end tag of this name ends: as it is written, else in any case; -1 if none. */
export function findOpen(open: readonly OpenElement[], name: string): number {
  for (let depth = open.length - 1; depth >= 0; depth--) if (open[depth]!.tag === name) return depth
  const lower = name.toLowerCase()
  for (let depth = open.length - 1; depth >= 0; depth--) if (open[depth]!.key === lower) return depth
  return -1
}

/** Elements open beyond the depth that is kept: how many of each name. */
export class Overflow {
  private readonly counts = new Map<string, number>()

  get isEmpty(): boolean {
    return this.counts.size === 0
  }

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  /** Whether an element that was not kept ends here. An end of none of them ends a kept one, and all that is in it. */
  end(key: string): boolean {
    const count = this.counts.get(key)
    if (count === undefined) return false
    if (count > 1) this.counts.set(key, count - 1)
    else this.counts.delete(key)
    return true
  }

  clear(): void {
    this.counts.clear()
  }
}
