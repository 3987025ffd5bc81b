import type { Article, Publication } from "../../../model/article.ts"

/** Open Graph (ogp.me) with its article namespace, and the one Twitter tag that Open Graph has no equivalent for. */
export function OpenGraph({ article, publication }: { article: Article; publication: Publication }) {
  const { image } = article
  return (
    <>
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={publication.title} />
      <meta property="og:title" content={article.title} />
      <meta property="og:description" content={article.summary} />
      <meta property="og:url" content={article.url} />
      <meta property="og:locale" content={article.language.replace("-", "_")} />
      <meta property="og:image" content={image?.url ?? publication.icon} />
      {image?.alt && <meta property="og:image:alt" content={image.alt} />}
      {image?.width && <meta property="og:image:width" content={String(image.width)} />}
      {image?.height && <meta property="og:image:height" content={String(image.height)} />}
      <meta name="twitter:card" content={image ? "summary_large_image" : "summary"} />
      <meta property="article:published_time" content={article.datePublished} />
      <meta property="article:modified_time" content={article.dateModified} />
      {article.section && <meta property="article:section" content={article.section} />}
      {article.tags.map((tag) => (
        <meta property="article:tag" content={tag} />
      ))}
      {article.authors.map(({ name }) => (
        <meta name="author" content={name} />
      ))}
    </>
  )
}
