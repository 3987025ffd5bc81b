import type { Fields } from "./fields.ts"
import { atomMarkup, rssMarkup } from "./markup.ts"
import { readNames, readPerson } from "./people.ts"
import type { Markup, RawAuthor } from "./raw.ts"

/** Each name in Atom's namespace and without a namespace. */
export const atomNames = (...names: string[]): string[] => names.flatMap((name) => [`atom:${name}`, name])

export const LINKS = atomNames("link")
export const TITLE = [...atomNames("title"), "dc:title", "media:title"]
export const RIGHTS = [...atomNames("rights", "copyright"), "dc:rights"]
const AUTHOR = atomNames("author")
const OTHER_AUTHORS = ["dc:creator", "dc:author", "itunes:author"]

const FOREIGN = /^(dc|itunes|media|content|xhtml):/

export function atomText(fields: Fields, names: readonly string[]): Markup | undefined {
  const element = fields.first(names)
  if (!element) return undefined
  const read = FOREIGN.test(element.name) ? rssMarkup : atomMarkup
  return read(element, fields.documentUrl)
}

export function atomAuthors(fields: Fields): RawAuthor[] {
  const people = fields.all(AUTHOR).flatMap((element) => readPerson(element, fields.documentUrl))
  if (people.some(({ name, address }) => name || address)) return people
  return fields.texts(OTHER_AUTHORS).flatMap(readNames)
}
