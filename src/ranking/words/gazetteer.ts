// The words that stand for countries in one language.
// In: a language. Out: words and beginnings of words, folded, with ISO 3166-1 codes, and the endings that may follow.
// Source: Intl.DisplayNames (CLDR) for the names of countries, country-names*.ts for the rest.
import { ENGLISH, NO_PLACES } from "./country-names.ts"
import { ARABIC, HOMONYMS, PASHTO_AND_PERSIAN } from "./country-names-arabic.ts"
import { FRENCH, GERMAN, SPANISH } from "./country-names-europe.ts"
import { RUSSIAN } from "./country-names-russian.ts"
import { fold } from "./fold.ts"

export interface Gazetteer {
  /** Whole words and phrases. Those in Latin letters have a capital. An empty code: it is no place. */
  names: Map<string, string>
  /** Beginnings of words with or without a capital. */
  peoples: Map<string, string>
  /** Beginnings of words with a capital. */
  cities: Map<string, string>
  endings: RegExp
}

const LATIN = /^[a-z' -]+$/
const CYRILLIC = /^[а-яё -]+$/
const ARABIC_SCRIPT = /^[\u0600-\u06ff ]+$/
/** Shorter beginnings from CLDR need a capital: in lower case they would begin other words. */
const MIN_PEOPLE_LETTERS = 6

const CASES = "а|у|е|ы|и|я|ю|ь|й|о|ой|ей|ою|ом|ем|ам|ям|ах|ях|ами|ями|ов|ев|ия|ии|ию|ией|ий"
const ADJECTIVES = "ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими"
/** The endings of words in Latin letters are those of the language. In Russian and Pashto script they are the script's. */
const LATIN_ENDINGS: Record<string, RegExp> = {
  de: /^(?:e|en|er|es|em|ern|n|r|s|in|innen)?$/,
  fr: /^(?:e|s|es|ne|nes)?$/,
  es: /^(?:o|a|os|as|s|es)?$/,
}
const RUSSIAN_ENDINGS = new RegExp(
  `^(?:(?:ан|ян)?(?:ск|цк)?(?:${ADJECTIVES})|(?:ец|ц|к|ин|ян|янин|чан|чанин|анин|ан)?(?:${CASES})?)$`,
)
/** After a short beginning the rest would make other words: Куба, and Кубань. */
const RUSSIAN_CASES = new RegExp(`^(?:${CASES})$`)
const PASHTO_AND_PERSIAN_ENDINGS = /^(?:ی|یان|یانو|یانه|ان|انو|و|ه|ها|های|یها|یهای)?$/
const ARABIC_ENDINGS = /^(?:ه|ین|ون|ات|ان)?$/

const EUROPEAN: Record<string, string> = { de: GERMAN, fr: FRENCH, es: SPANISH }
const MAX_GAZETTEERS = 50
const gazetteers = new Map<string, Gazetteer>()

/** Gives the words of a language, a primary subtag. */
export function gazetteerOf(language: string): Gazetteer {
  const known = gazetteers.get(language)
  if (known) return known
  if (gazetteers.size >= MAX_GAZETTEERS) gazetteers.clear()
  const made = makeGazetteer(language)
  gazetteers.set(language, made)
  return made
}

/** Whether a beginning and its ending are one word of the gazetteer. Arabic adds endings to adjectives alone. */
export function mayEnd(beginning: string, ending: string, language: string, { endings }: Gazetteer): boolean {
  if (ending === "") return true
  if (CYRILLIC.test(beginning)) return (beginning.length > 3 ? RUSSIAN_ENDINGS : RUSSIAN_CASES).test(ending)
  if (!ARABIC_SCRIPT.test(beginning)) return endings.test(ending)
  if (language === "ar") return beginning.endsWith("ی") && ARABIC_ENDINGS.test(ending)
  return beginning.length > 3 ? PASHTO_AND_PERSIAN_ENDINGS.test(ending) : /^ی(?:ان|انو)?$/.test(ending)
}

function makeGazetteer(language: string): Gazetteer {
  const gazetteer: Gazetteer = {
    names: new Map(),
    peoples: new Map(),
    cities: new Map(),
    endings: LATIN_ENDINGS[language] ?? /^s?$/,
  }
  const { names, peoples, cities } = gazetteer
  for (const each of new Set(["en", language])) {
    for (const [code, name] of countryNames(each)) addName(gazetteer, plain(name), code)
  }
  for (const [code, word] of linesOf(ENGLISH)) names.set(word, code)
  for (const [code, word, capital] of linesOf(RUSSIAN)) {
    if (word.includes(" ")) names.set(word, code)
    else (capital ? cities : peoples).set(word, code)
  }
  for (const [code, word] of linesOf(language === "ar" ? ARABIC : PASHTO_AND_PERSIAN)) {
    ;(word.includes(" ") ? names : peoples).set(word, code)
  }
  for (const [code, word] of linesOf(EUROPEAN[language] ?? "")) {
    if (word.includes(" ")) names.set(word, code)
    else peoples.set(language === "es" ? word.replace(/o$/, "") : word, code)
  }
  for (const word of HOMONYMS.split(" ")) peoples.delete(fold(word))
  for (const phrase of NO_PLACES.split(" ")) names.set(phrase.replaceAll("-", " "), "")
  return gazetteer
}

function addName({ names, peoples, cities }: Gazetteer, name: string, code: string): void {
  if (!name) return
  if (LATIN.test(name) || name.includes(" ")) names.set(name, code)
  else if (CYRILLIC.test(name)) {
    // The last vowel of a name changes with its case: Россия, России.
    const beginning = name.length > 3 ? name.replace(/[аяьй]$/, "") : name
    cities.set(beginning, code)
    if (beginning.length >= MIN_PEOPLE_LETTERS) peoples.set(beginning, code)
  } else if (ARABIC_SCRIPT.test(name)) peoples.set(name, code)
  else names.set(name, code)
}

const plain = (name: string) =>
  fold(name)
    .match(/[\p{L}\p{M}]+/gu)
    ?.join(" ") ?? ""

/** Gives [code, folded word, whether it needs a capital] of each word of a table. */
function linesOf(table: string): [string, string, boolean][] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [code, ...words] = line.split(" ")
      const bar = words.indexOf("|")
      return words.flatMap((word, at): [string, string, boolean][] =>
        word && word !== "|" ? [[code!, plain(word.replaceAll("\u200c", "")), bar >= 0 && at > bar]] : [],
      )
    })
}

// CLDR names these too, but they are groups of countries, test codes, old codes of countries that have a new one, or
// everyday words: reunion and jersey.
const NO_COUNTRY = new Set(
  "AN BU CS DD DY EU EZ FX HV IC JE NH NT QO RE RH SU TP UK UN VD XA XB YD YU ZR ZZ".split(" "),
)
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
