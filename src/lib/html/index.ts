/** Sanitises HTML, and converts it from and to plain text. Only walk.ts imports the package `htmlparser2`. */
export { decodeHTMLAttribute } from "./entities.ts"
export { pictureAddress, picturesIn } from "./pictures.ts"
export { labelOf, playerAt } from "./players.ts"
export { sanitiseHtml } from "./sanitise.ts"
export { firstSentences, htmlToText, paragraphsToHtml } from "./text.ts"
