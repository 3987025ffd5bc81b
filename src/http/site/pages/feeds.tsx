import {
  type Facet,
  FORMATS,
  feedDescription,
  feedPath,
  feedTitle,
  MEDIA_TYPES,
} from "../../../feeds/catalogue/feed-key.ts"
import { pagePath } from "../../../feeds/catalogue/listed-page.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Publication } from "../../../model/article.ts"
import type { Paper } from "../../../model/paper.ts"
import { FORMAT_NAMES, Formats } from "../parts/formats.tsx"
import { Layout, MAIN, type PageFeed, renderPage } from "../parts/layout.tsx"
import { PageGraph } from "../parts/open-graph.tsx"
import { READERS } from "../parts/readers.ts"
import { SearchForm } from "../parts/search-form.tsx"
import { wordsFor } from "../words/index.ts"

export interface FeedsData {
  paper: Paper
  /** The feeds with all articles. */
  whole: PageFeed[]
  sections: Facet[]
  /** How many topics and authors have a feed. */
  others: number
  /** What was typed. Empty: nothing yet. */
  query: string
  /** What was found. */
  found: Facet[]
}

/** The most that a search shows. */
export const MAX_FOUND = 40

/**
 * `/feeds`: explains feeds, gives the main feeds' addresses with links to the big feed readers, and finds the others. It
 * is in English, because it is for people who set things up.
 */
export function feedsPage({ paper, whole, sections, others, query, found }: FeedsData): string {
  const { publication } = paper
  const words = wordsFor("en")
  const description = `Every feed of ${publication.title}: what it holds, its addresses, and how to subscribe.`
  const url = `${publication.siteUrl}/feeds`
  const sectionFeeds = sections.map(({ slug, label }): PageFeed => ({ key: { kind: "section", slug }, label }))
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language="en"
      title={query ? `Feeds: ${query}` : "Feeds"}
      description={description}
      canonical={query ? undefined : url}
      feeds={[MAIN, ...sectionFeeds]}
      head={<PageGraph publication={publication} title="Feeds" description={description} url={url} />}
    >
      <div class="list">
        <h1>Read us your way</h1>
        <p class="standfirst">
          A feed is an address that a reading app asks for news. Give one to your app, and each new story comes to you,
          in order, with no account here, no tracking and no algorithm. An app that knows WebSub or rssCloud hears of a
          story within seconds; any other asks every few minutes.
        </p>
        {!query && whole.map((feed) => <FeedCard feed={feed} publication={publication} />)}
        {!query && sections.length > 0 && (
          <section aria-labelledby="sections">
            <h2 id="sections" class="rubric">
              By section
            </h2>
            <Rows facets={sections} publication={publication} />
          </section>
        )}
        <section aria-labelledby="others">
          <h2 id="others" class="rubric">
            By topic and author
          </h2>
          <p>{`${others} topics and authors have feeds of their own. The page of each offers them too.`}</p>
          <SearchForm action="/feeds" value={query} label="A topic, an author or a section" words={words} />
          {query && found.length === 0 && <p class="empty">No feed has this name.</p>}
          <Rows facets={found} publication={publication} />
          {found.length === MAX_FOUND && <p>There may be more. Type more letters.</p>}
          {query && (
            <p class="paging">
              <a href="/feeds">The main feeds</a>
            </p>
          )}
        </section>
        <Explanation publication={publication} />
      </div>
    </Layout>,
  )
}

function Explanation({ publication }: { publication: Publication }) {
  return (
    <div class="explain">
      <section>
        <h2>New to feeds?</h2>
        <ol>
          <li>Get a reader: a website such as Feedly or Inoreader, or an app such as NetNewsWire or Thunderbird.</li>
          <li>Under a feed above, follow your reader’s name, or copy the feed’s address.</li>
          <li>If you copied it, paste it into the reader where it says “add a feed”.</li>
        </ol>
      </section>
      <section>
        <h2>Which format?</h2>
        <p>
          All three say the same. If your reader does not ask for one, take RSS. Atom suits readers that show what
          changed; JSON Feed suits programs you write yourself. In a browser a feed is shown as its source: XML or JSON.
        </p>
        <p>
          All feeds at once: <a href="/feeds.opml" type="text/x-opml">{`${publication.title} as OPML`}</a>, a file that
          readers import.
        </p>
      </section>
    </div>
  )
}

function Rows({ facets, publication }: { facets: Facet[]; publication: Publication }) {
  if (!facets.length) return null
  return (
    <ul class="rows">
      {facets.map(({ kind, slug, label }) => (
        <li>
          <a class="row-name" href={pagePath({ kind, slug })}>
            <bdi>{label}</bdi>
          </a>
          <Formats feed={{ kind, slug }} about={feedTitle({ kind, slug }, publication, label)} />
        </li>
      ))}
    </ul>
  )
}

function FeedCard({ feed: { key, label }, publication }: { feed: PageFeed; publication: Publication }) {
  const rss = publication.siteUrl + feedPath(key, "rss")
  return (
    <article class="feed-card">
      <h2 {...languageAttributes(undefined)}>{feedTitle(key, publication, label)}</h2>
      <p {...languageAttributes(undefined)}>{feedDescription(key, publication, label)}</p>
      <ul class="addresses">
        {FORMATS.map((format) => {
          const url = publication.siteUrl + feedPath(key, format)
          return (
            <li>
              <span>{FORMAT_NAMES[format]}</span>{" "}
              <a href={url} type={MEDIA_TYPES[format]} aria-label={`${FORMAT_NAMES[format]}: ${url}`} dir="ltr">
                {url}
              </a>
            </li>
          )
        })}
      </ul>
      <p class="chips">
        <span>Subscribe in</span>
        {READERS.map(({ name, href }) => (
          <a class="chip" href={href(rss)} rel="noopener nofollow">
            {name}
          </a>
        ))}
      </p>
    </article>
  )
}
