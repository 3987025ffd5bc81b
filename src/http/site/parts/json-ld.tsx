import { raw } from "hono/html"
import type { Article, Image, Publication } from "../../../model/article.ts"
import type { Crumb } from "./breadcrumb.tsx"
import { ICON_512_PATH } from "./icons.ts"
import { socialImage } from "./social-image.ts"

/** schema.org's NewsArticle for an article's page, with what Google's guide to articles asks for. */
export function newsArticle(article: Article, publication: Publication): Record<string, unknown> {
  const { siteUrl, homeUrl, title } = publication
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: { "@type": "WebPage", "@id": article.url },
    url: article.url,
    headline: article.title,
    ...(article.summary ? { description: article.summary } : {}),
    image: [imageObject(socialImage(article, publication))],
    datePublished: article.datePublished,
    dateModified: article.dateModified,
    // An article without a name on it is the newsroom's.
    author: article.authors.length
      ? article.authors.map(({ name, url }) => ({ "@type": "Person", name, ...(url ? { url } : {}) }))
      : [{ "@type": "NewsMediaOrganization", name: title, url: homeUrl }],
    publisher: {
      "@type": "NewsMediaOrganization",
      name: title,
      url: homeUrl,
      logo: { "@type": "ImageObject", url: siteUrl + ICON_512_PATH, width: 512, height: 512 },
    },
    ...(article.section ? { articleSection: article.section } : {}),
    ...(article.tags.length > 0 ? { keywords: article.tags } : {}),
    inLanguage: article.language,
    isAccessibleForFree: true,
  }
}

function imageObject({ url, width, height, credit }: Image) {
  return {
    "@type": "ImageObject",
    url,
    ...(width && height ? { width, height } : {}),
    ...(credit ? { creditText: credit } : {}),
  }
}

/** schema.org's BreadcrumbList. The page itself comes last. */
export function breadcrumbList(crumbs: Crumb[], page: { label: string; url: string }, siteUrl: string) {
  const all = [...crumbs.map(({ path, label }) => ({ label, url: siteUrl + path })), page]
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: all.map(({ label, url }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: label,
      item: url,
    })),
  }
}

/** JSON that is safe inside `<script>`: it cannot end the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}

/** Structured data (JSON-LD 1.1). */
export function Data({ value }: { value: unknown }) {
  return <script type="application/ld+json">{raw(scriptJson(value))}</script>
}
