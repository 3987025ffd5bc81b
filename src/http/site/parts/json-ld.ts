import type { Article, Publication } from "../../../model/article.ts"

/** schema.org's NewsArticle for an article's page. */
export function newsArticle(article: Article, publication: Publication): Record<string, unknown> {
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: { "@type": "WebPage", "@id": article.url },
    url: article.url,
    headline: article.title,
    description: article.summary,
    ...(article.image ? { image: [imageObject(article.image)] } : {}),
    datePublished: article.datePublished,
    dateModified: article.dateModified,
    author: article.authors.map(({ name, url }) => ({ "@type": "Person", name, ...(url ? { url } : {}) })),
    publisher: {
      "@type": "NewsMediaOrganization",
      name: publication.title,
      url: publication.homeUrl,
      logo: { "@type": "ImageObject", url: publication.icon },
    },
    ...(article.section ? { articleSection: article.section } : {}),
    ...(article.tags.length > 0 ? { keywords: article.tags } : {}),
    inLanguage: article.language,
    isAccessibleForFree: true,
  }
}

function imageObject({ url, width, height, credit }: NonNullable<Article["image"]>) {
  return {
    "@type": "ImageObject",
    url,
    ...(width && height ? { width, height } : {}),
    ...(credit ? { creditText: credit } : {}),
  }
}

/** JSON that is safe inside `<script>`: it cannot end the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
