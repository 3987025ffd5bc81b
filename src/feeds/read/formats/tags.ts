import { attributeOf, childElements, textOf, type XmlElement } from "../xml/tree.ts"
import type { Fields } from "./fields.ts"

const KEYWORDS = ["itunes:keywords", "media:keywords"]
const ATOM = ["atom:category"]

/** An entry's tags. A label for people is preferred to a term. The scheme is ignored. */
export function readTags(fields: Fields): string[] {
  const tags = fields.named("category").map(readCategory)
  for (const element of fields.named("itunes:category")) {
    for (const each of [element, ...childElements(element)]) tags.push(attributeOf(each, "text") ?? "")
  }
  for (const element of fields.named("media:category")) tags.push(attributeOf(element, "label") || textOf(element))
  for (const text of fields.texts(KEYWORDS)) tags.push(...text.split(",", 100))
  for (const element of fields.named("dc:subject")) tags.push(textOf(element))
  for (const element of fields.all(ATOM)) tags.push(readCategory(element))
  return tags
}

/** RSS uses text and Atom uses attributes, but each occurs in both. */
const readCategory = (element: XmlElement): string =>
  attributeOf(element, "label") || textOf(element).trim() || attributeOf(element, "term") || ""
