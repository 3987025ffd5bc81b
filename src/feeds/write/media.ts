import { textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Image } from "../../model/article.ts"
import { looksLikeMarkup, markupAsText } from "./labels.ts"

/**
 * An image in Media RSS 1.5.1, for RSS and Atom. `described` says that the entry has both summary and content. If one is
 * missing, feedparser takes the image's description for it, so the description is left out.
 */
export function mediaElements({ url, width, height, type, alt, credit }: Image, described: boolean): string {
  const size = `${width ? ` width="${width}"` : ""}${height ? ` height="${height}"` : ""}`
  const href = textToAttribute(url)
  let xml = `\n<media:content url="${href}" medium="image"${type ? ` type="${textToAttribute(type)}"` : ""}${size}>`
  if (alt && described)
    xml += `\n<media:description type="${looksLikeMarkup(alt) ? "html" : "plain"}">${markupAsText(alt)}</media:description>`
  if (credit) xml += `\n<media:credit>${textToXml(credit)}</media:credit>`
  return `${xml}\n</media:content>\n<media:thumbnail url="${href}"${size}/>`
}
