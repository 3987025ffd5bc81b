/** HTML from elsewhere: made safe, made text, made from text. The package `htmlparser2` is known in html-walk.ts alone. */
export { sanitiseHtml } from "./sanitise.ts"
export { firstSentences, htmlToText, textToHtml } from "./text.ts"
