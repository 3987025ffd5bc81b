import { htmlToText } from "../../lib/html/index.ts"
import { escapeMarkup, escapeText } from "../../lib/text/escape.ts"

/** Whether a reader that takes this text for HTML would show something else. */
export const looksLikeMarkup = (text: string) => /<[a-z/!?]|&#?\w+;/i.test(text)

/** Plain text as XML for readers that expect HTML: escaped as HTML first where it looks like it. */
export const markupAsText = (text: string) => escapeText(looksLikeMarkup(text) ? escapeMarkup(text) : text)

/** Plain text as a title attribute's value, by numeric references for readers that take it for HTML. */
export const titleAttribute = (text: string) => escapeText(text).replaceAll('"', "&#x22;")

/**
 * Text for places that no format lets be declared as HTML, such as names and attributes: one line, its markup gone and
 * its references resolved, so that a reader that does the same finds nothing more to do.
 */
export function toLabel(text: string): string {
  let label = htmlToText(text)
  // Each pass makes it shorter or leaves it; nobody escapes more often than this.
  for (let pass = 0; pass < 5; pass++) {
    const next = htmlToText(label)
    if (next === label) break
    label = next
  }
  return label
}
