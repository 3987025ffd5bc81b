import { decodeHTMLAttribute, labelOf, playerAt } from "../../lib/html/index.ts"
import { textToAttribute, textToHtml } from "../../lib/text/escape.ts"
import type { Link } from "../../model/link.ts"

/** Sanitised HTML for feeds. Replaces what readers drop and validators warn of. `url` is the article's page. */
export function feedHtml(html: string, url: string): string {
  return withoutOverrides(withoutFrames(withWholeLinks(html, url)))
}

const LINK_START = /<a\s[^>]*>/g

/** A link to a footnote gets the page before it. Without it, many readers would look for the footnote in our feed. */
function withWholeLinks(html: string, url: string): string {
  if (!html.includes(' href="#')) return html
  const page = textToAttribute(url.split("#", 1)[0]!)
  return html.replace(LINK_START, (start) => start.replace(' href="#', () => ` href="${page}#`))
}

const FRAME = /<(\/?)figure\b[^>]*>|<iframe\b([^>]*)>(?:[^<]*<\/iframe\s*>)?(<\/figure>)?/gi

/** Replaces each iframe by a link to its page, in a figure with the site's name or the author's caption. */
function withoutFrames(html: string): string {
  if (!/<iframe/i.test(html)) return html
  let figures = 0
  return html.replace(FRAME, (found, slash: string | undefined, frame: string | undefined, end: string | undefined) => {
    if (frame === undefined) figures += slash ? -1 : 1
    if (frame === undefined) return found
    const link = frameLink(frame, end !== undefined || figures <= 0)
    // The sanitiser has put each frame into a figure since it keeps posts and players.
    if (end === undefined) return figures > 0 || link === "" ? link : `<figure>${link}</figure>`
    figures--
    return link + end
  })
}

function frameLink(frame: string, hasCaption: boolean): string {
  const url = URL.parse(unescaped(frame, "src"))
  if (!url || !/^https?:$/.test(url.protocol)) return ""
  const embed = playerAt(url.href) ?? { page: url.href, site: url.host }
  const label = labelOf(embed, unescaped(frame, "title"))
  const link = `<a href="${textToAttribute(embed.page)}">${textToHtml(label)}</a>`
  return hasCaption ? `${link}<figcaption>${textToHtml(embed.site)}</figcaption>` : link
}

const unescaped = (attributes: string, name: string) => decodeHTMLAttribute(attribute(attributes, name) ?? "")

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
