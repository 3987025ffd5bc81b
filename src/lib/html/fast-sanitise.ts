// A fast path of the sanitiser for ordinary markup.
// In: any clean HTML. Out: what the sanitiser makes of it, up to where an element would have to be moved, restored or looked
// up elsewhere in the HTML.
// Source: rules.ts and writer.ts. Markup that is already as it is published is copied in long pieces.
import { textToHtml } from "../text/escape.ts"
import { ownText } from "../text/own.ts"
import { ANY, PARAGRAPH, type PlainElement, plainElement } from "./fast-places.ts"
import { referenceEnd, writtenReference } from "./fast-references.ts"
import { commentEnd, nameEnd, scanStartTag } from "./fast-scan.ts"
import { isSameEverywhere, makeTag, type PlainTag, writePlainTag } from "./fast-tag.ts"
import { fragmentWithin, mayHaveId, type Place } from "./fragments.ts"
import { type Attribute, decodeText } from "./tokens.ts"

const MAX_DEPTH = 256

/** How far the fast path came. */
export interface Begun {
  /** The HTML that is written. */
  out: string
  /** The position in the source, outside any tag; the length of the source when all of it is done. */
  at: number
  /** The open elements, outermost first. */
  open: readonly PlainElement[]
}

export function sanitisePlainHtml(html: string, place: Place): Begun {
  return new PlainPass(html, place).run()
}

class PlainPass {
  readonly #html: string
  readonly #place: Place
  readonly #open: PlainElement[] = []
  /** How many paragraphs, links and headings are open. */
  readonly #count = [0, 0, 0, 0]
  #out = ""
  #asked = 0
  /** Where the piece begins that is not in `out` yet. */
  #copied = 0
  /** The first `&` that was not read yet. */
  #ampersand: number

  constructor(html: string, place: Place) {
    this.#html = html
    this.#place = place
    this.#ampersand = html.indexOf("&")
  }

  run(): Begun {
    const html = this.#html
    const { length } = html
    let at = 0
    let close = -1
    while (at < length) {
      const found = html.indexOf("<", at)
      const tag = found < 0 ? length : found
      if (close < at && close !== length) close = indexOr(html, ">", at, length)
      if (tag > at) {
        if (this.#isInFrame() && html.slice(at, tag).trim() !== "") return this.#begunTo(at)
        if (close < tag) {
          this.#replace(at, tag, textToHtml(decodeText(html.slice(at, tag))))
          close = indexOr(html, ">", tag, length)
        } else if (this.#ampersand >= 0 && this.#ampersand < tag) this.#writeText(at, tag)
        if (this.#ampersand >= 0 && this.#ampersand < tag) this.#ampersand = html.indexOf("&", tag)
        if (tag === length) break
      }
      const end = html.charCodeAt(tag + 1) === 0x2f ? this.#endTag(tag, close) : this.#startTag(tag, close)
      if (end < 0) return this.#begunTo(tag)
      if (this.#ampersand >= 0 && this.#ampersand < end) this.#ampersand = html.indexOf("&", end)
      at = end
    }
    if (this.#open.length > 0) this.#replace(length, length, this.#endFrom(0))
    return this.#begunTo(length)
  }

  #begunTo(at: number): Begun {
    const html = this.#html
    const isSame = this.#copied === 0 && at === html.length
    return { out: isSame ? html : this.#out + html.slice(this.#copied, at), at, open: this.#open }
  }

  #replace(from: number, to: number, written: string): void {
    this.#out += this.#html.slice(this.#copied, from) + written
    this.#copied = to
  }

  #isInFrame(): boolean {
    const { length } = this.#open
    return length > 0 && this.#open[length - 1]!.isFrame
  }

  /** Text with references. Those that stay are copied with the text around them. */
  #writeText(from: number, to: number): void {
    const html = this.#html
    let out = ""
    let done = from
    let at = this.#ampersand
    while (at >= 0 && at < to) {
      const end = referenceEnd(html, at + 1, to)
      const source = html.slice(at, end)
      const written = end < 0 ? null : writtenReference(source)
      if (written === null) {
        this.#replace(from, to, textToHtml(decodeText(html.slice(from, to))))
        return
      }
      if (written !== source) {
        out += html.slice(done, at) + written
        done = end
      }
      at = html.indexOf("&", end)
    }
    this.#ampersand = at
    if (done > from) this.#replace(from, done, out)
  }

  #endTag(tag: number, close: number): number {
    const html = this.#html
    // The source ends in the tag. `close` is then a length and no position.
    if (close === html.length) return -1
    const open = this.#open
    const top = open.length === 0 ? undefined : open[open.length - 1]!
    if (top !== undefined && close === tag + 2 + top.name.length && html.startsWith(top.name, tag + 2)) {
      open.pop()
      this.#count[top.once]!--
      if (top.end === "") this.#replace(tag, close + 1, "")
      return close + 1
    }
    const end = nameEnd(html, tag + 2)
    if (end === tag + 2 || end !== close) return -1
    const name = html.slice(tag + 2, end).toLowerCase()
    if (name === "br") return -1
    const depth = open.findLastIndex((element) => element.name === name)
    this.#replace(tag, close + 1, depth < 0 ? "" : this.#endFrom(depth))
    return close + 1
  }

  #endFrom(depth: number): string {
    let written = ""
    while (this.#open.length > depth) {
      const element = this.#open.pop()!
      this.#count[element.once]!--
      written += element.end
    }
    return written
  }

