import { htmlToText } from "../../lib/html/index.ts"
import { textToHtml, textToXml } from "../../lib/text/escape.ts"

/** Whether a reader that parses this plain text as HTML would show something else. */
export const looksLikeMarkup = (text: string) => /<[a-z/!?]|&#?\w+;/i.test(text)

/** Plain text as XML, for readers that expect HTML there. Text that looks like HTML is escaped twice. */
export const markupAsText = (text: string) => textToXml(looksLikeMarkup(text) ? textToHtml(text) : text)

/** Plain text as the value of a title attribute. Some readers parse it as HTML, so numeric references are used. */
export const titleAttribute = (text: string) => textToXml(text).replaceAll('"', "&#x22;")

/**
 * Text for names and attributes, which no format can declare as HTML. Markup is removed and references are resolved, so
 * a reader that does the same changes nothing.
 */
export function toLabel(text: string): string {
  let label = htmlToText(text)
  // The text may be escaped several times. Each pass shortens it or changes nothing.
  for (let pass = 0; pass < 5; pass++) {
    const next = htmlToText(label)
    if (next === label) break
    label = next
  }
  return label
}
