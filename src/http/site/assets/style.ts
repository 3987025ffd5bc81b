import { fnv1a } from "../../../lib/text/fnv1a.ts"
import text from "./style.css"

/**
 * The stylesheet of all pages. Colours meet WCAG AA in both schemes. Every inset, margin and border is logical, so a
 * right-to-left page mirrors a left-to-right one.
 */
export const STYLE: string = text

/** Where the stylesheet is served: the path changes with the text, so that it may be cached for ever. */
export const STYLE_PATH = `/style-${fnv1a(STYLE).toString(36)}.css`
