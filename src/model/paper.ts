import { primaryLanguage } from "../lib/text/language.ts"
import type { Publication } from "./article.ts"

/** The publication as its pages show it. */
export interface Paper {
  publication: Publication
  /** IANA name of the zone of all dates on pages. */
  timeZone: string
  /** Names of sections: slug → primary language → name. */
  sections: Record<string, Record<string, string>>
  /** Whether articles' pages tell `POST /events` what is shown and clicked in their boxes. */
  countLinks: boolean
}

/** A section's name in this language. `label` is what its articles call it, and the name without a translation. */
export function sectionName({ sections }: Paper, slug: string, label: string, language: string): string {
  return sections[slug]?.[primaryLanguage(language)] ?? label
}
