import { type Attribute, decodeText, elementName, NO_ATTRIBUTES, type TokenSink, withAttribute } from "./tokens.ts"

/** Elements with other tokenizing rules for their content. */
const OTHER = new Set("iframe listing math noembed noframes plaintext script style svg textarea title xmp".split(" "))

/**
 * A fast tokenizer for plain markup: names of letters and digits, attribute values in quotation marks. Returns the
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
function scanStartTag(html: string, tag: number, sink: TokenSink): number {
  if (html.startsWith("!--", tag + 1)) return commentEnd(html, tag)
  let at = nameEnd(html, tag + 1)
  if (at === tag + 1) return -1
  const name = elementName(html.slice(tag + 1, at))
  if (OTHER.has(name)) return -1
  let attributes: Attribute[] | undefined
  for (;;) {
    const space = at
    while (html.charCodeAt(at) === 0x20 || html.charCodeAt(at) === 0x0a) at++
    const code = html.charCodeAt(at)
    if (code === 0x3e || (code === 0x2f && html.charCodeAt(at + 1) === 0x3e)) {
      sink.startTag(name, attributes ?? NO_ATTRIBUTES, code === 0x2f)
      return at + (code === 0x2f ? 2 : 1)
    }
    const equals = attributeEnd(html, at)
    if (at === space || equals === at || html.charCodeAt(equals) !== 0x3d) return -1
    const quote = html.charCodeAt(equals + 1)
    if (quote !== 0x22 && quote !== 0x27) return -1
    const close = html.indexOf(quote === 0x22 ? '"' : "'", equals + 2)
    if (close < 0) return -1
    attributes = withAttribute(attributes, html.slice(at, equals).toLowerCase(), html.slice(equals + 2, close))
    at = close + 1
  }
}

// HTML §13.2.5.43: `<!-->` and `<!--->` are complete comments, and `--!>` ends one too. The full tokenizer reads those.
function commentEnd(html: string, tag: number): number {
  const next = html.charCodeAt(tag + 4)
  if (next === 0x3e || next === 0x2d) return -1
  const end = html.indexOf("--", tag + 4)
  return end >= 0 && html.charCodeAt(end + 2) === 0x3e ? end + 3 : -1
}

function nameEnd(html: string, start: number): number {
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
    if (!((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) && !(code >= 0x30 && code <= 0x39) && code !== 0x2d) break
  }
  return at
}
