import { languageAttributes } from "../../../lib/text/direction.ts"
import { parseLanguage } from "../../../lib/text/language.ts"
import type { Article, Author } from "../../../model/article.ts"
import { webAddress } from "./links.ts"
import { commaOf, Time } from "./time.tsx"

/** Names joined as the language joins them: `A, B and C`. */
export function joinNames(authors: Author[], language: string): string {
  const names = authors.map(({ name }) => name)
  const spoken = Intl.ListFormat.supportedLocalesOf(parseLanguage(language) ?? [])[0]
  return spoken ? new Intl.ListFormat(spoken).format(names) : names.join(commaOf(language))
}

interface StoryProps {
  article: Article
  /** The size of the story in the list. */
  size: "lead" | "card" | "line"
  /** Hides the section's name, when the list is under that section. */
  inSection?: boolean
}

/** One story in a list. */
export function Story({ article, size, inSection }: StoryProps) {
  const { id, image, title, summary, authors, section, language, datePublished } = article
  const href = `/articles/${id}`
  const picture = size === "line" ? undefined : webAddress(image?.url)
  return (
    <article class={`story story-${size}`} {...languageAttributes(language)}>
      {picture && (
        <div class="story-image">
          <img
            src={picture}
            alt=""
            width={image?.width}
            height={image?.height}
            loading={size === "lead" ? "eager" : "lazy"}
          />
        </div>
      )}
      <div class="story-text">
        {section && !inSection && (
          <p class="kicker">
            <bdi>{section}</bdi>
          </p>
        )}
        <h3>
          <a href={href}>{title}</a>
        </h3>
        {size !== "line" && <p class="story-summary">{summary}</p>}
        <p class="meta">
          {authors.length > 0 && size !== "line" && <span>{joinNames(authors, language)}</span>}
          <Time at={datePublished} language={language} />
        </p>
      </div>
    </article>
  )
}
