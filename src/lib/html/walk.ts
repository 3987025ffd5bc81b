import { Tokenizer } from "htmlparser2"
import { scanPlainHtml } from "./fast-scan.ts"
import { ruleOf } from "./rules.ts"
import { type Attribute, decodeText, elementName, NO_ATTRIBUTES, type TokenSink, withAttribute } from "./tokens.ts"

/** What a walk over HTML tells. Every `open` of an element that is not void is followed by its `close`, well nested. */
export interface HtmlVisitor {
  open(name: string, attributes: readonly Attribute[]): void
  text(text: string): void
  close(name: string): void
}

// Deeper elements are unwrapped: no page needs them, and every search of the stack stays short.
const DEPTH = 256

/** Tells the visitor what is in the HTML, in order. Takes time in proportion to its length. */
export function walkHtml(html: string, visitor: HtmlVisitor): void {
  const nesting = new Nesting(visitor)
  const scanned = scanPlainHtml(html, nesting)
  if (scanned < html.length) tokenize(html.slice(scanned), nesting)
  nesting.finish()
}

/** Makes elements of tags. */
class Nesting implements TokenSink {
  readonly #visitor: HtmlVisitor
  readonly #stack: string[] = []
  /** How many elements were unwrapped for being too deep. */
  #beyond = 0
  /** How many of the open elements are SVG's or MathML's roots. */
  #foreign = 0

  constructor(visitor: HtmlVisitor) {
    this.#visitor = visitor
  }

  get isForeign(): boolean {
    return this.#foreign > 0
  }

  text(text: string): void {
    this.#visitor.text(text)
  }

  startTag(name: string, attributes: readonly Attribute[], selfClosing: boolean): void {
    const stack = this.#stack
    const { impliedEnd, isVoid } = ruleOf(name)
    if (impliedEnd) while (stack.length > 0 && impliedEnd.has(stack[stack.length - 1]!)) this.#pop()
    if (isVoid) this.#visitor.open(name, attributes)
    else if (stack.length >= DEPTH) this.#beyond++
    else {
      this.#visitor.open(name, attributes)
      stack.push(name)
      if (name === "svg" || name === "math") this.#foreign++
      // A slash means something only on elements that are not HTML's.
      if (selfClosing && (this.#foreign > 0 || name.includes(":"))) this.#pop()
    }
  }

  endTag(name: string): void {
    if (this.#beyond > 0 && !ruleOf(name).isVoid) {
      this.#beyond--
      return
    }
    const top = this.#stack.length - 1
    const at = this.#stack[top] === name ? top : this.#stack.lastIndexOf(name)
    if (at < 0) {
      if (name === "br") this.#visitor.open("br", NO_ATTRIBUTES)
      return
    }
    while (this.#stack.length > at) this.#pop()
  }

  finish(): void {
    while (this.#stack.length > 0) this.#pop()
  }

  #pop(): void {
    const name = this.#stack.pop()!
    if (name === "svg" || name === "math") this.#foreign--
    this.#visitor.close(name)
  }
}

/**
 * Markup in any state by htmlparser2. Only its tokenizer is used: its parser searches and shifts a stack without bound,
 * so nested or stray tags would take it quadratic time.
 */
function tokenize(html: string, nesting: Nesting): void {
  let name = ""
  let attributes: Attribute[] | undefined
  let attribute = ""
  let value = ""
  const startTag = (selfClosing: boolean) => {
    nesting.startTag(name, attributes ?? NO_ATTRIBUTES, selfClosing)
    attributes = undefined
  }
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    // Text is decoded where it has a reference, which is rare: so the tokenizer can skip through it.
    { decodeEntities: false },
    {
      onopentagname(start, end) {
        name = elementName(html.slice(start, end))
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase()
        value = ""
      },
      onattribdata(start, end) {
        value += html.slice(start, end)
      },
      onattribend() {
        attributes = withAttribute(attributes, attribute, value)
      },
      onopentagend: () => startTag(false),
      onselfclosingtag: () => startTag(true),
      onclosetag: (start, end) => nesting.endTag(html.slice(start, end).toLowerCase()),
      ontext: (start, end) => nesting.text(decodeText(html.slice(start, end))),
      onattribentity: ignore,
      ontextentity: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
      isInForeignContext: () => nesting.isForeign,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}
