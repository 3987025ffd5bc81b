// The routes of files that are served as they are: the style, the icons, the widget.
import type { Context } from "hono"
import { ICON_PNG_PATH } from "../../feeds/write/channel-image.ts"
import { fromBase64 } from "../../lib/crypto/base64.ts"
import type { Bytes } from "../../lib/crypto/hash.ts"
import { evaluateConditions } from "../../lib/http/conditional.ts"
import { fnv1a } from "../../lib/text/fnv1a.ts"
import { CORS, NO_PAGE } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { createRouter } from "../kit/router.ts"
import { COUNT, COUNT_PATH } from "./assets/count.ts"
import { APPLE_ICON, ICON_512, SOCIAL_CARD_PNG } from "./assets/drawings.ts"
import { FAVICON } from "./assets/favicon.ts"
import { ICON, rasterIcon } from "./assets/icon.ts"
import { PASHTO_FONT, PASHTO_FONT_PATH } from "./assets/pashto-font.ts"
import { STYLE, STYLE_PATH } from "./assets/style.ts"
import { WIDGET, WIDGET_PATH } from "./assets/widget.ts"
import { APPLE_ICON_PATH, ICON_512_PATH, MANIFEST_PATH } from "./parts/icons.ts"
import { SOCIAL_CARD_PATH } from "./parts/social-image.ts"

export const files = createRouter()

const FOREVER = "public, max-age=31536000, immutable"
const FOR_A_DAY = "public, max-age=86400"
const FOR_AN_HOUR = "public, max-age=3600"

/** A file that changes only with a release or a setting. Its ETag is weak, because the edge may compress it. */
function file(body: string | Bytes, type: string, cache: string) {
  const etag = `W/"${fnv1a(String(body)).toString(36)}"`
  const headers = { ...NO_PAGE, ...CORS, "content-type": type, "cache-control": cache, etag }
  return ({ req }: Context): Response => {
    const verdict = evaluateConditions(req.method, req.raw.headers, { etag, lastModified: null })
    return verdict === "not-modified" ? new Response(null, { status: 304, headers }) : new Response(body, { headers })
  }
}

const CSS = "text/css; charset=utf-8"

files.get(STYLE_PATH, file(STYLE, CSS, FOREVER))
// A page that another release wrote names its own style. Until it is written anew it gets this one.
files.get("/:style{style-[a-z0-9]+\\.css}", file(STYLE, CSS, "public, max-age=60"))
files.get("/icon.svg", file(ICON, "image/svg+xml; charset=utf-8", FOR_A_DAY))
files.get(ICON_PNG_PATH, file(rasterIcon, "image/png", FOR_A_DAY))
files.get(APPLE_ICON_PATH, file(fromBase64(APPLE_ICON)!, "image/png", FOR_A_DAY))
files.get(ICON_512_PATH, file(fromBase64(ICON_512)!, "image/png", FOR_A_DAY))
files.get(SOCIAL_CARD_PATH, file(fromBase64(SOCIAL_CARD_PNG)!, "image/png", FOR_A_DAY))
files.get("/favicon.ico", file(fromBase64(FAVICON)!, "image/x-icon", FOR_A_DAY))
files.get(PASHTO_FONT_PATH, file(fromBase64(PASHTO_FONT)!, "font/woff2", FOR_A_DAY))
files.get(COUNT_PATH, file(COUNT, "text/javascript; charset=utf-8", FOR_AN_HOUR))
files.get("/check-also.js", file(WIDGET, "text/javascript; charset=utf-8", FOR_AN_HOUR))
files.get(WIDGET_PATH, file(WIDGET, "text/javascript; charset=utf-8", FOREVER))

files.get(MANIFEST_PATH, (c: Context<HttpEnv>) => {
  const { title, language } = c.var.services.config.publication
  const manifest = {
    name: title,
    short_name: title,
    lang: language,
    start_url: "/",
    display: "browser",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: APPLE_ICON_PATH, type: "image/png", sizes: "180x180" },
      { src: ICON_512_PATH, type: "image/png", sizes: "512x512" },
    ],
  }
  return file(JSON.stringify(manifest), "application/manifest+json", FOR_A_DAY)(c)
})
