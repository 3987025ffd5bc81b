import { raw } from "hono/html"
import { type FeedKey, FORMATS, feedDescription, feedPath, feedTitle } from "../../../feeds/catalogue/feed-key.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Publication } from "../../../model/article.ts"
import { COPY_SCRIPT } from "../assets/copy-script.ts"
import { FORMAT_NAMES, Layout, type PageFeed, renderPage } from "../parts/layout.tsx"
import { READERS } from "../parts/readers.ts"
import { wordsFor } from "../words/index.ts"

export interface FeedsData {
  publication: Publication
  /** Every feed to show, in order. */
  feeds: PageFeed[]
}

const GROUPS: { title: string; kinds: FeedKey["kind"][] }[] = [
  { title: "Everything", kinds: ["main", "summary", "with-links"] },
  { title: "By section", kinds: ["section"] },
  { title: "By topic", kinds: ["tag"] },
  { title: "By author", kinds: ["author"] },
]

/**
 * `/feeds`: explains feeds, lists each feed's addresses, and links to the big feed readers. It is in English, because
 * it is for people who set things up. Its only script needs COPY_SCRIPT_HASH in the page's CSP.
 */
export function feedsPage({ publication, feeds }: FeedsData): string {
  const words = wordsFor("en")
  const description = `Every feed of ${publication.title}: what it holds, its addresses, and how to subscribe.`
  return renderPage(
    <Layout
      publication={publication}
      words={words}
      language="en"
      title="Feeds"
      description={description}
      canonical={`${publication.siteUrl}/feeds`}
      feeds={feeds.filter(({ key }) => key.kind === "main" || key.kind === "section")}
    >
      <div class="feeds-page">
        <header>
          <h1>Read us your way</h1>
          <p class="standfirst">
            A feed is an address that a reading app asks for news. Choose a feed, give its address to your app, and each
            new story comes to you, in order, with no account here, no tracking and no algorithm.
          </p>
        </header>
        <Explanation publication={publication} />
        {GROUPS.map(({ title, kinds }) => {
          const group = feeds.filter(({ key }) => kinds.includes(key.kind))
          return group.length > 0 ? <FeedGroup title={title} feeds={group} publication={publication} /> : null
        })}
      </div>
      <script type="module">{raw(COPY_SCRIPT)}</script>
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
          <li>Under a feed below, follow your reader’s name, or copy the feed’s address.</li>
          <li>If you copied it, paste it into the reader where it says “add a feed”.</li>
        </ol>
      </section>
      <section>
        <h2>Which format?</h2>
        <p>
          All three say the same. If your reader does not ask for one, take RSS. Atom suits readers that show what
          changed; JSON Feed suits programs you write yourself.
        </p>
        <p>
          All feeds at once: <a href="/feeds.opml">{`${publication.title} as OPML`}</a>, a file that readers import.
        </p>
      </section>
    </div>
  )
}

/** There can be many topics and authors, so each takes one line. */
function FeedGroup({ title, feeds, publication }: { title: string; feeds: PageFeed[]; publication: Publication }) {
  const long = feeds.every(({ key }) => key.kind === "tag" || key.kind === "author")
  return (
    <section class="feed-group">
      <h2 class="rubric">{title}</h2>
      {long ? (
        <ul class="feed-rows">
          {feeds.map((feed) => (
            <FeedRow feed={feed} publication={publication} />
          ))}
        </ul>
      ) : (
        feeds.map((feed) => <FeedCard feed={feed} publication={publication} />)
      )}
    </section>
  )
}

function FeedRow({ feed: { key, label }, publication }: { feed: PageFeed; publication: Publication }) {
  return (
    <li>
      <span class="feed-name">
        <bdi>{label ?? feedTitle(key, publication)}</bdi>
      </span>
      <span class="formats">
        {FORMATS.map((format) => (
          <a href={publication.siteUrl + feedPath(key, format)}>{FORMAT_NAMES[format]}</a>
        ))}
      </span>
      <CopyButton url={publication.siteUrl + feedPath(key, "rss")} />
    </li>
  )
}

function CopyButton({ url }: { url: string }) {
  return (
    <button type="button" data-copy={url} hidden aria-live="polite">
      Copy address
    </button>
  )
}

function FeedCard({ feed: { key, label }, publication }: { feed: PageFeed; publication: Publication }) {
  const rss = publication.siteUrl + feedPath(key, "rss")
  return (
    <article class="feed-card">
      <h3 {...languageAttributes(undefined)}>{feedTitle(key, publication, label)}</h3>
      <p {...languageAttributes(undefined)}>{feedDescription(key, publication, label)}</p>
      <ul class="addresses">
        {FORMATS.map((format) => {
          const url = publication.siteUrl + feedPath(key, format)
          return (
            <li>
              <span class="format">{FORMAT_NAMES[format]}</span>
              <a href={url} dir="ltr">
                {readable(url)}
              </a>
              <CopyButton url={url} />
            </li>
          )
        })}
      </ul>
      <p class="subscribe">
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

/** An address as people read it, without percent-encoding of other scripts. */
function readable(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}
