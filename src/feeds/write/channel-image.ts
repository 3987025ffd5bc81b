import type { Publication } from "../../model/article.ts"

/** The path of our own icon as a PNG, and its sides in pixels. RSS allows at most 144 × 400. */
export const ICON_PNG_PATH = "/icon.png"
export const ICON_SIDE = 144

export interface ChannelImage {
  url: string
  /** In pixels, where known. */
  side?: number
}

/** The picture of a feed as a raster, which every reader can show: ICON, or our own PNG where ICON is none. */
export function channelImage({ icon, siteUrl }: Publication): ChannelImage {
  const path = URL.parse(icon)?.pathname ?? icon
  // RSS 2.0 allows GIF, JPEG and PNG.
  return /\.(?:gif|jpe?g|png)$/i.test(path) ? { url: icon } : { url: siteUrl + ICON_PNG_PATH, side: ICON_SIDE }
}
