import { attributeOf, childElements, textOf, type XmlElement } from "../xml/tree.ts"
import { Fields } from "./fields.ts"
import { toAttachment } from "./links.ts"
import type { RawAttachment, RawImage } from "./raw.ts"

/** An entry's attachments and images, from Media RSS, iTunes and enclosures. */
export interface Media {
  attachments: RawAttachment[]
  images: RawImage[]
}

const IMAGE = /^image\//i
// A long address is skipped, because the expression backtracks at every dot.
const isImageName = (href: string) => href.length < 2048 && IMAGE_NAME.test(href)
const IMAGE_NAME = /\.(jpe?g|png|gif|webp|avif|svg)(\?[^/]*)?$/i
const CAPTION = ["media:text", "media:description", "media:title"]
const CREDIT = ["media:credit"]
const IMAGE_ELEMENTS = ["image", "atom:image"]
const PLAYABLE = /^(audio|video)\b/i

/** Reads `media:*`, `media:group`, `itunes:image` and image enclosures. The widest `media:content` image comes first. */
export function readMedia(fields: Fields, enclosures: readonly RawAttachment[]): Media {
  const attachments = [...enclosures]
  const contents: RawImage[] = []
  const thumbnails: RawImage[] = []
  for (const holder of holdersOf(fields)) {
    for (const element of holder.named("media:content")) {
      const image = readContent(element, holder, attachments)
      if (image) contents.push(image)
      if (element.children.length > 0) {
        addImages(thumbnails, new Fields(element, fields.documentUrl), "media:thumbnail", "url")
      }
    }
    addImages(thumbnails, holder, "media:thumbnail", "url")
  }
  if (contents.length > 1) contents.sort((a, b) => (b.width ?? 0) - (a.width ?? 0))
  const enclosed = enclosures.filter(
    ({ address, mimeType }) => IMAGE.test(mimeType ?? "") || (!mimeType && isImageName(address.href)),
  )
  const images = [...contents, ...thumbnails]
  for (const { address, mimeType } of enclosed) images.push({ address, ...(mimeType ? { type: mimeType } : {}) })
  addImages(images, fields, "itunes:image", "href")
  addImages(images, fields, "googleplay:image", "href")
  addImagesInside(images, fields)
  return { attachments, images }
}

/** The entry and its media groups. A group has the same media in several sizes. */
function holdersOf(fields: Fields): Fields[] {
  const groups = fields.named("media:group")
  return groups.length === 0 ? [fields] : [fields, ...groups.map((group) => new Fields(group, fields.documentUrl))]
}

function readContent(element: XmlElement, holder: Fields, attachments: RawAttachment[]): RawImage | null {
  const address = holder.attributeAddress(element, "url")
  if (!address) return null
  const type = attributeOf(element, "type") ?? ""
  const medium = attributeOf(element, "medium")?.toLowerCase()
  if (medium === "image" || IMAGE.test(type) || (!type && !medium && isImageName(address.href))) {
    return { address, ...(type ? { type } : {}), ...sizeOf(element), ...captionOf(element, holder) }
  }
  if (
    (medium === "audio" || medium === "video" || PLAYABLE.test(type)) &&
    attachments.length < MAX_READ_ATTACHMENTS &&
    !holdsSame(attachments, address.href)
  ) {
    attachments.push(toAttachment(address, element))
  }
  return null
}

/** Each attachment is compared with all before it, so the number is bounded. Fewer are stored. */
const MAX_READ_ATTACHMENTS = 200

const holdsSame = (attachments: RawAttachment[], href: string) =>
  attachments.some(({ address }) => address.href === href)

function sizeOf(element: XmlElement): { width?: number; height?: number } {
  if (element.attributes === null) return {}
  const [width, height] = ["width", "height"].map((name) => Number.parseInt(attributeOf(element, name) ?? "", 10))
  return { ...(width! > 0 ? { width } : {}), ...(height! > 0 ? { height } : {}) }
}

function captionOf(element: XmlElement, holder: Fields): { alt?: string; credit?: string } {
  const own = element.children.length > 0 ? new Fields(element, holder.documentUrl) : undefined
  const alt = own?.text(CAPTION)
  const credit = own?.text(CREDIT) ?? holder.text(CREDIT)
  return { ...(alt ? { alt } : {}), ...(credit ? { credit } : {}) }
}

function addImages(images: RawImage[], fields: Fields, name: string, attribute: string): void {
  for (const element of fields.named(name)) {
    const address = fields.attributeAddress(element, attribute) ?? fields.attributeAddress(element, "href")
    const href = address ? "" : textOf(element).trim()
    if (address) images.push({ address, ...sizeOf(element) })
    else if (href !== "") images.push({ address: { href, base: fields.baseOf(element) }, ...sizeOf(element) })
  }
}

/** An entry's `<image>`: an address as text, or in a `url` child. */
function addImagesInside(images: RawImage[], fields: Fields): void {
  for (const element of fields.all(IMAGE_ELEMENTS)) {
    const inside = childElements(element)
    const holder = inside.length > 0 ? inside.find(({ local }) => local === "url") : element
    const href = holder ? textOf(holder).trim() : ""
    if (href !== "") images.push({ address: { href, base: fields.baseOf(element) } })
  }
}
