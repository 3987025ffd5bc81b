import { languageAttributes } from "../../../lib/text/direction.ts"
import { type Paper, sectionName } from "../../../model/paper.ts"
import type { Messages } from "../words/words.ts"

/** A page on the way to this one. */
export interface Crumb {
  /** The path, percent-encoded. */
  path: string
  label: string
  language?: string
}

export const homeCrumb = ({ publication }: Paper): Crumb => ({
  path: "/",
  label: publication.title,
  language: publication.language,
})

/** The way to a section's page. `language` is the page's. */
export function sectionCrumb(paper: Paper, { slug, label }: { slug: string; label: string }, language: string): Crumb {
  const name = sectionName(paper, slug, label, language)
  return { path: `/sections/${encodeURIComponent(slug)}`, label: name, ...(name === label ? {} : { language }) }
}

/** The way from the home page to this page, which is not in it. */
export function Breadcrumb({ crumbs, words }: { crumbs: Crumb[]; words: Messages }) {
  return (
    <nav class="breadcrumb" aria-label={words.breadcrumb}>
      <ol>
        {crumbs.map(({ path, label, language }) => (
          <li>
            <a href={path} {...languageAttributes(language)}>
              {label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
