/** Where the icons are that browsers and phones look for. */
export const ICON_SVG_PATH = "/icon.svg"
export const APPLE_ICON_PATH = "/apple-touch-icon.png"
export const ICON_512_PATH = "/icon-512.png"
export const MANIFEST_PATH = "/site.webmanifest"
