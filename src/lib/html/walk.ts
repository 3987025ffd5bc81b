import { Tokenizer } from "htmlparser2"
import { scanPlainHtml } from "./fast-scan.ts"
import { ruleOf } from "./rules.ts"
import { type Attribute, decodeText, elementName, NO_ATTRIBUTES, type TokenSink, withAttribute } from "./tokens.ts"

/** Receives the elements and text of a walk. Elements are well nested: each `open` has its `close`, except void ones. */
export interface HtmlVisitor {
  open(name: string, attributes: readonly Attribute[]): void
  text(text: string): void
  close(name: string): void
}

// Deeper elements are unwrapped. No page needs them, and the limit keeps every search of the stack short.
const MAX_DEPTH = 256

/** Calls the visitor for all elements and text in document order, inside the elements that are open. Takes linear time. */
export function walkHtml(html: string, visitor: HtmlVisitor, open: string[] = []): void {
  const nesting = new Nesting(visitor, open)
  const scanned = scanPlainHtml(html, nesting)
  if (scanned < html.length) tokenize(html.slice(scanned), nesting)
  nesting.finish()
}

/** Turns tags into well-nested elements. */
class Nesting implements TokenSink {
  readonly #visitor: HtmlVisitor
  readonly #stack: string[]
  /** Open elements that were unwrapped because they are too deep. */
  #beyond = 0
  /** Open `svg` and `math` elements. */
  #foreign = 0

  constructor(visitor: HtmlVisitor, open: string[]) {
    this.#visitor = visitor
    this.#stack = open
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
    else if (stack.length >= MAX_DEPTH) this.#beyond++
    else {
      this.#visitor.open(name, attributes)
      stack.push(name)
      if (name === "svg" || name === "math") this.#foreign++
      // A self-closing slash counts only on SVG, MathML and prefixed elements.
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
 * Tokenizes any markup with htmlparser2. Only its tokenizer is used: its parser searches an unbounded stack, so nested or
 * stray tags would take quadratic time.
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
    // We decode text ourselves, so the tokenizer can skip through it.
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
