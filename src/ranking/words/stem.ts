import { stemmer as stemFrench } from "@orama/stemmers/french"
import { stemmer as stemGerman } from "@orama/stemmers/german"
import { stemmer as stemRussian } from "@orama/stemmers/russian"

/** Snowball's stemmers, where a set of judged news says that they help (README.md, Languages). */
const SNOWBALL: Record<string, (word: string) => string> = { de: stemGerman, fr: stemFrench, ru: stemRussian }

/**
 * Removes English endings (plural, -ed, -ing), Arabic and Persian prefixes (article, conjunction) and Korean particles,
 * and French, German and Russian endings by Snowball. `word` is folded.
 */
export function stem(word: string, language: string): string {
  const snowball = SNOWBALL[language]
  if (snowball) return snowball(word)
  if (language === "en") return stemEnglish(word)
  if (language === "ar" || language === "fa") return stemArabic(word)
  if (language === "ko") return stemKorean(word)
  return word
}

/** Removes plurals, -ed and -ing, and undoes doubled consonants. The result need not be a real word. */
function stemEnglish(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  let root = word
  if (root.endsWith("ies") && root.length > 4) root = `${root.slice(0, -3)}y`
  else if (/(ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2)
  else if (root.endsWith("s") && !/(ss|us|is)$/.test(root)) root = root.slice(0, -1)
  const verb = /^(.*[aeiouy].*?)(ed|ing)$/.exec(root)
  if (verb && verb[1]!.length > 2) root = verb[1]!.replace(/([^aeiouylsz])\1$/, "$1")
  // Removes a final e, so that "vote", "voted" and "voting" are equal.
  return root.length > 4 || verb ? root.replace(/e$/, "") : root
}

function stemArabic(word: string): string {
  const bare = word.length > 4 ? word.replace(/^و(?=ال)/, "") : word
  return bare.length > 4 ? bare.replace(/^(?:[بكفک]?ال|لل)/, "") : bare
}

function stemKorean(word: string): string {
  return word.length > 2
    ? word.replace(/(?:에서|으로|까지|부터|에게|은|는|이|가|을|를|의|에|로|와|과|도)$/, (end, at: number) =>
        at < 2 ? end : "",
      )
    : word
}
