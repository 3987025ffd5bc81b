import { textToAttribute, textToHtml } from "../../lib/text/escape.ts"
import { pictureKey, pictureName } from "../../lib/url/picture.ts"
import type { Image } from "../../model/article.ts"

// Readers that know no Media RSS (newsboat, sfeed, newsletters) show the pictures of the content and nothing else.

/** Sanitised HTML with the article's image as its first figure, unless the picture stands in it already. */
export function withLead(html: string, image: Image | undefined): string {
  if (!image || html === "" || showsPicture(html, image.url)) return html
  return `${leadFigure(image)}\n${html}`
}

/** An image as a figure, with its credit as the caption. */
export function leadFigure({ url, alt, width, height, credit }: Image): string {
  const size = `${width ? ` width="${width}"` : ""}${height ? ` height="${height}"` : ""}`
  const caption = credit ? `<figcaption>${textToHtml(credit)}</figcaption>` : ""
  return `<figure><img src="${textToAttribute(url)}" alt="${textToAttribute(alt ?? "")}"${size}>${caption}</figure>`
}

const ADDRESSES = /<(?:img|source)\b[^>]*>/gi

/** Whether sanitised HTML has this picture, in any size. */
export function showsPicture(html: string, url: string): boolean {
  if (html.includes(` src="${textToAttribute(url)}"`)) return true
  // Most texts do not have its name at all. Keys take longer.
  if (!html.includes(pictureName(url))) return false
  const wanted = pictureKey(url)
  for (const [tag] of html.matchAll(ADDRESSES)) {
    for (const [, name, value] of tag.matchAll(/\s(src|srcset)="([^"]*)"/gi)) {
      const plain = value!
        .replaceAll("&quot;", '"')
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&")
      const addresses = name!.toLowerCase() === "src" ? [plain] : candidates(plain)
      if (addresses.some((address) => pictureKey(address) === wanted)) return true
    }
  }
  return false
}

/** The addresses of a srcset: each starts after white space or a comma and ends at white space. */
const candidates = (srcset: string) => [...srcset.matchAll(/[^\s,]\S*/g)].map(([word]) => word.replace(/,+$/, ""))
