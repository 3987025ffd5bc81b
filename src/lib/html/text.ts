import { cleanLine, escapeMarkup } from "../text/escape.ts"
import { Dropped } from "./dropped.ts"
import { ruleOf } from "./rules.ts"
import { walkHtml } from "./walk.ts"

/** One line of plain text: markup gone, references resolved, the ends of blocks as spaces. Takes linear time. */
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

/** Plain text as HTML: blank lines part paragraphs, single breaks stay breaks. */
export function textToHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => `<p>${escapeMarkup(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("\n")
}

// A full stop of Latin, Arabic, Devanagari or CJK writing, with what may close after it.
const SENTENCE_END = /[.!?؟۔।]["'”’»)\]]*(?=\s|$)|[。！？]["'”’」』）]*/g

/** As many whole sentences as fit into `most` characters; where not even one does, words and `…`. */
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
