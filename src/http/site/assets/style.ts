import { fnv1a } from "../../../lib/text/fnv1a.ts"
import text from "./style.css"

/** The stylesheet of all pages, without comments and superfluous spaces. */
export const STYLE: string = text
  .replace(/\/\*.*?\*\//gs, "")
  .replace(/\s+/g, " ")
  .replace(/ ?([{};,]) ?/g, "$1")
  .replace(/: /g, ":")
  .replace(/;}/g, "}")
  .trim()

/** Where the stylesheet is served: the path changes with the text, so that it may be cached for ever. */
export const STYLE_PATH = `/style-${fnv1a(STYLE).toString(36)}.css`
