import { Tokenizer } from "htmlparser2"
import { IMPLIED_END, VOID } from "./html-rules.ts"

/** What a walk over HTML tells. Every `open` of an element that is not void is followed by its `close`, well nested. */
export interface HtmlVisitor {
  open(name: string, attributes: readonly Attribute[]): void
  text(text: string): void
  close(name: string): void
}

/** Name in lower case and value with its references resolved; of several by one name the first counts (HTML §13.2.5.33). */
export type Attribute = readonly [name: string, value: string]

// Deeper elements are unwrapped: no page needs them, and every search of the stack stays short.
const DEPTH = 256

const NONE: readonly Attribute[] = []

/**
 * Tells the visitor what is in the HTML, in order. Only the tokenizer of `htmlparser2` is used: its parser searches and
 * shifts a stack without bound, so nested or stray tags would take it quadratic time.
 */
export function walkHtml(html: string, visitor: HtmlVisitor): void {
  const stack: string[] = []
  // How many elements were unwrapped for being too deep.
  let beyond = 0
  let name = ""
  let attributes: Attribute[] | undefined
  let attribute = ""
  let value = ""

  const pop = () => visitor.close(stack.pop()!)

  const endTag = (closed: string) => {
    if (beyond > 0 && !VOID.has(closed)) {
      beyond--
      return
    }
    const at = stack.lastIndexOf(closed)
    if (at < 0) {
      if (closed === "br") visitor.open("br", NONE)
      return
    }
    while (stack.length > at) pop()
  }

  const startTag = (selfClosing: boolean) => {
    const implied = IMPLIED_END[name]
    if (implied) while (stack.length > 0 && implied.has(stack[stack.length - 1]!)) pop()
    if (VOID.has(name)) visitor.open(name, attributes ?? NONE)
    else if (stack.length >= DEPTH) beyond++
    else {
      visitor.open(name, attributes ?? NONE)
      stack.push(name)
      // A slash means something only on elements that are not HTML's.
      if (selfClosing && (name.includes(":") || inForeign(stack))) pop()
    }
    attributes = undefined
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase()
        if (name === "image") name = "img"
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase()
        value = ""
      },
      onattribdata(start, end) {
        value += html.slice(start, end)
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint)
      },
      onattribend() {
        attributes ??= []
        if (attributes.length < 100 && !attributes.some(([seen]) => seen === attribute))
          attributes.push([attribute, value])
      },
      onopentagend: () => startTag(false),
      onselfclosingtag: () => startTag(true),
      onclosetag: (start, end) => endTag(html.slice(start, end).toLowerCase()),
      ontext: (start, end) => visitor.text(html.slice(start, end)),
      ontextentity: (codepoint) => visitor.text(String.fromCodePoint(codepoint)),
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
      isInForeignContext: () => inForeign(stack),
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  while (stack.length > 0) pop()
}

const inForeign = (stack: string[]) => {
  for (let at = stack.length - 1; at >= 0; at--) if (stack[at] === "svg" || stack[at] === "math") return true
  return false
}
