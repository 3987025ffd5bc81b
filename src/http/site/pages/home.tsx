import { facetsOf, feedDescription, feedTitle } from "../../../feeds/catalogue/feed-key.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Article, Publication } from "../../../model/article.ts"
import type { Paper } from "../../../model/paper.ts"
import { sectionCrumb } from "../parts/breadcrumb.tsx"
import { Formats } from "../parts/formats.tsx"
import { Layout, type PageFeed, renderPage } from "../parts/layout.tsx"
import { PageGraph } from "../parts/open-graph.tsx"
import { Story } from "../parts/story.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

export interface HomeData {
  paper: Paper
  /** Newest first. The first story leads the page. */
  articles: Article[]
  /** Every feed to show, in order. */
  feeds: PageFeed[]
}

const MAX_SIDE_STORIES = 4

/** `/`: the publication, its newest stories, and every feed with its purpose. */
export function homePage({ paper, articles, feeds }: HomeData): string {
  const { publication } = paper
  const { language, description, siteUrl } = publication
  const words = wordsFor(language)
  const [lead, ...rest] = articles
  const groups = bySection(rest.slice(MAX_SIDE_STORIES))
  const crumbOf = (section: { slug: string; label: string }) => sectionCrumb(paper, section, language)
  const nav = feeds.flatMap(({ key, label }) => {
    if (key.kind !== "section") return []
    const crumb = crumbOf({ slug: key.slug, label: label ?? key.slug })
    return [{ href: crumb.path, label: crumb.label }]
  })
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language={language}
      description={description}
      canonical={`${siteUrl}/`}
      feeds={feeds.filter(({ key }) => key.kind === "main" || key.kind === "section")}
      nav={nav}
      home
      head={
        <PageGraph publication={publication} title={publication.title} description={description} url={`${siteUrl}/`} />
      }
    >
      <section class="front" aria-labelledby="newest">
        <h2 id="newest" class="rubric">
          {words.newest}
        </h2>
        {lead ? <Story paper={paper} article={lead} size="lead" /> : <p class="empty">{words.nothingYet}</p>}
        {rest.length > 0 && (
          <div class="front-side">
            {rest.slice(0, MAX_SIDE_STORIES).map((article) => (
              <Story paper={paper} article={article} size="card" />
            ))}
          </div>
        )}
      </section>
      {groups.length > 0 && (
        <div class="sections">
          {groups.map(({ section, stories }, index) => (
            <section aria-labelledby={`group-${index}`}>
              <h2 id={`group-${index}`} class="rubric">
                {section ? (
                  <a href={crumbOf(section).path}>
                    <bdi>{crumbOf(section).label}</bdi>
                  </a>
                ) : (
                  words.more
                )}
              </h2>
              {stories.map((article, index) => (
                <Story paper={paper} article={article} size={index === 0 ? "card" : "line"} inSection />
              ))}
            </section>
          ))}
        </div>
      )}
      <p class="paging">
        <a href="/archive">{words.older}</a>
      </p>
      <FeedShelf publication={publication} feeds={feeds} words={words} />
    </Layout>,
  )
}

interface Group {
  section: { slug: string; label: string } | null
  stories: Article[]
}

/** Groups stories by section, in order of first appearance. */
function bySection(articles: Article[]): Group[] {
  const found = new Map<string, Group>()
  for (const article of articles) {
    const section = facetsOf(article).find(({ kind }) => kind === "section") ?? null
    const group = found.get(section?.slug ?? "") ?? { section, stories: [] }
    group.stories.push(article)
    found.set(section?.slug ?? "", group)
  }
  return [...found.values()]
}

function FeedShelf({ publication, feeds, words }: { publication: Publication; feeds: PageFeed[]; words: Messages }) {
  return (
    <section class="shelf" id="feeds" aria-labelledby="feeds-title">
      <h2 id="feeds-title" class="rubric">
        {words.feeds}
      </h2>
      <p class="note">
        {words.feedsNote} <a href="/feeds">{words.allFeeds}</a>
      </p>
      <ul class="shelf-list">
        {feeds.map(({ key, label }) => (
          <li>
            <h3 {...languageAttributes(undefined)}>{feedTitle(key, publication, label)}</h3>
            <p {...languageAttributes(undefined)}>{feedDescription(key, publication, label)}</p>
            <p>
              <Formats feed={key} about={feedTitle(key, publication, label)} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
