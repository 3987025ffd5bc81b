import { namedCharacter, numberedCharacter } from "../../../lib/html/entities.ts"

// HTML's longest entity name is CounterClockwiseContourIntegral. Numeric references are shorter.
const MAX_REFERENCE_CHARACTERS = 33
/** Most characters that a document's own entities may add in all. */
const MAX_GROWTH_CHARACTERS = 1024 * 1024

/** Resolves `&…;` in text and attribute values. */
export class References {
  private readonly note: (kind: string, detail: string) => void
  private own = new Map<string, string>()
  private grown = 0

  constructor(note: (kind: string, detail: string) => void) {
    this.note = note
  }

  /** Adds entities of the document type: name → plain text. */
  define(entities: Map<string, string>): void {
    if (entities.size > 0) this.own = new Map([...entities, ...this.own])
  }

  /** The text with its references resolved. A bare & stays as it is. */
  resolve(text: string): string {
    let ampersand = text.indexOf("&")
    if (ampersand < 0) return text
    let resolved = ""
    let done = 0
    for (; ampersand >= 0; ampersand = text.indexOf("&", ampersand + 1)) {
      const end = endOfReference(text, ampersand + 1)
      const character = end < 0 ? null : this.character(text.slice(ampersand + 1, end))
      if (character === null) {
        this.note("bare-ampersand", "An & that starts no known reference is kept as text")
        continue
      }
      resolved += text.slice(done, ampersand) + character
      done = end + 1
    }
    return resolved + text.slice(done)
  }

  private character(name: string): string | null {
    if (name.charCodeAt(0) === 0x23) {
      const numbered = numberedCharacter(name)
      if (numbered === "") this.note("bad-character", `&${name}; is a character that XML forbids; it is dropped`)
      return numbered
    }
    const own = this.own.get(name)
    if (own !== undefined) {
      this.grown += own.length
      if (this.grown <= MAX_GROWTH_CHARACTERS) return own
      this.note("entity-limit", "The document's own entities add more than 1 MiB; further ones are kept as text")
      return null
    }
    const character = namedCharacter(name)
    if (character !== null && !XML.has(name)) {
      this.note("undefined-entity", `&${name}; is HTML's, not XML's; it is read as HTML reads it`)
    }
    return character
  }
}

const XML = new Set(["amp", "lt", "gt", "quot", "apos"])

/** Position of the `;` that ends the reference; -1 when the text at `start` is not a reference. */
function endOfReference(text: string, start: number): number {
  const most = Math.min(text.length, start + MAX_REFERENCE_CHARACTERS)
  for (let at = start; at < most; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3b) return at === start ? -1 : at
    const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
    const other = (code >= 0x30 && code <= 0x39) || code > 0x7f || code === 0x5f || code === 0x2d || code === 0x2e
    if (!letter && !other && !(code === 0x23 && at === start)) return -1
  }
  return -1
}
