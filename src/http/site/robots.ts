// What robots may read, and where the sitemaps are (RFC 9309, sitemaps.org). A search has no end of addresses, and its
// results are found by the sitemap. Each language has a news sitemap of its own.
import type { Context } from "hono"
import { feedPath } from "../../feeds/catalogue/feed-key.ts"
import { primaryLanguage } from "../../lib/text/language.ts"
import type { Services } from "../../model/services.ts"
import { listLanguages } from "../../store/profile-selection.ts"
import { NO_PAGE } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"

export const robots = createRouter()

const MAX_LANGUAGES = 100

robots.get("/robots.txt", remembered, async (c: Context<HttpEnv>) => {
  const { services } = c.var
  const newsSitemaps = ["", ...(await otherLanguages(services))].map((language) =>
    feedPath({ kind: "profile", name: "google", language }, "rss"),
  )
  const lines = ["/sitemap.xml", ...newsSitemaps].map(
    (path) => `Sitemap: ${services.config.publication.siteUrl}${path}\n`,
  )
  const headers = { ...NO_PAGE, "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" }
  return new Response(`User-agent: *\nDisallow: /search\n${lines.join("")}`, { headers })
})

/** Those that have a news sitemap beside the paper's own. */
async function otherLanguages({ config, db }: Pick<Services, "config" | "db">): Promise<string[]> {
  const own = primaryLanguage(config.publication.language)
  try {
    return (await listLanguages(db, MAX_LANGUAGES)).filter((tag) => tag !== own && /^[a-z]{2,3}$/.test(tag))
  } catch {
    // RFC 9309 §2.3.1.4: robots keep away from a site whose robots.txt fails. /health says that the store does.
    return []
  }
}
