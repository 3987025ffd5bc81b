import { pagePath } from "../../../feeds/catalogue/listed-page.ts"
import type { Paper } from "../../../model/paper.ts"
import { Breadcrumb, homeCrumb } from "../parts/breadcrumb.tsx"
import { FollowHere } from "../parts/formats.tsx"
import { breadcrumbList, Data } from "../parts/json-ld.tsx"
import { Layout, MAIN, renderPage } from "../parts/layout.tsx"
import { PageGraph } from "../parts/open-graph.tsx"
import { formatMonth, formatYear } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"

/** `/archive`: all months with stories, newest first. */
export function archivePage(paper: Paper, months: string[]): string {
  const { publication } = paper
  const { language, siteUrl, title } = publication
  const words = wordsFor(language)
  const crumbs = [homeCrumb(paper)]
  const url = `${siteUrl}/archive`
  const years = [...new Set(months.map((month) => month.slice(0, 4)))]
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language={language}
      title={words.archive}
      description={`${title}: ${words.archive}`}
      canonical={url}
      head={
        <>
          <PageGraph
            publication={publication}
            title={words.archive}
            description={`${title}: ${words.archive}`}
            url={url}
          />
          <Data value={breadcrumbList(crumbs, { label: words.archive, url }, siteUrl)} />
        </>
      }
    >
      <div class="list">
        <Breadcrumb crumbs={crumbs} words={words} />
        <h1>{words.archive}</h1>
        {months.length === 0 && <p class="empty">{words.nothingYet}</p>}
        {years.map((year) => (
          <section aria-labelledby={`year-${year}`}>
            <h2 id={`year-${year}`} class="rubric">
              {formatYear(year, language)}
            </h2>
            <ul class="chips">
              {months
                .filter((month) => month.startsWith(year))
                .map((month) => (
                  <li>
                    <a class="chip" href={pagePath({ kind: "archive", period: month })}>
                      {formatMonth(month, language)}
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
      <FollowHere feed={MAIN.key} name={title} words={words} />
    </Layout>,
  )
}
