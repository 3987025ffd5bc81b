import { type FeedKey, feedDescription } from "../../../feeds/catalogue/feed-key.ts"
import { pagePath } from "../../../feeds/catalogue/listed-page.ts"
import { dayIn } from "../../../lib/text/zone.ts"
import type { Headline, Place } from "../../../model/headline.ts"
import type { Listed, ListPage } from "../../../model/page-writers.ts"
import { type Paper, sectionName } from "../../../model/paper.ts"
import { Breadcrumb, homeCrumb } from "../parts/breadcrumb.tsx"
import { FollowHere } from "../parts/formats.tsx"
import { breadcrumbList, Data } from "../parts/json-ld.tsx"
import { Layout, MAIN, renderPage } from "../parts/layout.tsx"
import { PageGraph } from "../parts/open-graph.tsx"
import { Story } from "../parts/story.tsx"
import { formatDate, formatMonth } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

/** `/sections/:s`, `/tags/:t`, `/authors/:a`, `/archive/:yyyy-mm`: its stories, newest first, and its feeds. */
export function listPage(paper: Paper, { of, headlines, isLater, older }: ListPage): string {
  const { publication } = paper
  const { language, siteUrl } = publication
  const words = wordsFor(language)
  const key: FeedKey = of.kind === "archive" ? { kind: of.kind, period: of.period } : { kind: of.kind, slug: of.slug }
  const name = nameOf(paper, of)
  const path = pagePath(key as Parameters<typeof pagePath>[0])
  const label = of.kind === "archive" ? formatMonth(of.period, language) : of.label
  const description = feedDescription(key, publication, label)
  const crumbs = [homeCrumb(paper), ...(of.kind === "archive" ? [{ path: "/archive", label: words.archive }] : [])]
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language={language}
      title={isLater ? `${name}: ${words.older}` : name}
      description={description}
      // Later pages move on with each story, so search engines get the stories from the sitemap.
      canonical={isLater ? undefined : siteUrl + path}
      feeds={[{ key, label }, MAIN]}
      head={
        <>
          <PageGraph publication={publication} title={name} description={description} url={siteUrl + path} />
          <Data value={breadcrumbList(crumbs, { label: name, url: siteUrl + path }, siteUrl)} />
        </>
      }
    >
      <div class="list">
        <Breadcrumb crumbs={crumbs} words={words} />
        <header>
          {of.kind !== "archive" && <p class="kicker">{kindOf(of.kind, words)}</p>}
          <h1>
            <bdi>{name}</bdi>
          </h1>
        </header>
        {headlines.length === 0 && <p class="empty">{words.nothingYet}</p>}
        {of.kind === "archive" ? (
          <Days paper={paper} headlines={headlines} language={language} />
        ) : (
          headlines.map((each) => (
            <Story paper={paper} article={each} size="row" inSection={of.kind === "section"} level={2} />
          ))
        )}
        <Paging words={words} first={isLater ? path : null} older={older && nextPath(path, older)} />
      </div>
      <FollowHere feed={key} name={name} words={words} />
    </Layout>,
  )
}

function nameOf(paper: Paper, of: Listed): string {
  const { language } = paper.publication
  if (of.kind === "archive") return formatMonth(of.period, language)
  return of.kind === "section" ? sectionName(paper, of.slug, of.label, language) : of.label
}

const kindOf = (kind: "section" | "tag" | "author", words: Messages) =>
  ({ section: words.section, tag: words.topic, author: words.author })[kind]

/** The query that kit/cursor.ts reads. */
const nextPath = (path: string, { publishedAt, id }: Place) => `${path}?cursor=${publishedAt}:${id}`

/** Stories under the days of their publication. */
function Days({ paper, headlines, language }: { paper: Paper; headlines: Headline[]; language: string }) {
  const days = new Map<string, Headline[]>()
  for (const each of headlines) {
    const day = dayIn(paper.timeZone, Date.parse(each.datePublished))
    days.set(day, [...(days.get(day) ?? []), each])
  }
  return [...days].map(([day, stories]) => (
    <section aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`} class="rubric">
        {formatDate(stories[0]!.datePublished, language, paper.timeZone)}
      </h2>
      {stories.map((each) => (
        <Story paper={paper} article={each} size="row" />
      ))}
    </section>
  ))
}

/** The ways to the older stories, and back to the newest. `first`: the path of the first page, null on it. */
export function Paging({ words, first, older }: { words: Messages; first: string | null; older: string | null }) {
  if (!first && !older) return null
  return (
    <p class="paging">
      {first && (
        <a href={first} rel="first">
          {words.newest}
        </a>
      )}
      {older && (
        <a href={older} rel="next">
          {words.older}
        </a>
      )}
    </p>
  )
}