  /** The position after the tag; -1 where this tag is not plain. */
  #startTag(tag: number, close: number): number {
    const html = this.#html
    if (html.charCodeAt(tag + 1) === 0x21) {
      const end = html.startsWith("!--", tag + 1) ? commentEnd(html, tag) : -1
      if (end >= 0) this.#replace(tag, end, "")
      return end
    }
    const name = linkOrPicture(html, tag)
    const element = name && plainElement(name)
    const plain = element ? writePlainTag(html, tag, name, element.rule, this.#place.baseUrl) : null
    if (element && plain) return this.#begin(element, tag, plain.end, plain.written)
    const source = close - tag < MAX_KNOWN_CHARACTERS && !element ? html.slice(tag, close + 1) : ""
    const known = KNOWN.get(source)
    if (known !== undefined) {
      return this.#begin(known.element, tag, close + 1, known.written === source ? undefined : known.written)
    }
    const end = scanStartTag(html, tag, scanned, NONE)
    const made = end < 0 || this.#isToFootnote(scanned) ? null : makeTag(scanned.name, scanned.attributes, this.#place)
    if (made === null) return -1
    if (source.length === end - tag && KNOWN.size < MAX_KNOWN && isSameEverywhere(made, scanned.attributes)) {
      KNOWN.set(ownText(source), { element: made.element, written: ownText(made.written) })
    }
    return this.#begin(made.element, tag, end, made.written)
  }

  /** Whether this may be a link to an id in the same HTML. Each question takes a search, so their number is limited. */
  #isToFootnote({ name, attributes }: typeof scanned): boolean {
    const href = name === "a" ? attributes.find(([attribute]) => attribute === "href")?.[1] : undefined
    const id = href === undefined ? undefined : fragmentWithin(href, this.#place)
    return id !== undefined && id !== "" && (++this.#asked > MAX_ASKED || mayHaveId(this.#html, id))
  }

  /** Writes a start tag; `written` is undefined where it stays as it is. */
  #begin(element: PlainElement, tag: number, end: number, written: string | undefined): number {
    if (!this.#fits(element)) return -1
    if (element.rule.isDropped && !element.rule.isVoid) {
      const after = endOfDropped(this.#html, end, element.name)
      if (after >= 0) this.#replace(tag, after, "")
      return after
    }
    if (!element.rule.isVoid) {
      if (this.#open.length >= MAX_DEPTH) return -1
      this.#open.push(element)
      this.#count[element.once]!++
    }
    if (written !== undefined) this.#replace(tag, end, written)
    return end
  }

  /** Whether the element may stand here without any other being closed or opened. */
  #fits({ parents, endsParagraph, once, rule }: PlainElement): boolean {
    const open = this.#open
    const top = open.length === 0 ? undefined : open[open.length - 1]!
    if (parents !== undefined) {
      if (top === undefined || !parents.has(top.name)) return false
    } else if (top?.isFrame && !rule.isDropped) return false
    if (endsParagraph && this.#count[PARAGRAPH]! > 0) return false
    return once === ANY || this.#count[once] === 0
  }
}

const MAX_ASKED = 20
const MAX_KNOWN_CHARACTERS = 100
const MAX_KNOWN = 2000
/** Tags by their text, if they are the same in every document. */
const KNOWN = new Map<string, PlainTag>()

const scanned = {
  name: "",
  attributes: [] as readonly Attribute[],
  startTag(name: string, attributes: readonly Attribute[]) {
    this.name = name
    this.attributes = attributes
  },
}

/** The name, for `<a ` and `<img `. Most of these have an address of their own. */
function linkOrPicture(html: string, tag: number): "a" | "img" | "" {
  if (html.charCodeAt(tag + 1) === 0x61) return html.charCodeAt(tag + 2) === 0x20 ? "a" : ""
  return html.charCodeAt(tag + 1) === 0x69 && html.startsWith("mg ", tag + 2) ? "img" : ""
}

function indexOr(html: string, needle: string, from: number, other: number): number {
  const found = html.indexOf(needle, from)
  return found < 0 ? other : found
}

const NONE: ReadonlySet<string> = new Set()
/** What makes the end of a script or style uncertain (HTML §13.2.5.17). */
const ODD_IN_SCRIPT = /<!--|<\/(?:script|style)/i

/** The position after the end tag of an element that is dropped, if only text is in it; -1 otherwise. */
function endOfDropped(html: string, start: number, name: string): number {
  const endTag = `</${name}>`
  const isScript = name === "script" || name === "style"
  const tag = html.indexOf(isScript ? endTag : "<", start)
  if (tag < 0 || !html.startsWith(endTag, tag)) return -1
  return isScript && ODD_IN_SCRIPT.test(html.slice(start, tag)) ? -1 : tag + endTag.length
}
