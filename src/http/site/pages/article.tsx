import { raw } from "hono/html"
import { FORMATS, facetsOf, feedPath } from "../../../feeds/catalogue/feed-key.ts"
import { showsPicture } from "../../../feeds/write/lead-figure.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Article, Publication } from "../../../model/article.ts"
import type { Link } from "../../../model/link.ts"
import { CheckAlsoBox } from "../parts/check-also-box.tsx"
import { newsArticle, scriptJson } from "../parts/json-ld.ts"
import { FORMAT_NAMES, Layout, type PageFeed, renderPage } from "../parts/layout.tsx"
import { sectionAnchor, webAddress } from "../parts/links.ts"
import { OpenGraph } from "../parts/open-graph.tsx"
import { standfirstOf } from "../parts/standfirst.ts"
import { joinNames } from "../parts/story.tsx"
import { Time } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

export interface ArticleData {
  publication: Publication
  article: Article
  /** The Check Also links, best first. Without links there is no box. */
  links: Link[]
}

/** `/articles/:id`: the full story, the Check Also box, and the feeds with this story. */
export function articlePage({ publication, article, links }: ArticleData): string {
  const words = wordsFor(article.language)
  const section = facetsOf(article).find(({ kind }) => kind === "section")
  const feeds: PageFeed[] = [
    { key: { kind: "main" } },
    ...(section ? [{ key: { kind: section.kind, slug: section.slug }, label: section.label }] : []),
  ]
  return renderPage(
    <Layout
      publication={publication}
      words={words}
      language={article.language}
      title={article.title}
      description={article.summary}
      canonical={article.url}
      feeds={feeds}
      head={
        <>
          <OpenGraph article={article} publication={publication} />
          <script type="application/ld+json">{raw(scriptJson(newsArticle(article, publication)))}</script>
        </>
      }
    >
      <article class="full">
        <nav class="breadcrumb" aria-label="Breadcrumb">
          <ol>
            <li>
              <a href="/" {...languageAttributes(publication.language)}>
                {publication.title}
              </a>
            </li>
            {section && (
              <li>
                <a href={`/#${encodeURIComponent(sectionAnchor(section.slug))}`}>
                  <bdi>{section.label}</bdi>
                </a>
              </li>
            )}
          </ol>
        </nav>
        <header>
          <h1>{article.title}</h1>
          <Standfirst article={article} />
          <Byline article={article} words={words} />
        </header>
        <LeadImage article={article} />
        <div class="body">{raw(article.contentHtml)}</div>
        <Files article={article} />
        <Authors article={article} words={words} />
        <Topics article={article} words={words} />
      </article>
      <CheckAlsoBox links={links} words={words} title={publication.title} />
      <RelatedFeeds article={article} words={words} />
    </Layout>,
  )
}

function Standfirst({ article }: { article: Article }) {
  const text = standfirstOf(article)
  return text ? <p class="standfirst">{text}</p> : null
}

function Byline({ article, words }: { article: Article; words: Messages }) {
  const { authors, language, datePublished, dateModified } = article
  return (
    <p class="byline">
      {authors.length > 0 && (
        <span class="authors">
          <span {...languageAttributes(words.language)}>{words.by}</span> {joinNames(authors, language)}
        </span>
      )}
      <Time at={datePublished} language={language} withTime />
      {dateModified.slice(0, 16) !== datePublished.slice(0, 16) && (
        <span class="updated">
          {words.updated} <Time at={dateModified} language={language} withTime />
        </span>
      )}
    </p>
  )
}

function LeadImage({ article: { image, contentHtml } }: { article: Article }) {
  const url = webAddress(image?.url)
  // Many CMSs repeat the lead image at the top of the text.
  if (!image || !url || showsPicture(contentHtml, url)) return null
  return (
    <figure class="lead-image">
      <img src={url} alt={image.alt ?? ""} width={image.width} height={image.height} />
      {image.credit && (
        <figcaption>
          <bdi>{image.credit}</bdi>
        </figcaption>
      )}
    </figure>
  )
}

function Files({ article: { attachments } }: { article: Article }) {
  const playable = attachments.filter(({ url, mimeType }) => webAddress(url) && /^(audio|video)\//.test(mimeType))
  return (
    <>
      {playable.map(({ url, mimeType, title }) =>
        mimeType.startsWith("audio/") ? (
          // biome-ignore lint/a11y/useMediaCaption: newsrooms attach the file alone
          <audio controls preload="none" src={url} aria-label={title} />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: newsrooms attach the file alone
          <video controls preload="none" src={url} aria-label={title} />
        ),
      )}
    </>
  )
}

function Authors({ article, words }: { article: Article; words: Messages }) {
  if (article.authors.length === 0) return null
  const feeds = facetsOf(article).filter(({ kind }) => kind === "author")
  return (
    <ul class="author-cards">
      {article.authors.map(({ name, url, avatar }) => {
        const feed = feeds.find(({ label }) => label === name)
        const page = webAddress(url)
        const face = webAddress(avatar)
        return (
          <li>
            {face && <img src={face} alt="" width={44} height={44} loading="lazy" />}
            <span class="author-name">
              {page ? (
                <a href={page} rel="author">
                  {name}
                </a>
              ) : (
                name
              )}
            </span>
            {feed && (
              <a
                class="chip chip-feed"
                href={feedPath({ kind: "author", slug: feed.slug }, "rss")}
                aria-label={`${words.follow}: ${name}`}
              >
                {words.follow}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Topics({ article, words }: { article: Article; words: Messages }) {
  const tags = facetsOf(article).filter(({ kind }) => kind === "tag")
  if (tags.length === 0) return null
  return (
    <div class="topics">
      <h2>{words.topics}</h2>
      <ul>
        {tags.map(({ slug, label }) => (
          <li>
            <a class="chip chip-feed" href={feedPath({ kind: "tag", slug }, "rss")}>
              <bdi>{label}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function RelatedFeeds({ article, words }: { article: Article; words: Messages }) {
  const section = facetsOf(article).find(({ kind }) => kind === "section")
  if (!section) return null
  return (
    <aside class="related-feeds" aria-labelledby="related-feeds">
      <h2 id="related-feeds">
        {words.follow}: <bdi>{section.label}</bdi>
      </h2>
      <p class="formats">
        {FORMATS.map((format) => (
          <a href={feedPath({ kind: "section", slug: section.slug }, format)}>{FORMAT_NAMES[format]}</a>
        ))}
        <a href="/feeds">{words.allFeeds}</a>
      </p>
    </aside>
  )
}
