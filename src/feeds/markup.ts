import { escapeMarkup, escapeText } from "../lib/xml-text.ts"

/** Whether a reader that takes this text for HTML would show something else. */
export const looksLikeMarkup = (text: string) => /<[a-z/!?]|&#?\w+;/i.test(text)

/** Plain text as XML for readers that expect HTML: escaped as HTML first where it looks like it. */
export const markupAsText = (text: string) => escapeText(looksLikeMarkup(text) ? escapeMarkup(text) : text)

const TAG = /<\/?[a-z][^>]*>/gi

/** Plain text as a title attribute's value, by numeric references for readers that take it for HTML. */
export const titleAttribute = (text: string) => escapeText(text).replaceAll('"', "&#x22;")

/** Text for places that no format lets be declared as HTML: names, labels, attributes. Its tags are dropped. */
export const withoutTags = (text: string) => (text.includes("<") ? text.replace(TAG, "") : text)
