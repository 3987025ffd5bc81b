// Reads an image's size and kind from its first bytes, with the package `image-size`. Only this file imports it.
// The package reads 20 kinds. These four are what aggregators take, and a fifth of its code.
import { GIF } from "image-size/types/gif"
import { JPG } from "image-size/types/jpg"
import { PNG } from "image-size/types/png"
import { WEBP } from "image-size/types/webp"

/** So many bytes hold the size of nearly every image. A JPEG may have a large preview before it. */
export const MAX_HEADER_BYTES = 65_536

const KINDS = [
  ["image/jpeg", JPG],
  ["image/png", PNG],
  ["image/webp", WEBP],
  ["image/gif", GIF],
] as const

/** Width and height in pixels as people see them. Null when the bytes are no image of these kinds. */
export function readImageHeader(bytes: Uint8Array): { type: string; width: number; height: number } | null {
  try {
    const kind = KINDS.find(([, each]) => each.validate(bytes))
    if (!kind) return null
    const { width, height, orientation } = kind[1].calculate(bytes)
    if (!(width > 0 && height > 0)) return null
    // EXIF: 5 to 8 are turned by a quarter.
    const isTurned = orientation !== undefined && orientation >= 5 && orientation <= 8
    return { type: kind[0], width: isTurned ? height : width, height: isTurned ? width : height }
  } catch {
    // The package throws for damaged and for cut images.
    return null
  }
}
