// Reads XML the way a browser reads HTML: every input gives a tree.
// In: the document's text. Out: the tree, its entries, and the repairs that were needed.
// Source: XML 1.0 for sound documents, feedparser's and gofeed's test suites for broken ones.
import { MAX_ENTRIES } from "../../../model/limits.ts"
import type { Diagnostic } from "../../../model/parsed-feed.ts"
import { Cursor } from "./cursor.ts"
import { readDoctype } from "./doctype.ts"
import { impliedEnd } from "./implied-end.ts"
import { NamespaceScope } from "./namespace-scope.ts"
import { findOpen, type OpenElement, Overflow } from "./open-elements.ts"
import { References } from "./references.ts"
import { readStartTag } from "./start-tag.ts"
import { addChild, NO_CHILDREN, topElement, type XmlElement } from "./tree.ts"

const MAX_DEPTH = 256
/** More than MAX_ENTRIES need. Each element takes at least 100 bytes of the Worker's 128 MB. */
const MAX_ELEMENTS = 250_000

/** The result of a parse. */
export interface XmlDocument {
  /** The parent of the root. A broken document can have several roots. */
  top: XmlElement
  /** Every `item` and `entry`, in document order. */
  entries: XmlElement[]
  /** The entry that was still open when the document ended. */
  cut?: XmlElement
  /** What had to be repaired. */
  repairs: Diagnostic[]
  /** Whether reading stopped before the end, at MAX_ENTRIES or at MAX_ELEMENTS. */
  isPartial: boolean
}

/**
 * One forward pass, in linear time. Each kind of repair is reported once per entry. Entities never become markup, and
 * nothing is fetched.
 */
export function parseXml(text: string): XmlDocument {
  return new XmlParser(text).parse()
}

class XmlParser {
  private readonly cursor: Cursor
  private readonly references: References
  private readonly scope = new NamespaceScope()
  private readonly top = topElement()
  private readonly open: OpenElement[] = []
  private readonly entries: XmlElement[] = []
  private readonly repairs: Diagnostic[] = []
  private readonly noted = new Set<string>()
  private current = this.top
  private readonly noteRepair = (kind: string, detail: string) => this.note(kind, detail)
  /** Index of the open entry; -1 outside any entry. */
  private entry = -1
  private readonly overflow = new Overflow()
  private elements = 0

  constructor(text: string) {
    this.cursor = new Cursor(text)
    this.references = new References(this.noteRepair)
  }

  parse(): XmlDocument {
    const { cursor } = this
    while (!cursor.done && !this.isFull()) {
      const lessThan = cursor.next("<")
      if (lessThan < 0) {
        this.addText(cursor.rest())
        break
      }
      if (lessThan > cursor.at) this.addText(cursor.takeTo(lessThan))
      this.readMarkup()
    }
    const isPartial = !cursor.done
    if (this.open.length > 0 && !isPartial) {
      const tags = this.open.map(({ tag }) => `<${tag}>`).join(" ")
      this.note("truncated", `The document ends inside ${tags.slice(0, 200)}`)
    }
    const cut = this.open.find(({ isEntry }) => isEntry)?.element
    return { top: this.top, entries: this.entries, ...(cut ? { cut } : {}), repairs: this.repairs, isPartial }
  }

  private isFull(): boolean {
    return (this.entries.length === MAX_ENTRIES && this.entry < 0) || this.elements >= MAX_ELEMENTS
  }

  private note(kind: string, detail: string): void {
    const key = `${kind} ${this.entry}`
    if (this.noted.has(key) || this.repairs.length >= 1000) return
    this.noted.add(key)
    this.repairs.push(this.entry < 0 ? { kind, detail } : { item: this.entry, kind, detail })
  }

  private readMarkup(): void {
    const { cursor } = this
    const code = cursor.peek(1)
    if (isNameStart(code)) this.readStart()
    else if (code === 0x2f) this.readEnd()
    else if (code === 0x21) this.readDeclaration()
    else if (code === 0x3f) {
      const end = cursor.next("?>")
      const tagEnd = cursor.next(">")
      // An instruction without ?> ends at the next >.
      cursor.at = end >= 0 ? end + 2 : tagEnd >= 0 ? tagEnd + 1 : cursor.length
    } else {
      this.note("bare-less-than", "A < that opens no tag is kept as text")
      this.addText("<")
      cursor.at++
    }
  }

  private readDeclaration(): void {
    const { cursor } = this
    if (cursor.startsWith("<!--")) {
      const end = cursor.next("-->", 4)
      if (end >= 0) {
        cursor.at = end + 3
        return
      }
      this.note("unclosed-comment", "A comment has no end; only its start is dropped")
      cursor.at += 4
    } else if (cursor.startsWith("<![CDATA[")) this.readCdata()
    else if (cursor.startsWith("<!DOCTYPE") || cursor.startsWith("<!doctype")) {
      this.references.define(readDoctype(cursor))
    } else {
      const end = cursor.next(">")
      this.note("stray-declaration", "An unexpected <!…> declaration is dropped")
      cursor.at = end >= 0 ? end + 1 : cursor.length
    }
  }

