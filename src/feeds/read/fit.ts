import { cutText } from "../../lib/text/cut.ts"
import { MAX_URL_CHARACTERS } from "../../model/limits.ts"

/** Notes what had to be mended in one entry, or in the feed outside them; each thing once. */
export type Report = (kind: string, detail: string) => void

/** 2000 → `2,000`. */
export const figure = (count: number) => count.toLocaleString("en")

/** A text no longer than this; `what` names it: "The title". */
export function fitText(text: string, most: number, what: string, report: Report): string {
  if (text.length <= most) return text
  report("field-too-long", `${what} has more than ${figure(most)} characters; it is cut`)
  return cutText(text, most)
}

/** The text unless it is longer than this: what a cut would make another thing is dropped whole. */
export function fitWhole(text: string | undefined, most: number, what: string, report: Report): string | undefined {
  if (text === undefined || text.length <= most) return text
  report("field-too-long", `${what} has more than ${figure(most)} characters; it is dropped`)
  return undefined
}

export const fitUrl = (url: string | undefined, what: string, report: Report): string | undefined =>
  fitWhole(url, MAX_URL_CHARACTERS, what, report)

/** The first members of a list, no more than this. */
export function fitList<T>(list: T[], most: number, what: string, report: Report): T[] {
  if (list.length <= most) return list
  report("too-many-values", `There are more than ${figure(most)} ${what}; the others are dropped`)
  return list.slice(0, most)
}
