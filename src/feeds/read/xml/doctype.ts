import { numberedCharacter } from "../../../lib/html/entities.ts"
import type { Cursor } from "./cursor.ts"

const MAX_ENTITIES = 500
const MAX_ENTITY_CHARACTERS = 256

/**
 * Moves past a document type declaration and returns the entities of its internal subset. Only plain-text entities are
 * kept. Entities with markup, other entities or external files are ignored, so no entity can expand others.
 */
export function readDoctype(cursor: Cursor): Map<string, string> {
  const entities = new Map<string, string>()
  const end = cursor.next(">")
  const subset = cursor.next("[")
  if (subset < 0 || (end >= 0 && end < subset)) {
    cursor.at = end < 0 ? cursor.length : end + 1
    return entities
  }
  cursor.at = subset + 1
  while (!cursor.done) {
    const bracket = cursor.next("]")
    const markup = cursor.next("<")
    if (markup < 0 || (bracket >= 0 && bracket < markup)) {
      const close = cursor.next(">")
      // The subset never closes, so it takes up the rest of the document.
      cursor.at = bracket < 0 || close < 0 ? cursor.length : Math.max(close, bracket) + 1
      return entities
    }
    cursor.at = markup
    if (isFeedTag(cursor)) return entities
    readDeclaration(cursor, entities)
  }
  return entities
}

/** A start or end tag cannot be in the subset. The subset has lost its end, and the document has begun. */
const isFeedTag = (cursor: Cursor) => cursor.peek(1) !== 0x21 && cursor.peek(1) !== 0x3f

function readDeclaration(cursor: Cursor, entities: Map<string, string>): void {
  if (cursor.startsWith("<!--")) {
    const end = cursor.next("-->", 4)
    cursor.at = end < 0 ? cursor.at + 4 : end + 3
    return
  }
  const match = /^<!ENTITY\s+([\w.:-]{1,64})\s+(?:"([^"]{0,256})"|'([^']{0,256})')\s*>/.exec(
    cursor.slice(cursor.at, cursor.at + MAX_ENTITY_CHARACTERS + 100),
  )
  if (match) {
    cursor.at += match[0].length
    const value = plainText(match[2] ?? match[3] ?? "")
    if (value !== null && entities.size < MAX_ENTITIES && !entities.has(match[1]!)) entities.set(match[1]!, value)
    return
  }
  const end = cursor.next(">")
  cursor.at = end < 0 ? cursor.length : end + 1
}

/** An entity's value with numeric references resolved; null when it contains markup or other entities. */
function plainText(value: string): string | null {
  const text = value.replace(/&(#[0-9a-zA-Z]{1,10});/g, (whole, number) => numberedCharacter(number) ?? whole)
  const predefined = /^&(amp|lt|gt|quot|apos);$/.exec(value)
  if (predefined) return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[predefined[1]!]!
  return /[&<]/.test(value.replace(/&#[0-9a-zA-Z]{1,10};/g, "")) ? null : text
}
