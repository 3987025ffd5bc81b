import { decodeHTML, decodeHTMLAttribute, decodeOrdinary } from "./entities.ts"
import { cleanText } from "./xml-text.ts"

/** Name in lower case and value with its references resolved; of several by one name the first counts (HTML §13.2.5.33). */
export type Attribute = readonly [name: string, value: string]

/** What a tokenizer tells: tags and text as they stand, names in lower case, references resolved. */
export interface TokenSink {
  startTag(name: string, attributes: readonly Attribute[], selfClosing: boolean): void
  endTag(name: string): void
  text(text: string): void
}

const ATTRIBUTES = 100

export const NO_ATTRIBUTES: readonly Attribute[] = []

export function elementName(written: string): string {
  const name = written.toLowerCase()
  return name === "image" ? "img" : name
}

export function withAttribute(attributes: Attribute[] | undefined, name: string, value: string): Attribute[] {
  const list = attributes ?? []
  if (list.length === ATTRIBUTES) return list
  for (let at = 0; at < list.length; at++) if (list[at]![0] === name) return list
  list.push([name, resolveReferences(value, decodeHTMLAttribute)])
  return list
}

export const decodeText = (text: string): string => resolveReferences(text, decodeCleanly)

const decodeCleanly = (text: string) => cleanText(decodeHTML(text))

const COMMON: readonly [reference: string, character: string][] = [
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&nbsp;", "\u00a0"],
]

/** References that nearly all text makes do with, resolved on the way to the first that takes all of HTML's rules. */
function resolveReferences(text: string, resolveRest: (rest: string) => string): string {
  let at = text.indexOf("&")
  if (at < 0) return text
  let resolved = ""
  let done = 0
  while (at >= 0) {
    resolved += text.slice(done, at)
    const found = commonReference(text, at)
    if (found === undefined) return resolved + resolveRest(text.slice(at))
    resolved += found.character
    done = at + found.length
    at = text.indexOf("&", done)
  }
  return resolved + text.slice(done)
}

function commonReference(text: string, at: number): { character: string; length: number } | undefined {
  if (text.charCodeAt(at + 1) !== 0x23) {
    for (const [reference, character] of COMMON)
      if (text.startsWith(reference, at)) return { character, length: reference.length }
    return undefined
  }
  let code = 0
  let end = at + 2
  for (; end < at + 7; end++) {
    const digit = text.charCodeAt(end) - 0x30
    if (!(digit >= 0 && digit <= 9)) break
    code = code * 10 + digit
  }
  // Below are controls and what windows-1252 has in their place; above, surrogates and characters of two units.
  const isPlain = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800)
  if (!isPlain || text.charCodeAt(end) !== 0x3b) return undefined
  return { character: String.fromCharCode(code), length: end + 1 - at }
}
