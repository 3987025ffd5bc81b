import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Publication } from "../../../model/article.ts"
import { Layout, renderPage } from "../parts/layout.tsx"
import { wordsFor } from "../words/index.ts"

/** The page for an article that does not exist (404) or was withdrawn (410). */
export function problemPage({ publication, status }: { publication: Publication; status: 404 | 410 }): string {
  const words = wordsFor(publication.language)
  const [title, note] = status === 410 ? [words.gone, words.goneNote] : [words.missing, words.missingNote]
  return renderPage(
    <Layout publication={publication} words={words} language={publication.language} title={title} description={note}>
      <div class="problem" {...languageAttributes(words.language)}>
        <p class="kicker">{status}</p>
        <h1>{title}</h1>
        <p>{note}</p>
        <p>
          <a href="/">{words.toHome}</a>
        </p>
      </div>
    </Layout>,
  )
}
