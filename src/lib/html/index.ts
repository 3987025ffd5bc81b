/** Sanitises HTML, and converts it from and to plain text. Only walk.ts imports the package `htmlparser2`. */
export { sanitiseHtml } from "./sanitise.ts"
export { firstSentences, htmlToText, paragraphsToHtml } from "./text.ts"
