import type { Cursor } from "./cursor.ts"
import type { References } from "./references.ts"

export interface StartTag {
  /** As written, with prefix. */
  name: string
  /** Values by lower-case name; null when there are none. */
  attributes: Map<string, string> | null
  selfClosing: boolean
}

const MAX_ATTRIBUTES = 500

/** Reads the start tag at the cursor and moves past it. */
export function readStartTag(
  cursor: Cursor,
  references: References,
  note: (kind: string, detail: string) => void,
): StartTag {
  cursor.at++
  const tag: StartTag = { name: takeName(cursor), attributes: null, selfClosing: false }
  for (;;) {
    skipSpace(cursor)
    const code = cursor.peek(0)
    if (code === 0x3e) {
      cursor.at++
      return tag
    }
    if (code === 0x2f) {
      cursor.at++
      if (cursor.peek(0) === 0x3e) {
        cursor.at++
        tag.selfClosing = true
        return tag
      }
      continue
    }
    if (code === 0x3c || cursor.done) {
      note("unclosed-tag", `The tag <${tag.name.slice(0, 100)} has no >`)
      return tag
    }
    const name = takeName(cursor).toLowerCase()
    if (name === "") cursor.at++
    const value = takeValue(cursor, note)
    if (name === "") continue
    tag.attributes ??= new Map()
    if (!tag.attributes.has(name) && tag.attributes.size < MAX_ATTRIBUTES) {
      tag.attributes.set(name, references.resolve(value))
    }
  }
}

function takeValue(cursor: Cursor, note: (kind: string, detail: string) => void): string {
  skipSpace(cursor)
  if (cursor.peek(0) !== 0x3d) return ""
  cursor.at++
  skipSpace(cursor)
  const quote = cursor.peek(0)
  if (quote !== 0x22 && quote !== 0x27) {
    note("unquoted-attribute", "An attribute's value stands without quotation marks")
    return takeWhile(cursor, (code) => code > 0x20 && code !== 0x3e && code !== 0x3c)
  }
  const close = cursor.next(quote === 0x22 ? '"' : "'", 1)
  cursor.at++
  const tagEnd = cursor.next(">")
  // The closing quote is missing if the value would run past the end of this tag and through another one.
  const lost = close < 0 || (tagEnd >= 0 && tagEnd < close && /<\/?[a-z][^<>]*=?$/i.test(cursor.slice(tagEnd, close)))
  if (!lost) {
    const value = cursor.takeTo(close)
    cursor.at++
    return value
  }
  note("unclosed-attribute", "An attribute's value has no closing quotation mark")
  return cursor.takeTo(tagEnd < 0 ? cursor.length : tagEnd)
}

function takeName(cursor: Cursor): string {
  const { text, length } = cursor
  let end = cursor.at
  for (; end < length; end++) {
    const code = text.charCodeAt(end)
    if (code <= 0x20 || code === 0x2f || (code >= 0x3c && code <= 0x3e)) break
  }
  return cursor.takeTo(end)
}

function takeWhile(cursor: Cursor, belongs: (code: number) => boolean): string {
  const { text, length } = cursor
  let end = cursor.at
  while (end < length && belongs(text.charCodeAt(end))) end++
  return cursor.takeTo(end)
}

function skipSpace(cursor: Cursor): void {
  const { text, length } = cursor
  while (cursor.at < length && text.charCodeAt(cursor.at) <= 0x20) cursor.at++
}
