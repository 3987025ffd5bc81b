import { languageAttributes } from "../../../lib/text/direction.ts"
import { parseLanguage } from "../../../lib/text/language.ts"
import { slugOf } from "../../../lib/text/slug.ts"
import type { Author } from "../../../model/article.ts"
import type { Headline } from "../../../model/headline.ts"
import { type Paper, sectionName } from "../../../model/paper.ts"
import { webAddress } from "./links.ts"
import { commaOf, Time } from "./time.tsx"

/** Names joined as the language joins them: `A, B and C`. */
export function joinNames(authors: Author[], language: string): string {
  const names = authors.map(({ name }) => name)
  const spoken = Intl.ListFormat.supportedLocalesOf(parseLanguage(language) ?? [])[0]
  return spoken ? new Intl.ListFormat(spoken).format(names) : names.join(commaOf(language))
}

interface StoryProps {
  paper: Paper
  article: Headline
  /** The size of the story in the list. */
  size: "lead" | "card" | "row" | "line"
  /** Hides the section's name, when the list is under that section. */
  inSection?: boolean
  /** The level of its heading. */
  level?: 2 | 3
}

/** One story in a list. */
export function Story({ paper, article, size, inSection, level = 3 }: StoryProps) {
  const { id, image, title, summary, authors, section, language, datePublished } = article
  const Heading = `h${level}` as "h2" | "h3"
  const picture = size === "line" ? undefined : webAddress(image?.url)
  return (
    <article class={`story story-${size}`} {...languageAttributes(language)}>
      {picture && (
        <div class="story-image">
          <img
            src={picture}
            alt=""
            width={image?.width ?? 640}
            height={image?.height ?? 360}
            loading={size === "lead" ? "eager" : "lazy"}
          />
        </div>
      )}
      <div class="story-text">
        {section && !inSection && (
          <p class="kicker">
            <bdi>{sectionName(paper, slugOf(section), section, language)}</bdi>
          </p>
        )}
        <Heading>
          <a href={`/articles/${id}`}>{title}</a>
        </Heading>
        {size !== "line" && summary && <p class="story-summary">{summary}</p>}
        <p class="meta">
          {authors.length > 0 && size !== "line" && <span>{joinNames(authors, language)}</span>}
          <Time at={datePublished} language={language} zone={paper.timeZone} />
        </p>
      </div>
    </article>
  )
}
