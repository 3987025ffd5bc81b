import { primaryLanguage } from "../../lib/text/language.ts"
import { fold } from "./fold.ts"
import { segment } from "./segment.ts"
import { stem } from "./stem.ts"
import { stopWords } from "./stop-words.ts"

/** One word of a text, in its place. */
export interface Word {
  /** As it is compared and indexed: letters, digits, marks and U+00B7 only. */
  word: string
  /** As it stands in the text. */
  surface: string
  /** Capitalised where a common word of this text would not be. */
  name: boolean
  /** Where the surface begins in the text. */
  at: number
}

// Initials with full stops; AT&T; digits held together by points, commas and colons; letters by apostrophes.
const TOKEN =
  /(?:\p{Lu}\.){2,}|\p{Lu}+&\p{Lu}+|\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{M}\p{N}\u200c]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const CAPITAL = /^\p{Lu}/u
const SENTENCE_END = /[.!?:;"“”‘«»(|\n—–-]\s*$/

/** The words of a text that say what it is about, in order, stop words left out. `language` is BCP 47. */
export function wordsOf(text: string, language?: string | null): Word[] {
  const reader = readerOf(language)
  const titleCase = isTitleCase(text)
  const words: Word[] = []
  for (const match of text.matchAll(TOKEN)) {
    const surface = reader.elides ? match[0].replace(ELIDED, "") : match[0]
    const word = normalise(surface, reader)
    if (word === UNSPACED_TEXT) {
      const found = segment(surface, reader.language, reader.stop)
      for (const each of found) words.push({ ...each, name: false, at: match.index })
    } else if (word !== null) {
      const name = !titleCase && CAPITAL.test(surface) && !opensSentence(text, match.index)
      const at = match.index + match[0].length - surface.length
      words.push({ word, surface: surface.replace(POSSESSIVE, ""), name, at })
    }
  }
  return words
}

/** The same words, as the index holds them and nothing else of them: most texts are only searched and compared. */
export function foldedWords(text: string, language?: string | null): string[] {
  const reader = readerOf(language)
  const words: string[] = []
  for (const token of text.match(TOKEN) ?? []) {
    const surface = reader.elides ? token.replace(ELIDED, "") : token
    const word = normalise(surface, reader)
    if (word === UNSPACED_TEXT) {
      for (const found of segment(surface, reader.language, reader.stop)) words.push(found.word)
    } else if (word !== null) words.push(word)
  }
  return words
}

/** The words of a text as the index holds them, each once. */
export function searchWords(text: string, language?: string | null): string[] {
  return [...new Set(foldedWords(text, language))]
}

/** What reading a language takes, and the words it has met: texts say the same ones again and again. */
interface Reader {
  language: string
  stop: ReadonlySet<string>
  elides: boolean
  met: Map<string, string | null>
}

const readers = new Map<string, Reader>()
const MOST_READERS = 50
const MOST_MET = 20_000
const LONGEST_MET = 40

function readerOf(language: string | null | undefined): Reader {
  const primary = primaryLanguage(language)
  const known = readers.get(primary)
  if (known) return known
  if (readers.size >= MOST_READERS) readers.clear()
  const elides = primary === "fr" || primary === "it" || primary === "ca"
  const reader = { language: primary, stop: stopWords(primary), elides, met: new Map() }
  readers.set(primary, reader)
  return reader
}

const POSSESSIVE = /['’]s?$/i
// French and Italian articles and prepositions before a vowel.
const ELIDED = /^(?:[cdjlmnst]|qu|dall|dell|nell|sull|all|un)['’](?=\p{L}{2})/iu

/** Stands for text of a script without spaces, which is several words. */
const UNSPACED_TEXT = ""

function normalise(surface: string, reader: Reader): string | null {
  const { met } = reader
  const known = met.get(surface)
  if (known !== undefined) return known
  const word = UNSPACED.test(surface) ? UNSPACED_TEXT : normaliseWord(surface, reader)
  if (surface.length > LONGEST_MET) return word
  if (met.size >= MOST_MET) met.clear()
  met.set(surface, word)
  return word
}

function normaliseWord(surface: string, { language, stop }: Reader): string | null {
  if (/^\p{N}+(?:[.,:]|$)/u.test(surface)) return normaliseNumber(fold(surface))
  const folded = fold(surface.replace(POSSESSIVE, "")).replace(/[.&'’\u200c]/g, "")
  if (folded.length < 2 || folded.length > 40 || stop.has(folded)) return null
  return stem(folded, language)
}

/** Thousands joined, decimals kept: `1,000` → `1000`, `6.1` and `6,1` → `6·1`. One digit alone says nothing. */
function normaliseNumber(number: string): string | null {
  const joined = number.replace(/[.,](?=\d{3}(?!\d))/g, "").replace(/[.,:]/g, "·")
  return joined.length < 2 || joined.length > 20 ? null : joined
}

function opensSentence(text: string, at: number): boolean {
  return at === 0 || SENTENCE_END.test(text.slice(Math.max(0, at - 3), at))
}

/** Headlines In Title Case tell no names from other words. */
function isTitleCase(text: string): boolean {
  const words = text.slice(0, 400).match(/\p{L}[\p{L}'’]{3,}/gu) ?? []
  return words.filter((word) => CAPITAL.test(word)).length > words.length * 0.6
}
