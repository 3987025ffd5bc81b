// Finds the countries that a text is about, in any language.
// In: plain text and its language. Out: ISO 3166-1 codes. A city or a people stands for its country.
// Source: Intl.DisplayNames (CLDR) for the names of countries, country-names.ts for the rest.
import { primaryLanguage } from "../../lib/text/language.ts"
import { COUNTRY_WORDS } from "./country-names.ts"
import { fold } from "./fold.ts"

/** Folded names → codes. */
interface Gazetteer {
  /** Whole words and phrases. */
  names: Map<string, string>
  /** Beginnings of words, in scripts whose languages inflect the end. */
  beginnings: Map<string, string>
}

const MAX_PHRASE_WORDS = 3
/** A shorter beginning would match other words. */
const MIN_BEGINNING_LETTERS = 4
const WORD = /[\p{L}\p{M}]+/gu
const LATIN = /^[a-z ]+$/
/** Scripts without spaces between words: names are looked for anywhere in the text. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "km", "my"])

/** Gives the countries that the text names, by itself, by a city or by its people. `language` is BCP 47. */
export function placesIn(text: string, language: string | null): Set<string> {
  const primary = primaryLanguage(language)
  const { names, beginnings } = gazetteerOf(primary)
  const folded = fold(text)
  const found = new Set<string>()
  if (UNSPACED.has(primary)) {
    for (const [name, code] of names) if (folded.includes(name)) found.add(code)
    return found
  }
  const words = folded.match(WORD) ?? []
  for (let at = 0; at < words.length; at++) {
    const code = phraseAt(names, words, at) ?? wordOf(names, beginnings, words[at]!)
    if (code) found.add(code)
  }
  return found
}

/** Gives every name that stands for these countries in a language, as folded text. `language` is BCP 47. */
export function namesOfPlaces(codes: Iterable<string>, language: string | null): string[] {
  const wanted = new Set(codes)
  return [...gazetteerOf(primaryLanguage(language)).names].flatMap(([name, code]) => (wanted.has(code) ? [name] : []))
}

function phraseAt(names: Map<string, string>, words: string[], at: number): string | undefined {
  for (let length = MAX_PHRASE_WORDS; length > 0; length--) {
    const code = names.get(words.slice(at, at + length).join(" "))
    if (code) return code
  }
  return undefined
}

/** Arabic writes "and", "in", "to", "like" and the article at the beginning of a word. */
const ARABIC_PREFIX = /^(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=\p{L}{3})/u

function wordOf(names: Map<string, string>, beginnings: Map<string, string>, word: string): string | undefined {
  if (LATIN.test(word)) return undefined
  const bare = word.replace(ARABIC_PREFIX, "")
  return beginningOf(beginnings, word) ?? names.get(bare) ?? beginningOf(beginnings, bare)
}

function beginningOf(beginnings: Map<string, string>, word: string): string | undefined {
  for (let length = word.length; length >= MIN_BEGINNING_LETTERS; length--) {
    const code = beginnings.get(word.slice(0, length))
    if (code) return code
  }
  return undefined
}

const MAX_GAZETTEERS = 50
const gazetteers = new Map<string, Gazetteer>()

function gazetteerOf(language: string): Gazetteer {
  const known = gazetteers.get(language)
  if (known) return known
  if (gazetteers.size >= MAX_GAZETTEERS) gazetteers.clear()
  const made = makeGazetteer(language)
  gazetteers.set(language, made)
  return made
}

function makeGazetteer(language: string): Gazetteer {
  const gazetteer: Gazetteer = { names: new Map(), beginnings: new Map() }
  for (const line of COUNTRY_WORDS.trim().split("\n")) {
    const [code, ...words] = line.split(" ")
    for (const word of words) add(gazetteer, fold(word).replaceAll("-", " "), code!)
  }
  for (const each of new Set([language, "en"])) {
    for (const [code, name] of countryNames(each)) add(gazetteer, fold(name), code)
  }
  return gazetteer
}

function add({ names, beginnings }: Gazetteer, name: string, code: string): void {
  const words = name.match(WORD)?.join(" ") ?? ""
  if (!words) return
  names.set(words, code)
  if (LATIN.test(words) || words.includes(" ")) return
  const bare = words.replace(ARABIC_PREFIX, "")
  if (bare !== words) names.set(bare, code)
  // The last vowel of a name changes with its case: Россия, России.
  const beginning = words.length > MIN_BEGINNING_LETTERS ? words.replace(/[аяьйоеыи]$/, "") : words
  beginnings.set(beginning, code)
}

// CLDR names these too, but they are groups of countries, test codes, or old codes of countries that have a new one.
const NO_COUNTRY = new Set("AN BU CS DD EU EZ FX NT QO SU TP UK UN XA XB YD YU ZR ZZ".split(" "))
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => !NO_COUNTRY.has(code),
)

/** Gives [code, name] of every country in a language. The name is English where CLDR has no other. */
function countryNames(language: string): [string, string][] {
  const names = new Intl.DisplayNames([language, "en"], { type: "region", fallback: "none" })
  return CODES.flatMap((code) => {
    const name = names.of(code)
    return name ? [[code, name] as [string, string]] : []
  })
}
