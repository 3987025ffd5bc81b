// Lists of addresses for search engines (sitemaps.org 0.9).
import { textToXml } from "../../../lib/text/escape.ts"
import { toRfc3339 } from "../../../lib/text/time.ts"
import type { Located } from "../../../model/page-writers.ts"

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

/** `/sitemap.xml`: the addresses of the sitemaps. */
export function sitemapIndex(urls: string[]): string {
  const lines = urls.map((url) => `<sitemap><loc>${textToXml(url)}</loc></sitemap>\n`)
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${lines.join("")}</sitemapindex>\n`
}

/** One sitemap. */
export function sitemap(urls: Located[]): string {
  const lines = urls.map(({ url, modifiedAt }) => {
    const changed = modifiedAt === undefined ? "" : `<lastmod>${toRfc3339(modifiedAt)}</lastmod>`
    return `<url><loc>${textToXml(url)}</loc>${changed}</url>\n`
  })
  return `${HEAD}<urlset xmlns="${NAMESPACE}">\n${lines.join("")}</urlset>\n`
}
