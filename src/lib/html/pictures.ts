// Finds the pictures in sanitised HTML. In: HTML as our sanitiser writes it. Out: their addresses, sides and descriptions.

/** A picture of a text. `width` and `height` are what the HTML says; the file may be larger. */
export interface Picture {
  url: string
  width?: number
  height?: number
  alt?: string
}

const TRACKERS =
  /feedburner|doubleclick|\/pixel|\bpixel\.|\bbeacon|1x1|spacer|blank\.gif|gravatar|emoji|smil(ey|ies)|\/count(er)?[./?]/i

/** The pictures that are no tracking pixels, icons or emoji, in order. Only so many images are looked at. */
export function* picturesIn(html: string, maxImages: number): Generator<Picture> {
  for (let at = html.indexOf("<img "), tried = 0; at >= 0 && tried < maxImages; at = html.indexOf("<img ", at + 5)) {
    tried++
    const tag = html.slice(at, html.indexOf(">", at))
    const url = pictureAddress(tag)
    const width = sideOf(tag, "width")
    const height = sideOf(tag, "height")
    if (!url || TRACKERS.test(url) || (width ?? 200) < 50 || (height ?? 200) < 50) continue
    const alt = attribute(tag, "alt")
    yield { url, ...(width ? { width } : {}), ...(height ? { height } : {}), ...(alt ? { alt } : {}) }
  }
}

/** The address of an `<img>`, written by our sanitiser. */
export const pictureAddress = (tag: string): string | undefined => attribute(tag, "src")

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
