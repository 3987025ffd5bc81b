import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Paper } from "../../../model/paper.ts"
import { Layout, renderPage } from "../parts/layout.tsx"
import { wordsFor } from "../words/index.ts"
import type { Messages } from "../words/words.ts"

/** The title and the text that a problem has for programs, in English. */
export interface ProblemText {
  status: number
  title: string
  detail: string
}

const TEXTS: Record<number, [title: keyof Messages, note: keyof Messages]> = {
  404: ["missing", "missingNote"],
  405: ["notAllowed", "notAllowedNote"],
  410: ["gone", "goneNote"],
  500: ["broken", "brokenNote"],
  503: ["busy", "busyNote"],
}

/** The page for a person whose request was refused or failed. */
export function problemPage(paper: Paper, { status, title, detail }: ProblemText): string {
  const { language } = paper.publication
  const words = wordsFor(language)
  const [titleKey, noteKey] = TEXTS[status] ?? []
  const heading = titleKey ? words[titleKey] : title
  const note = noteKey ? words[noteKey] : detail
  return renderPage(
    <Layout paper={paper} words={words} language={language} title={heading} description={note}>
      <div class="list" {...languageAttributes(titleKey ? words.language : "en")}>
        <p class="kicker">{status}</p>
        <h1>{heading}</h1>
        <p class="standfirst">{note}</p>
        <ul class="chips" {...languageAttributes(words.language)}>
          {[
            ["/", words.toHome],
            ["/archive", words.archive],
            ["/search", words.search],
          ].map(([href, label]) => (
            <li>
              <a class="chip" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </Layout>,
  )
}
