import { parseLanguage } from "./language.ts"

// Right-to-left scripts of living and recent languages (ISO 15924).
export const RIGHT_TO_LEFT = ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]

/** The direction of a language, by its likely script: `ps` → `rtl`, `uz-Arab` → `rtl`. Unknown tags are `ltr`. */
export function directionOf(language: string | undefined): "ltr" | "rtl" {
  const { script } = new Intl.Locale(parseLanguage(language ?? "") ?? "und").maximize()
  return script !== undefined && RIGHT_TO_LEFT.includes(script) ? "rtl" : "ltr"
}

/** The `lang` and `dir` attributes for an element with text in this language. */
export function languageAttributes(language: string | undefined): { lang?: string; dir: "ltr" | "rtl" | "auto" } {
  return language && parseLanguage(language) ? { lang: language, dir: directionOf(language) } : { dir: "auto" }
}
