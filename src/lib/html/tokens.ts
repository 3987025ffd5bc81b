import { cleanText } from "../text/escape.ts"
import { decodeHTML, decodeHTMLAttribute, decodeOrdinary } from "./entities.ts"

/** Lower-case name, and value with references resolved. Of repeated names the first counts (HTML §13.2.5.33). */
export type Attribute = readonly [name: string, value: string]

/** Receives tokens in document order. Names are in lower case, references are resolved, nesting is not checked. */
export interface TokenSink {
  startTag(name: string, attributes: readonly Attribute[], selfClosing: boolean): void
  endTag(name: string): void
  text(text: string): void
}

const MAX_ATTRIBUTES = 100

export const NO_ATTRIBUTES: readonly Attribute[] = []

export function elementName(written: string): string {
  const name = written.toLowerCase()
  return name === "image" ? "img" : name
}

export function withAttribute(attributes: Attribute[] | undefined, name: string, value: string): Attribute[] {
  const list = attributes ?? []
  if (list.length === MAX_ATTRIBUTES) return list
  for (let at = 0; at < list.length; at++) if (list[at]![0] === name) return list
  list.push([name, value.includes("&") ? (decodeOrdinary(value) ?? decodeHTMLAttribute(value)) : value])
  return list
}

export const decodeText = (text: string): string =>
  text.includes("&") ? (decodeOrdinary(text) ?? cleanText(decodeHTML(text))) : text
