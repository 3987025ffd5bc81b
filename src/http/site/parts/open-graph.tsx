import type { Article, Image, Publication } from "../../../model/article.ts"
import { socialCard, socialImage } from "./social-image.ts"

interface Graph {
  type: "website" | "article"
  publication: Publication
  title: string
  description: string
  url: string
  image: Image
}

/** Open Graph (ogp.me), and the one Twitter tag that Open Graph has no equivalent for. */
function Graph({ type, publication, title, description, url, image }: Graph) {
  return (
    <>
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content={publication.title} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image.url} />
      {image.alt && <meta property="og:image:alt" content={image.alt} />}
      {image.width && <meta property="og:image:width" content={String(image.width)} />}
      {image.height && <meta property="og:image:height" content={String(image.height)} />}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}

/** For a page that is no article. */
export function PageGraph(page: Omit<Graph, "type" | "image">) {
  return <Graph {...page} type="website" image={socialCard(page.publication)} />
}

export function ArticleGraph({ article, publication }: { article: Article; publication: Publication }) {
  return (
    <>
      <Graph
        type="article"
        publication={publication}
        title={article.title}
        description={article.summary}
        url={article.url}
        image={socialImage(article, publication)}
      />
      <meta property="og:locale" content={article.language.replace("-", "_")} />
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
