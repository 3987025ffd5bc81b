import { escapeAttribute, escapeMarkup } from "../../lib/text/escape.ts"
import type { Link } from "../../model/link.ts"

/** Sanitised HTML as feeds carry it: without the elements that readers drop and validators call a risk. */
export function feedHtml(html: string): string {
  return withoutOverrides(withoutFrames(html))
}

const FRAME = /<iframe\b([^>]*)>(?:[^<]*<\/iframe\s*>)?/gi

/** Embedded pages as links to them. */
function withoutFrames(html: string): string {
  if (!/<iframe/i.test(html)) return html
  return html.replace(FRAME, (_, attributes: string) => {
    const src = attribute(attributes, "src")
    if (!src || !/^https?:/i.test(src)) return ""
    const host = URL.parse(src.replaceAll("&amp;", "&"))?.host ?? src
    return `<a href="${src}">${attribute(attributes, "title")?.replaceAll("<", "&lt;") || host}</a>`
  })
}

/** `bdo` as the characters that do the same: U+202D or U+202E, and U+202C. */
function withoutOverrides(html: string): string {
  if (!/<bdo/i.test(html)) return html
  return html
    .replace(/<bdo\b([^>]*)>/gi, (_, attributes: string) =>
      attribute(attributes, "dir") === "rtl" ? "\u202e" : "\u202d",
    )
    .replace(/<\/bdo\s*>/gi, "\u202c")
}

/** The value as it stands, its references left alone; double-quoted, as sanitised HTML is written. */
function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes)?.[1]
}

/** The Check Also list that ends an entry's content; empty when there is nothing to list. */
export function checkAlsoList(links: Link[]): string {
  if (links.length === 0) return ""
  const lines = links.map(
    ({ url, title, partnerName }) =>
      `<li><a href="${escapeAttribute(url)}">${escapeMarkup(title)}</a>${partnerName ? ` (${escapeMarkup(partnerName)})` : ""}</li>`,
  )
  return `\n<p><b>Check also</b></p>\n<ul>${lines.join("")}</ul>`
}
