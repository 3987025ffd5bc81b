import { textToHtml } from "../text/escape.ts"
import { decodeOrdinary } from "./entities.ts"

const MAX_REFERENCE_CHARACTERS = 8
const MAX_REFERENCES = 2000
const REFERENCES = new Map<string, string | null>()

/** The position after the reference whose `&` stands before `start`; -1 when it has no end or is long. */
export function referenceEnd(html: string, start: number, to: number): number {
  const most = Math.min(to, start + MAX_REFERENCE_CHARACTERS)
  for (let at = start; at < most; at++) if (html.charCodeAt(at) === 0x3b) return at + 1
  return -1
}

/** A reference as the sanitiser writes it; null when it needs care. */
export function writtenReference(source: string): string | null {
  let written = REFERENCES.get(source)
  if (written === undefined) {
    const decoded = decodeOrdinary(source)
    written = decoded === null ? null : textToHtml(decoded)
    if (REFERENCES.size < MAX_REFERENCES) REFERENCES.set(source, written)
  }
  return written
}
