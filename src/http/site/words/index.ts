import { primaryLanguage } from "../../../lib/text/language.ts"
import { ARABIC } from "./ar.ts"
import { GERMAN } from "./de.ts"
import { ENGLISH } from "./en.ts"
import { SPANISH } from "./es.ts"
import { DARI } from "./fa.ts"
import { FRENCH } from "./fr.ts"
import { PASHTO } from "./ps.ts"
import type { Messages } from "./words.ts"

/** The texts of each language, by its primary subtag. */
export const ALL_WORDS: Record<string, Messages> = {
  en: ENGLISH,
  ps: PASHTO,
  fa: DARI,
  ar: ARABIC,
  fr: FRENCH,
  de: GERMAN,
  es: SPANISH,
}

/** Gives the texts for a BCP 47 tag. English when the language has none. */
export function wordsFor(language: string): Messages {
  return ALL_WORDS[primaryLanguage(language)] ?? ENGLISH
}
