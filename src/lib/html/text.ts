import { cleanLine, textToHtml } from "../text/escape.ts"
import { Dropped } from "./dropped.ts"
import { ruleOf } from "./rules.ts"
import { walkHtml } from "./walk.ts"

/** One line of plain text, without markup and with references resolved. Blocks are separated by spaces. Linear time. */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return cleanLine(html)
  let out = ""
  const dropped = new Dropped()
  walkHtml(html, {
    open(name) {
      const { isBlock, isDropped, isVoid } = ruleOf(name)
      if (!dropped.open(name, isDropped, isVoid) && isBlock) out += " "
    },
    text(text) {
      if (!dropped.text) out += text
    },
    close(name) {
      if (!dropped.close() && ruleOf(name).isBlock) out += " "
    },
  })
  return cleanLine(out)
}

/** Plain text as HTML. Blank lines separate paragraphs, and single line breaks become `<br>`. */
export function paragraphsToHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => `<p>${textToHtml(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("\n")
}

// A full stop in Latin, Arabic, Devanagari or CJK script, with any closing quotation marks or brackets.
const SENTENCE_END = /[.!?؟۔।]["'”’»)\]]*(?=\s|$)|[。！？]["'”’」』）]*/g

/** As many whole sentences as fit into `most` characters. If those are too short, whole words and `…`. */
export function firstSentences(text: string, most: number): string {
  if (text.length <= most) return text
  let end = 0
  for (const match of text.slice(0, most + 1).matchAll(SENTENCE_END)) {
    const after = match.index + match[0].length
    if (after <= most) end = after
  }
  if (end >= most / 4) return text.slice(0, end)
  const cut = text.slice(0, most - 1)
  const space = cut.lastIndexOf(" ")
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–—-]+$/, "").replace(/\p{Cs}$/u, "")}…`
}
