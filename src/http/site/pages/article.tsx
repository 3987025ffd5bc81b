import { raw } from "hono/html"
import { facetsOf } from "../../../feeds/catalogue/feed-key.ts"
import { pagePath } from "../../../feeds/catalogue/listed-page.ts"
import { showsPicture } from "../../../feeds/write/lead-figure.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Article } from "../../../model/article.ts"
import type { Link } from "../../../model/link.ts"
import type { Paper } from "../../../model/paper.ts"
import { COUNT_PATH } from "../assets/count.ts"
import { Breadcrumb, homeCrumb, sectionCrumb } from "../parts/breadcrumb.tsx"
import { CheckAlsoBox } from "../parts/check-also-box.tsx"
import { FollowHere } from "../parts/formats.tsx"
import { breadcrumbList, Data, newsArticle } from "../parts/json-ld.tsx"
import { Layout, MAIN, renderPage } from "../parts/layout.tsx"
import { webAddress } from "../parts/links.ts"
import { ArticleGraph } from "../parts/open-graph.tsx"
import { standfirstOf } from "../parts/standfirst.ts"
import { joinNames } from "../parts/story.tsx"
import { Time } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

export interface ArticleData {
  paper: Paper
  article: Article
  /** The Check Also links, best first. Without links there is no box. */
  links: Link[]
}

/** `/articles/:id`: the full story, the Check Also box, and the feeds with this story. */
export function articlePage({ paper, article, links }: ArticleData): string {
  const { publication } = paper
  const { language, title, url } = article
  const words = wordsFor(language)
  const section = facetsOf(article).find(({ kind }) => kind === "section")
  const crumbs = [homeCrumb(paper), ...(section ? [sectionCrumb(paper, section, language)] : [])]
  const sectionFeed = section && { kind: section.kind, slug: section.slug }
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language={language}
      title={title}
      description={article.summary}
      canonical={url}
      feeds={section && sectionFeed ? [MAIN, { key: sectionFeed, label: section.label }] : [MAIN]}
      head={
        <>
          <ArticleGraph article={article} publication={publication} />
          <Data value={newsArticle(article, publication)} />
          <Data value={breadcrumbList(crumbs, { label: title, url }, publication.siteUrl)} />
          {paper.countLinks && links.length > 0 && <script defer src={COUNT_PATH} />}
        </>
      }
    >
      <article class="full">
        <Breadcrumb crumbs={crumbs} words={words} />
        <header>
          <h1>{title}</h1>
          <Standfirst article={article} />
          <Byline article={article} words={words} zone={paper.timeZone} />
        </header>
        <LeadImage article={article} />
        <div class="body">{raw(article.contentHtml)}</div>
        <Files article={article} />
        <Authors article={article} words={words} />
        <Topics article={article} words={words} />
      </article>
      <CheckAlsoBox links={links} words={words} paper={paper} />
      <FollowHere feed={sectionFeed ?? MAIN.key} name={crumbs.at(-1)!.label} words={words} />
    </Layout>,
  )
}

function Standfirst({ article }: { article: Article }) {
  const text = standfirstOf(article)
  return text ? <p class="standfirst">{text}</p> : null
}

function Byline({ article, words, zone }: { article: Article; words: Messages; zone: string }) {
  const { authors, language, datePublished, dateModified } = article
  return (
    <p class="byline">
      {authors.length > 0 && (
        <span class="names">
          <span {...languageAttributes(words.language)}>{words.by}</span> {joinNames(authors, language)}
        </span>
      )}
      <Time at={datePublished} language={language} zone={zone} withTime />
      {dateModified.slice(0, 16) !== datePublished.slice(0, 16) && (
        <span class="updated">
          {words.updated} <Time at={dateModified} language={language} zone={zone} withTime />
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
  const facets = facetsOf(article).filter(({ kind }) => kind === "author")
  return (
    <ul class="authors">
      {article.authors.map(({ name, url, avatar }) => {
        const facet = facets.find(({ label }) => label === name)
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
            {facet && (
              <a
                class="chip"
                href={pagePath({ kind: "author", slug: facet.slug })}
                aria-label={`${words.more}: ${name}`}
              >
                {words.more}
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
            <a class="chip" href={pagePath({ kind: "tag", slug })} rel="tag">
              <bdi>{label}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
