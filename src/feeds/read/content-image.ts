import type { Image } from "../../model/article.ts"

const TRACKERS =
  /feedburner|doubleclick|\/pixel|\bpixel\.|\bbeacon|1x1|spacer|blank\.gif|gravatar|emoji|smil(ey|ies)|\/count(er)?[./?]/i

/** The first picture in sanitised HTML that is not a tracking pixel, an icon or an emoji. Only 20 are tried. */
export function firstImage(html: string): Image | undefined {
  for (let at = html.indexOf("<img "), tried = 0; at >= 0 && tried < 20; at = html.indexOf("<img ", at + 5), tried++) {
    const tag = html.slice(at, html.indexOf(">", at))
    const url = attribute(tag, "src")
    const width = sideOf(tag, "width")
    const height = sideOf(tag, "height")
    if (!url || TRACKERS.test(url) || (width ?? 200) < 50 || (height ?? 200) < 50) continue
    const alt = attribute(tag, "alt")
    return { url, ...(width ? { width } : {}), ...(height ? { height } : {}), ...(alt ? { alt } : {}) }
  }
  return undefined
}

const ESCAPES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }

// The sanitiser writes attributes in double quotes and uses only these four escapes.
function attribute(tag: string, name: string): string | undefined {
  const start = tag.indexOf(` ${name}="`)
  if (start < 0) return undefined
  const from = start + name.length + 3
  const value = tag.slice(from, tag.indexOf('"', from)).replace(/&(?:amp|lt|gt|quot);/g, (each) => ESCAPES[each]!)
  return value.trim() || undefined
}

function sideOf(tag: string, name: string): number | undefined {
  const value = Number.parseInt(attribute(tag, name) ?? "", 10)
  return value > 0 ? value : undefined
}
