import { htmlToText } from "../lib/html.ts"
import { parseLanguage } from "../lib/language.ts"
import { cleanLine } from "../lib/xml-text.ts"
import type { Author } from "../model/article.ts"
import { looksLikeHtml } from "./markup.ts"
import type { Address, Markup, RawAuthor } from "./raw.ts"

/** One line of plain text; undefined when nothing is left. */
export function toPlain(markup: Markup | undefined): string | undefined {
  if (!markup) return undefined
  return (markup.kind === "html" ? htmlToText(markup.value) : cleanLine(markup.value)) || undefined
}

// Addresses that need no parser to be known as valid: most of them, and parsing is dear.
const ORDINARY = /^https?:\/\/(?:[a-z0-9](?:-?[a-z0-9])*\.)+[a-z]{2,}(?:[/?#][^\s"<>\\^`{|}]*)?$/i

/** Characters that an address may hold as it stands (RFC 3987), after a scheme and host. */
const PLAIN = /^https?:\/\/[^\s/?#"<>\\^`{|}][^\s"<>\\^`{|}]*$/i

/**
 * An absolute http or https address, as the publisher wrote it where that is already one; undefined when there is none.
 */
export function resolveAddress({ href, base }: Address): string | undefined {
  const text = href.trim().replace(/[\t\n\r]+\s*/g, "")
  if (text === "" || text.length > 8192) return undefined
  if (ORDINARY.test(text)) return text
  const absolute = /^www\.[^\s/]+\.[^\s/]/i.test(text) ? `http://${text}` : text
  const url = URL.parse(absolute, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined
  return PLAIN.test(absolute) ? absolute : url.href
}

/** Authors with a name; a person who gives only an address is known by it. */
export function toAuthors(raw: RawAuthor[]): Author[] {
  const authors: Author[] = []
  for (const { name, address, avatar } of raw.slice(0, 100)) {
    const plain = toPlain({ kind: looksLikeHtml(name, true) ? "html" : "text", value: name })
    const url = address && resolveAddress(address)
    const image = avatar && resolveAddress(avatar)
    const known = plain ?? (url && URL.parse(url)?.hostname)
    if (known === undefined || known === "" || authors.some((author) => author.name === known && author.url === url))
      continue
    authors.push({ name: known, ...(url ? { url } : {}), ...(image ? { avatar: image } : {}) })
  }
  return authors
}

/** Tags without repeats, at most 100. */
export function toTags(tags: string[]): string[] {
  const plain = tags
    .slice(0, 1000)
    .map((tag) => toPlain({ kind: looksLikeHtml(tag, true) ? "html" : "text", value: tag }))
  return [...new Set(plain.filter((tag) => tag !== undefined))].slice(0, 100)
}

/** A BCP 47 tag as the publisher spells it, with `-` where feeds write `_`; of several the first. Undefined when none. */
export function toLanguage(language: string): string | undefined {
  const tag = language.split(",")[0]!.trim().replaceAll("_", "-")
  return parseLanguage(tag) === null ? undefined : tag
}
