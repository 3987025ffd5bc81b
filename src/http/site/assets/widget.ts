import { RIGHT_TO_LEFT } from "../../../lib/text/direction.ts"
import { fnv1a } from "../../../lib/text/fnv1a.ts"
import { ALL_WORDS } from "../words/index.ts"
import script from "./widget.min.client.js"

// The widget's script, with what the pages know too: the words and the directions of languages.
// In: widget.min.client.js. Out: the text of /check-also.js, and its address for ever.

const CLOSE: Record<string, string> = {
  en: "Close",
  ps: "وتړئ",
  fa: "بستن",
  ar: "إغلاق",
  fr: "Fermer",
  de: "Schließen",
  es: "Cerrar",
}

const words: (typeof WIDGET_DATA)["words"] = Object.fromEntries(
  Object.entries(ALL_WORDS).map(([language, { checkAlso, sponsored }]) => [
    language,
    [checkAlso, sponsored, CLOSE[language] ?? CLOSE.en!],
  ]),
)

// Dari is also written `prs`.
const data: typeof WIDGET_DATA = {
  rightToLeft: RIGHT_TO_LEFT.join(),
  words: { ...words, prs: words.fa! },
}

/** `GET /check-also.js`. What it does and its attributes: src/http/site/README.md. */
export const WIDGET = script.replace("WIDGET_DATA", () => JSON.stringify(data))

/** The address of this text alone: it may be cached for ever, and its integrity can be checked. */
export const WIDGET_PATH = `/check-also.${fnv1a(WIDGET).toString(36)}.js`
