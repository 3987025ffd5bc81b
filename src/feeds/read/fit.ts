import { cutText } from "../../lib/text/cut.ts"
import { MAX_URL_CHARACTERS } from "../../model/limits.ts"

/** Adds a diagnostic for one entry, or for the feed itself. Reports the same detail only once. */
export type Report = (kind: string, detail: string) => void

/** 2000 → `2,000`. */
export const figure = (count: number) => count.toLocaleString("en")

/** The text, cut to `most` characters. `what` names it in the diagnostic, e.g. "The title". */
export function fitText(text: string, most: number, what: string, report: Report): string {
  if (text.length <= most) return text
  report("field-too-long", `${what} has more than ${figure(most)} characters; it is cut`)
  return cutText(text, most)
}

/** The text, or undefined when it is too long. For ids and addresses: a cut one would name something else. */
export function fitWhole(text: string | undefined, most: number, what: string, report: Report): string | undefined {
  if (text === undefined || text.length <= most) return text
  report("field-too-long", `${what} has more than ${figure(most)} characters; it is dropped`)
  return undefined
}

export const fitUrl = (url: string | undefined, what: string, report: Report): string | undefined =>
  fitWhole(url, MAX_URL_CHARACTERS, what, report)

/** The first `most` members of a list. */
export function fitList<T>(list: T[], most: number, what: string, report: Report): T[] {
  if (list.length <= most) return list
  report("too-many-values", `There are more than ${figure(most)} ${what}; the others are dropped`)
  return list.slice(0, most)
}
