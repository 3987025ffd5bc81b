// What the npm parsers have in common. In: what a parser gives for an entry. Out: the entry as a program shows it.
// Programs show a parser's title and names as text, its content as HTML, and that content's pictures.

import { type Format, picturesIn, type Shown } from "../../reader.ts"

// biome-ignore lint/suspicious/noExplicitAny: what a parser gives has no types here, it is data to look at.
export type Data = any

export interface Parser {
  /** Its name in npm. */
  name: string
  formats: Format[]
  parse(library: Data, document: string, url: string): Promise<Shown[]>
}

interface Fields {
  url: string
  title: string
  date: unknown
  authors: Data[]
  html: string | null | undefined
  enclosures: Data[]
  /** The picture where the format has a place for it (JSON Feed). */
  image?: string
}

export function shown({ url, title, date, authors, html, enclosures, image }: Fields): Shown {
  return {
    url,
    title: title ?? "",
    time: date ? Math.floor(new Date(date as string).getTime() / 1000) : null,
    authors: some(authors),
    html: html ?? "",
    pictures: [...picturesIn(html ?? ""), ...some([image])],
    enclosures: some(enclosures),
  }
}

const some = (values: (string | null | undefined)[]) => values.filter((value): value is string => value != null)

export const list = (value: Data): Data[] => (value == null ? [] : Array.isArray(value) ? value : [value])

/** Text that a parser gives as a string, or as an object with the string in it. */
export const text = (value: Data): string =>
  value == null ? "" : typeof value === "string" ? value : (value.value ?? value["#text"] ?? "")
