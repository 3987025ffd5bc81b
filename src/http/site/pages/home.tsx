import { FORMATS, facetsOf, feedDescription, feedPath, feedTitle } from "../../../feeds/catalogue/feed-key.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Article, Publication } from "../../../model/article.ts"
import { FORMAT_NAMES, Layout, type PageFeed, renderPage } from "../parts/layout.tsx"
import { sectionAnchor } from "../parts/links.ts"
import { Story } from "../parts/story.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

export interface HomeData {
  publication: Publication
  /** Newest first. The first story leads the page. */
  articles: Article[]
  /** Every feed to show, in order. */
  feeds: PageFeed[]
}

const MAX_SIDE_STORIES = 4

/** `/`: the publication, its newest stories, and every feed with its purpose. */
export function homePage({ publication, articles, feeds }: HomeData): string {
  const words = wordsFor(publication.language)
  const [lead, ...rest] = articles
  const sections = bySection(rest.slice(MAX_SIDE_STORIES), words.more)
  const nav = sections.map(({ slug, label }) => ({ href: `#${encodeURIComponent(sectionAnchor(slug))}`, label }))
  return renderPage(
    <Layout
      publication={publication}
      words={words}
      language={publication.language}
      description={publication.description}
      canonical={`${publication.siteUrl}/`}
      nav={nav}
      home
      head={
        <>
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content={publication.title} />
          <meta property="og:title" content={publication.title} />
          <meta property="og:description" content={publication.description} />
          <meta property="og:url" content={`${publication.siteUrl}/`} />
          <meta property="og:image" content={publication.icon} />
        </>
      }
    >
      <section class="front" aria-labelledby="newest">
        <h2 id="newest" class="rubric">
          {words.newest}
        </h2>
        {lead ? <Story article={lead} size="lead" /> : <p class="empty">{words.nothingYet}</p>}
        {rest.length > 0 && (
          <div class="front-side">
            {rest.slice(0, MAX_SIDE_STORIES).map((article) => (
              <Story article={article} size="card" />
            ))}
          </div>
        )}
      </section>
      {sections.length > 0 && (
        <div class="sections">
          {sections.map(({ slug, label, stories }) => (
            <section aria-labelledby={sectionAnchor(slug)}>
              <h2 id={sectionAnchor(slug)} class="rubric">
                <bdi>{label}</bdi>
              </h2>
              {stories.map((article, index) => (
                <Story article={article} size={index === 0 ? "card" : "line"} inSection />
              ))}
            </section>
          ))}
        </div>
      )}
      <FeedShelf publication={publication} feeds={feeds} words={words} />
    </Layout>,
  )
}

/** Groups stories by section, in order of first appearance. `more` is the title for stories without a section. */
function bySection(articles: Article[], more: string): { slug: string; label: string; stories: Article[] }[] {
  const found = new Map<string, { slug: string; label: string; stories: Article[] }>()
  for (const article of articles) {
    const { slug, label } = facetsOf(article).find(({ kind }) => kind === "section") ?? { slug: "", label: more }
    const group = found.get(slug) ?? { slug, label, stories: [] }
    group.stories.push(article)
    found.set(slug, group)
  }
  return [...found.values()]
}

function FeedShelf({ publication, feeds, words }: { publication: Publication; feeds: PageFeed[]; words: Messages }) {
  return (
    <section class="shelf" id="feeds" aria-labelledby="feeds-title">
      <h2 id="feeds-title" class="rubric">
        {words.feeds}
      </h2>
      <p class="shelf-note">
        {words.feedsNote} <a href="/feeds">{words.allFeeds}</a>
      </p>
      <ul class="shelf-list">
        {feeds.map(({ key, label }) => (
          <li>
            <h3 {...languageAttributes(undefined)}>{feedTitle(key, publication, label)}</h3>
            <p {...languageAttributes(undefined)}>{feedDescription(key, publication, label)}</p>
            <p class="formats">
              {FORMATS.map((format) => (
                <a href={feedPath(key, format)}>{FORMAT_NAMES[format]}</a>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
