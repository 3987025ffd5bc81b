import { RIGHT_TO_LEFT } from "../../../lib/text/direction.ts"
import { ALL_WORDS } from "../words/index.ts"
import type { Messages } from "../words/words.ts"
import text from "./widget.client.js"

// The script has no list of its own of what the pages know too.
const data: typeof WIDGET_DATA = {
  rightToLeft: RIGHT_TO_LEFT,
  headings: inAll("checkAlso"),
  sponsored: inAll("sponsored"),
}

/** One text in every language. The script looks it up by the page's own tag, in which Dari may be `prs`. */
function inAll(name: keyof Messages): Record<string, string> {
  const texts = Object.entries(ALL_WORDS).map(([language, words]) => [language, words[name]])
  return { ...Object.fromEntries(texts), prs: ALL_WORDS.fa![name] }
}

/**
 * `GET /check-also.js`, for pages elsewhere:
 *
 *     <script src="https://…/check-also.js" async></script>
 *     <check-also url="https://publisher.example/the-article" limit="3"></check-also>
 *
 * Without `url` it uses the page's canonical link, then its own address. `heading` is the title above the list, and an
 * empty one hides it. The list is in a shadow root, so the page's styles do not change it, except for fonts, colours and
 * the custom properties named in it. Without links it shows nothing and raises no error.
 */
export const WIDGET = text.replace("WIDGET_DATA", () => JSON.stringify(data))
