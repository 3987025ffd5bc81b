import { htmlToText } from "../../lib/html/index.ts"
import { cleanLine } from "../../lib/text/escape.ts"
import { parseLanguage } from "../../lib/text/language.ts"
import { resolvePlainUrl } from "../../lib/url/fast-resolve.ts"
import type { Author } from "../../model/article.ts"
import { MAX_AUTHOR_CHARACTERS, MAX_AUTHORS, MAX_TAG_CHARACTERS, MAX_TAGS } from "../../model/limits.ts"
import { fitList, fitText, fitUrl, type Report } from "./fit.ts"
import { looksLikeHtml } from "./formats/markup.ts"
import type { Address, Markup, RawAuthor } from "./formats/raw.ts"

/** One line of plain text; undefined when it is empty. */
export function toPlain(markup: Markup | undefined): string | undefined {
  if (!markup) return undefined
  return (markup.kind === "html" ? htmlToText(markup.value) : cleanLine(markup.value)) || undefined
}

/** One line of plain text from a name or tag, which is HTML if it looks like that. */
const linePlain = (text: string): string => (looksLikeHtml(text, true) ? htmlToText(text) : cleanLine(text))

// Most addresses match this and are valid as they are. It is much faster than URL.parse.
const ORDINARY = /^https?:\/\/(?:[a-z0-9](?:-?[a-z0-9])*\.)+[a-z]{2,}(?:[/?#][^\s"<>\\^`{|}]*)?$/i

/** An absolute address with no character that RFC 3987 forbids. */
const PLAIN = /^https?:\/\/[^\s/?#"<>\\^`{|}][^\s"<>\\^`{|}]*$/i

/** Longer addresses skip the two expressions above. They are over the limit and will be dropped. */
const MAX_READ_URL_CHARACTERS = 8192
/** Tags to read, repeats included. */
const MAX_READ_TAGS = 1000

/** An absolute http or https address. One that is already valid keeps the publisher's spelling. */
export function resolveUrlAsWritten({ href, base }: Address): string | undefined {
  const plain = resolvePlainUrl(href, base)
  if (plain !== null) return plain
  const text = href.trim().replace(/[\t\n\r]+\s*/g, "")
  if (text === "") return undefined
  const isLong = text.length > MAX_READ_URL_CHARACTERS
  if (!isLong && ORDINARY.test(text)) return text
  const absolute = /^www\.[^\s/]+\.[^\s/]/i.test(text) ? `http://${text}` : text
  const url = URL.parse(absolute, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined
  return !isLong && PLAIN.test(absolute) ? absolute : url.href
}

/** Authors, each once. One without a name is named after the host of its address. */
export function toAuthors(raw: RawAuthor[], report: Report): Author[] {
  const authors: Author[] = []
  for (const { name, address, avatar } of fitList(raw, MAX_AUTHORS, "authors", report)) {
    const plain = linePlain(name) || undefined
    const url = fitUrl(address && resolveUrlAsWritten(address), "An author's address", report)
    const image = fitUrl(avatar && resolveUrlAsWritten(avatar), "An author's picture's address", report)
    const whole = plain ?? (url && URL.parse(url)?.hostname)
    if (whole === undefined || whole === "") continue
    const known = fitText(whole, MAX_AUTHOR_CHARACTERS, "An author's name", report)
    if (authors.some((author) => author.name === known && author.url === url)) continue
    authors.push({ name: known, ...(url ? { url } : {}), ...(image ? { avatar: image } : {}) })
  }
  return authors
}

/** Plain tags, each once. */
export function toTags(tags: string[], report: Report): string[] {
  const plain = new Set<string>()
  for (const tag of fitList(tags, MAX_READ_TAGS, "tags", report)) {
    const text = linePlain(tag)
    if (text !== "") plain.add(fitText(text, MAX_TAG_CHARACTERS, "A tag", report))
  }
  return fitList([...plain], MAX_TAGS, "tags", report)
}

/** The first language tag in the publisher's spelling, with `-` for `_`; undefined when BCP 47 does not allow it. */
export function toLanguage(language: string): string | undefined {
  const tag = language.split(",")[0]!.trim().replaceAll("_", "-")
  return parseLanguage(tag) === null ? undefined : tag
}
