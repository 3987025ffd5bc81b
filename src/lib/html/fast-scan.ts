import { type Attribute, decodeText, elementName, NO_ATTRIBUTES, type TokenSink, withAttribute } from "./tokens.ts"

/** Elements with other tokenizing rules for their content. */
const OTHER = new Set("iframe listing math noembed noframes plaintext script style svg textarea title xmp".split(" "))

/**
 * A fast tokenizer for plain markup: names of letters and digits, ordinary attributes. Returns the
 * position, outside any tag, where other markup starts, or the length of the HTML. Up to there it reports the same tokens
 * as the full tokenizer, several times faster.
 */
export function scanPlainHtml(html: string, sink: TokenSink): number {
  let at = 0
  while (at < html.length) {
    const tag = html.indexOf("<", at)
    if (tag !== at) sink.text(decodeText(tag < 0 ? html.slice(at) : html.slice(at, tag)))
    if (tag < 0) return html.length
    const end = html.charCodeAt(tag + 1) === 0x2f ? scanEndTag(html, tag, sink) : scanStartTag(html, tag, sink)
    if (end < 0) return tag
    at = end
  }
  return at
}

function scanEndTag(html: string, tag: number, sink: TokenSink): number {
  const end = nameEnd(html, tag + 2)
  if (end === tag + 2 || html.charCodeAt(end) !== 0x3e) return -1
  sink.endTag(html.slice(tag + 2, end).toLowerCase())
  return end + 1
}

/** The position after the tag; -1 when the tag is not plain. A tag is reported only after all of it was read. */
export function scanStartTag(
  html: string,
  tag: number,
  sink: Pick<TokenSink, "startTag">,
  others: ReadonlySet<string> = OTHER,
): number {
  if (html.startsWith("!--", tag + 1)) return commentEnd(html, tag)
  let at = nameEnd(html, tag + 1)
  if (at === tag + 1) return -1
  const name = elementName(html.slice(tag + 1, at))
  if (others.has(name)) return -1
  let attributes: Attribute[] | undefined
  for (;;) {
    const space = at
    while (isSpace(html.charCodeAt(at))) at++
    const code = html.charCodeAt(at)
    if (code === 0x3e || (code === 0x2f && html.charCodeAt(at + 1) === 0x3e)) {
      sink.startTag(name, attributes ?? NO_ATTRIBUTES, code === 0x2f)
      return at + (code === 0x2f ? 2 : 1)
    }
    const equals = attributeEnd(html, at)
    if (at === space || equals === at) return -1
    if (html.charCodeAt(equals) !== 0x3d) {
      if (!isAlone(html, equals)) return -1
      attributes = withAttribute(attributes, html.slice(at, equals).toLowerCase(), "")
      at = equals
      continue
    }
    const quote = html.charCodeAt(equals + 1)
    const isQuoted = quote === 0x22 || quote === 0x27
    const start = isQuoted ? equals + 2 : equals + 1
    const close = isQuoted ? html.indexOf(quote === 0x22 ? '"' : "'", start) : bareEnd(html, start)
    if (close < 0) return -1
    attributes = withAttribute(attributes, html.slice(at, equals).toLowerCase(), html.slice(start, close))
    at = isQuoted ? close + 1 : close
  }
}

export const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x09

/** Whether an attribute that ends here has no value. */
function isAlone(html: string, end: number): boolean {
  let at = end
  while (isSpace(html.charCodeAt(at))) at++
  const code = html.charCodeAt(at)
  return code === 0x3e || (at > end && code !== 0x3d)
}

/** The end of a value without quotation marks; -1 where a mark in it looks like a mistake. */
function bareEnd(html: string, start: number): number {
  let at = start
  for (; at < html.length; at++) {
    const code = html.charCodeAt(at)
    if (isSpace(code) || code === 0x3e) break
    if (code < 0x20 || code === 0x22 || code === 0x27 || code === 0x3c || code === 0x3d || code === 0x60) return -1
  }
  // A slash before the `>` belongs to the value.
  return at === html.length || at === start || html.charCodeAt(at - 1) === 0x2f ? -1 : at
}

// HTML §13.2.5.43: `<!-->` and `<!--->` are complete comments, and `--!>` ends one too. The full tokenizer reads those.
export function commentEnd(html: string, tag: number): number {
  const next = html.charCodeAt(tag + 4)
  if (next === 0x3e || next === 0x2d) return -1
  const end = html.indexOf("--", tag + 4)
  return end >= 0 && html.charCodeAt(end + 2) === 0x3e ? end + 3 : -1
}

/** The position after a name of letters and digits. */
export function nameEnd(html: string, start: number): number {
  let at = start
  for (; at < html.length; at++) {
    const code = html.charCodeAt(at)
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
    if (!isLetter && (at === start || code < 0x30 || code > 0x39)) break
  }
  return at
}

function attributeEnd(html: string, start: number): number {
  let at = start
  for (; at < html.length; at++) {
    const code = html.charCodeAt(at)
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
    if (!isLetter && !(code >= 0x30 && code <= 0x3a) && code !== 0x2d && code !== 0x5f) break
  }
  return at
}