  private readCdata(): void {
    const { cursor } = this
    const end = cursor.next("]]>", 9)
    const another = cursor.next("<![CDATA[", 9)
    // If another section starts first and an entry ends before it, this section's own ]]> is missing.
    const lost =
      end < 0 || (another >= 0 && another < end && /<\/(item|entry)\s*>/i.test(cursor.slice(cursor.at, another)))
    if (lost) {
      this.note("unclosed-cdata", "A CDATA section has no end; what follows is read as markup")
      cursor.at += 9
      return
    }
    this.append(cursor.slice(cursor.at + 9, end))
    cursor.at = end + 3
  }

  private addText(raw: string): void {
    let text = raw
    if (raw.includes("]]>")) {
      this.note("stray-cdata-end", "A ]]> outside any CDATA section is dropped")
      text = raw.replaceAll("]]>", "")
    }
    this.append(this.references.resolve(text))
  }

  private append(text: string): void {
    if (text === "") return
    if (this.current === this.top) {
      if (text.trim() !== "") this.note("stray-text", "Text outside the root element is dropped")
      return
    }
    const { children } = this.current
    const last = children.length - 1
    if (last >= 0 && typeof children[last] === "string") children[last] += text
    else addChild(this.current, text)
  }

  private readStart(): void {
    const { cursor } = this
    const tag = readStartTag(cursor, this.references, this.noteRepair)
    const declared = this.scope.declare(tag.name, tag.attributes)
    const { name, local, key, isEntry: isEntryTag, mayEndOthers } = this.scope.resolve(tag.name)
    if (mayEndOthers && (this.overflow.isEmpty || isEntryTag)) this.closeImplied(name)
    if (!this.overflow.isEmpty || this.open.length >= MAX_DEPTH) {
      this.note("too-deep", `Elements deeper than ${MAX_DEPTH} are unwrapped`)
      if (declared) this.scope.leave(declared)
      if (!tag.selfClosing) this.overflow.add(key)
      return
    }
    const element: XmlElement = { name, local, attributes: tag.attributes, children: NO_CHILDREN, parent: this.current }
    if (this.current === this.top && this.top.children.length > 0) {
      this.note("several-roots", `<${tag.name}> is a second root element`)
    }
    addChild(this.current, element)
    this.elements++
    const isEntry = isEntryTag && this.entry < 0
    if (isEntry) {
      this.entries.push(element)
      this.entry = this.entries.length - 1
    }
    const open = { element, tag: tag.name, key, declared, isEntry }
    if (tag.selfClosing) this.left(open)
    else {
      this.open.push(open)
      this.current = element
    }
  }

  private closeImplied(name: string): void {
    const depth = impliedEnd(this.open, name)
    if (depth < 0) return
    this.note("unclosed-element", `<${this.open[depth]!.tag}> has no end; it ends where <${name}> starts`)
    this.closeTo(depth)
  }

  private readEnd(): void {
    const { cursor } = this
    // Fast path: nearly every end tag closes the innermost element.
    const due = this.open[this.open.length - 1]
    if (
      due !== undefined &&
      this.overflow.isEmpty &&
      cursor.startsWith(due.tag, 2) &&
      cursor.peek(2 + due.tag.length) === 0x3e
    ) {
      cursor.at += due.tag.length + 3
      this.closeTo(this.open.length - 1)
      return
    }
    const end = cursor.next(">")
    const lessThan = cursor.next("<", 1)
    const stop = end < 0 || (lessThan >= 0 && lessThan < end) ? lessThan : end
    const name = cursor.slice(cursor.at + 2, stop < 0 ? cursor.length : stop).trim()
    cursor.at = stop < 0 ? cursor.length : stop === end ? stop + 1 : stop
    if (!this.overflow.isEmpty && this.overflow.end(name.toLowerCase())) return
    const depth = findOpen(this.open, name)
    if (depth < 0) {
      this.note("stray-end-tag", `</${name.slice(0, 100)}> ends nothing that is open`)
      return
    }
    if (depth < this.open.length - 1) {
      this.note("unclosed-element", `<${this.open.at(-1)!.tag}> has no end; it ends with <${this.open[depth]!.tag}>`)
    }
    this.closeTo(depth)
  }

  private closeTo(depth: number): void {
    if (!this.overflow.isEmpty) this.overflow.clear()
    while (this.open.length > depth) this.left(this.open.pop()!)
    this.current = depth === 0 ? this.top : this.open[depth - 1]!.element
  }

  private left({ declared, isEntry }: OpenElement): void {
    if (declared) this.scope.leave(declared)
    if (isEntry) this.entry = -1
  }
}

const isNameStart = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code === 0x3a || code > 0xbf
