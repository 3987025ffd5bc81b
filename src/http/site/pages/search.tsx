import type { Headline } from "../../../model/headline.ts"
import type { Paper } from "../../../model/paper.ts"
import { Breadcrumb, homeCrumb } from "../parts/breadcrumb.tsx"
import { Layout, renderPage } from "../parts/layout.tsx"
import { SearchForm } from "../parts/search-form.tsx"
import { Story } from "../parts/story.tsx"
import { wordsFor } from "../words/index.ts"
import { Paging } from "./list.tsx"

export interface SearchData {
  paper: Paper
  /** What was typed. Empty: nothing yet. */
  query: string
  headlines: Headline[]
  isLater: boolean
  /** The cursor of the next page. */
  next: string | null
}

/** `/search?q=`: a field, and the stories with all of the words. */
export function searchPage({ paper, query, headlines, isLater, next }: SearchData): string {
  const { language, title } = paper.publication
  const words = wordsFor(language)
  const path = `/search?q=${encodeURIComponent(query)}`
  return renderPage(
    <Layout
      paper={paper}
      words={words}
      language={language}
      title={query ? `${words.search}: ${query}` : words.search}
      description={`${title}: ${words.searchLabel}`}
    >
      <div class="list">
        <Breadcrumb crumbs={[homeCrumb(paper)]} words={words} />
        <h1>{words.search}</h1>
        <SearchForm action="/search" value={query} label={words.searchLabel} words={words} />
        {query && !headlines.length && !next && <p class="empty">{words.nothingFound}</p>}
        {headlines.map((each) => (
          <Story paper={paper} article={each} size="row" level={2} />
        ))}
        <Paging words={words} first={isLater ? path : null} older={next && `${path}&cursor=${next}`} />
      </div>
    </Layout>,
  )
}
