// Finds the countries that a text is about, in any language.
// In: plain text and its language. Out: ISO 3166-1 codes. A city or a people stands for its country.
// Source: gazetteer.ts for the words.
import { primaryLanguage } from "../../lib/text/language.ts"
import { ACRONYMS } from "./country-names.ts"
import { fold } from "./fold.ts"
import { type Gazetteer, gazetteerOf, mayEnd } from "./gazetteer.ts"

const MAX_PHRASE_WORDS = 4
const MIN_BEGINNING_LETTERS = 3
const MAX_ENDING_LETTERS = 7
const WORD = /[\p{L}\p{M}\u200c]+/gu
const CAPITAL = /^\p{Lu}/u
/** Only these scripts tell capitals from small letters. */
const CASED = /^[\p{Script=Latin}\p{Script=Cyrillic}]/u
const INITIALS = /(?<!\p{L})(\p{Lu})\.(\p{Lu})\.(?:(\p{Lu})\.)?/gu
/** Scripts without spaces between words: names are looked for anywhere in the text. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "km", "my"])

interface Token {
  word: string
  surface: string
  capital: boolean
}

/** Gives the countries that the text names, by itself, by a city or by its people. `language` is BCP 47. */
export function placesIn(text: string, language: string | null): Set<string> {
  const primary = primaryLanguage(language)
  const gazetteer = gazetteerOf(primary)
  if (UNSPACED.has(primary)) return placesInUnspaced(fold(text), gazetteer)
  const tokens = (text.replace(INITIALS, "$1$2$3").match(WORD) ?? []).map((surface): Token => {
    return { word: fold(surface), surface, capital: CAPITAL.test(surface) || !CASED.test(surface) }
  })
  const found = new Set<string>()
  for (let at = 0; at < tokens.length; ) {
    const { code, length } = phraseAt(gazetteer, tokens, at) ?? {
      code: wordOf(gazetteer, tokens[at]!, primary),
      length: 1,
    }
    if (code) found.add(code)
    at += length
  }
  return found
}

const ENDINGS_TO_ASK = {
  latin: ["", "e", "en", "er", "es", "n", "s", "o", "a", "os", "as"],
  cyrillic: ["", "а", "у", "е", "ы", "и", "я", "ю", "ой", "ом", "ский", "ская", "ские", "ского", "ской", "ских"],
  arabic: ["", "ی", "ه", "ان"],
}

/**
 * Gives words that stand for these countries in a language, as folded text, the names of countries first. `language` is
 * BCP 47.
 */
export function namesOfPlaces(codes: Iterable<string>, language: string | null): string[] {
  const wanted = new Set(codes)
  const primary = primaryLanguage(language)
  const gazetteer = gazetteerOf(primary)
  const { names, peoples, cities } = gazetteer
  const ofThese = (words: Map<string, string>) => [...words].flatMap(([word, code]) => (wanted.has(code) ? [word] : []))
  const endings = endingsToAsk(primary)
  const inflected = new Set([...ofThese(cities), ...ofThese(peoples)])
  const forms = endings.flatMap((ending) =>
    [...inflected].flatMap((each) => (mayEnd(each, ending, primary, gazetteer) ? [each + ending] : [])),
  )
  const script = SCRIPT_OF[primary] ?? "latin"
  return [...ofThese(names), ...forms].filter((word) => scriptOf(word) === script || scriptOf(word) === "other")
}

const SCRIPT_OF: Record<string, keyof typeof ENDINGS_TO_ASK> = {
  ru: "cyrillic",
  uk: "cyrillic",
  be: "cyrillic",
  bg: "cyrillic",
  kk: "cyrillic",
  ky: "cyrillic",
  tg: "cyrillic",
  ar: "arabic",
  fa: "arabic",
  ps: "arabic",
  ur: "arabic",
  prs: "arabic",
}
const endingsToAsk = (language: string) => ENDINGS_TO_ASK[SCRIPT_OF[language] ?? "latin"]
const scriptOf = (word: string) =>
  /^[a-z]/.test(word) ? "latin" : /^[а-яё]/.test(word) ? "cyrillic" : /^[\u0600-\u06ff]/.test(word) ? "arabic" : "other"

function placesInUnspaced(text: string, { names }: Gazetteer): Set<string> {
  const found = new Set<string>()
  let left = text
  // The longest first, because a name may hold a shorter one.
  for (const [name, code] of [...names].sort((a, b) => b[0].length - a[0].length)) {
    if (!left.includes(name)) continue
    left = left.replaceAll(name, " ")
    if (code) found.add(code)
  }
  return found
}

/** The longest phrase or name that begins here. It uses up its words: South Sudan is not Sudan. */
function phraseAt({ names }: Gazetteer, tokens: Token[], at: number): { code: string; length: number } | null {
  const { capital, surface } = tokens[at]!
  if (!capital) return null
  const acronym = (ACRONYMS as Record<string, string>)[surface]
  if (acronym) return { code: acronym, length: 1 }
  for (let length = Math.min(MAX_PHRASE_WORDS, tokens.length - at); length > 0; length--) {
    const words = tokens
      .slice(at, at + length)
      .map(({ word }) => word)
      .join(" ")
    const code = names.get(words) ?? names.get(words.replace(/s$/, ""))
    if (code !== undefined) return { code, length }
  }
  return null
}

/** Arabic writes "and", "so", then "in", "like", "to", then the article, at the beginning of a word. */
function* bareForms(word: string): Generator<string> {
  yield word
  const [bare] = [word.replace(/^[وف](?=\p{L}{3})/u, "")]
  yield bare
  const noun = bare.replace(/^لل/, "ال").replace(/^[بکل](?=\p{L}{3})/u, "")
  if (bare.startsWith("لل")) yield bare.replace(/^لل/, "ال")
  yield noun
  for (const each of [bare.replace(/^لل/, "ال"), noun]) if (each.startsWith("ال")) yield each.slice(2)
}

function wordOf(gazetteer: Gazetteer, { word, capital }: Token, language: string): string | undefined {
  for (const form of language === "ar" ? bareForms(word) : [word]) {
    const code = beginningOf(gazetteer.peoples, gazetteer, form, language)
    if (code) return code
  }
  return capital ? beginningOf(gazetteer.cities, gazetteer, word, language) : undefined
}

function beginningOf(words: Map<string, string>, gazetteer: Gazetteer, word: string, language: string) {
  const shortest = Math.max(MIN_BEGINNING_LETTERS, word.length - MAX_ENDING_LETTERS)
  for (let length = word.length; length >= shortest; length--) {
    const code = words.get(word.slice(0, length))
    if (code && mayEnd(word.slice(0, length), word.slice(length), language, gazetteer)) return code
  }
  return undefined
}
