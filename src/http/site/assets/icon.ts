import { fromBase64 } from "../../../lib/crypto/base64.ts"
import { ICON_PNG } from "./icon-png.ts"

/** `/icon.svg`: an open book on lapis blue whose right page sends a signal. Our own drawing. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Check Also">
<rect width="64" height="64" rx="14" fill="#1d3f8a"/>
<path d="M12 18h16a4 4 0 0 1 4 4v28a6 6 0 0 0-5-3H12z" fill="#fff"/>
<path d="M17 26h9M17 32h9M17 38h6" stroke="#1d3f8a" stroke-width="2.6" stroke-linecap="round"/>
<circle cx="38.5" cy="44.5" r="3.5" fill="#f2c14e"/>
<path d="M37 33.5A12.5 12.5 0 0 1 49.5 46M37 24A22 22 0 0 1 53.5 46" fill="none" stroke="#f2c14e" stroke-width="4" stroke-linecap="round"/>
</svg>
`

/** The same drawing as a PNG of 144 × 144 pixels, for readers and programs that cannot draw SVG. */
export const rasterIcon = fromBase64(ICON_PNG)!
