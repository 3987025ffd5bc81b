import { textToAttribute, textToHtml } from "../../lib/text/escape.ts"
import type { Link } from "../../model/link.ts"

/** Sanitised HTML for feeds. Replaces the elements that readers drop and validators warn of. */
export function feedHtml(html: string): string {
  return withoutOverrides(withoutFrames(html))
}

const FRAME = /<iframe\b([^>]*)>(?:[^<]*<\/iframe\s*>)?/gi

/** Replaces each iframe by a link to its page. */
function withoutFrames(html: string): string {
  if (!/<iframe/i.test(html)) return html
  return html.replace(FRAME, (_, attributes: string) => {
    const src = attribute(attributes, "src")
    if (!src || !/^https?:/i.test(src)) return ""
    const host = URL.parse(src.replaceAll("&amp;", "&"))?.host ?? src
    return `<a href="${src}">${attribute(attributes, "title")?.replaceAll("<", "&lt;") || host}</a>`
  })
}

/** Replaces `bdo` by the Unicode characters with the same effect: U+202D or U+202E, and U+202C. */
function withoutOverrides(html: string): string {
  if (!/<bdo/i.test(html)) return html
  return html
    .replace(/<bdo\b([^>]*)>/gi, (_, attributes: string) =>
      attribute(attributes, "dir") === "rtl" ? "\u202e" : "\u202d",
    )
    .replace(/<\/bdo\s*>/gi, "\u202c")
}

/** An attribute's value as written, references unresolved. The sanitiser always uses double quotes. */
function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes)?.[1]
}

/** The Check Also list at the end of an entry's content; empty without links. */
export function checkAlsoList(links: Link[]): string {
  if (links.length === 0) return ""
  const lines = links.map(
    ({ url, title, partnerName }) =>
      `<li><a href="${textToAttribute(url)}">${textToHtml(title)}</a>${partnerName ? ` (${textToHtml(partnerName)})` : ""}</li>`,
  )
  return `\n<p><b>Check also</b></p>\n<ul>${lines.join("")}</ul>`
}
