import type { Attribute } from "./tokens.ts"

/** Where HTML stands. */
export interface Place {
  baseUrl?: string | undefined
  /** The page of this HTML, where `baseUrl` is another address. */
  pageUrl?: string | undefined
}

const MAX_ID_CHARACTERS = 200

/** The element's id. An anchor's old `name` does the same. */
export function idOf(name: string, attributes: readonly Attribute[]): string | undefined {
  let found: string | undefined
  for (const [attribute, value] of attributes) {
    if (attribute === "id" || (attribute === "name" && name === "a" && found === undefined)) found = value
  }
  return found !== undefined && found.length <= MAX_ID_CHARACTERS && /^[\p{L}\p{N}_.:-]+$/u.test(found)
    ? found
    : undefined
}

/** The id that a link within this HTML points to; undefined for a link to anywhere else. */
export function fragmentWithin(href: string, { baseUrl, pageUrl }: Place): string | undefined {
  const at = href.indexOf("#")
  if (at < 0 || href.length > 4000) return undefined
  const before = href.slice(0, at).trim()
  if (before !== "" && before !== pageOf(baseUrl) && before !== pageOf(pageUrl)) return undefined
  const written = href.slice(at + 1).trim()
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/** An address without its fragment. */
export const pageOf = (url: string | undefined) => url?.split("#", 1)[0]

const ID_WITH_REFERENCE = /\s(?:id|name)\s*=\s*["']?[^\s"'>]*&/i

/** False when no element can have this id. It is not asked which element has it. */
export function mayHaveId(html: string, id: string): boolean {
  for (let at = html.indexOf(id); at >= 0; at = html.indexOf(id, at + id.length)) {
    const before = html.charCodeAt(at - 1)
    if (before <= 0x20 || before === 0x22 || before === 0x27 || before === 0x3d) return true
  }
  return ID_WITH_REFERENCE.test(html)
}
