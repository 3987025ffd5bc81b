// Turns text into words that can be compared and indexed.
// In: plain text and its language. Out: folded, stemmed words without stop words; with their places if asked.
// Source: Unicode properties for words, UAX #29 (Intl.Segmenter) for scripts without spaces.
import { primaryLanguage } from "../../lib/text/language.ts"
import { fold } from "./fold.ts"
import { segment } from "./segment.ts"
import { stem } from "./stem.ts"
import { STOP_SYLLABLES, stopWords } from "./stop-words.ts"

/** One word of a text. */
export interface Word {
  /** As compared and indexed: only letters, digits, marks and U+00B7. */
  word: string
  /** As written in the text. */
  surface: string
  /** Whether it is capitalised where an ordinary word would not be. */
  name: boolean
  /** Index of its first character in the text. */
  at: number
}

// In order: initials with full stops, AT&T, numbers with points, commas and colons, words with apostrophes.
const TOKEN =
  /(?:\p{Lu}\.){2,}|\p{Lu}+&\p{Lu}+|\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{M}\p{N}\u200c]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const CAPITAL = /^\p{Lu}/u
const SENTENCE_END = /[.!?:;"“”‘«»(|\n—–-]\s*$/

/**
 * The version of the words that a text has. Raise it with every change of them: the clock then indexes all items again.
 * A test knows when.
 */
export const WORDS_VERSION = "3"

/** The words of a text in order, without stop words. `language` is BCP 47. */
export function wordsOf(text: string, language?: string | null): Word[] {
  const words = singleWordsOf(text, language)
  if (primaryLanguage(language) !== SYLLABLES) return words
  return pairsOf(words.filter(({ surface }) => !STOP_SYLLABLES.has(surface.normalize("NFC").toLowerCase())))
}

/** Vietnamese writes each syllable by itself. Alone they say little; two make most of its words. */
const SYLLABLES = "vi"

/** Runs of syllables that stand beside each other, two by two. One without a neighbour stays. */
function pairsOf(syllables: Word[]): Word[] {
  const isNext = (a: Word | undefined, b: Word | undefined) => !!a && !!b && b.at === a.at + a.surface.length + 1
  return syllables.flatMap((each, n) => {
    const next = syllables[n + 1]
    if (isNext(each, next)) {
      const [word, surface] = [`${each.word}·${next!.word}`, `${each.surface} ${next!.surface}`]
      return [{ word, surface, name: each.name && next!.name, at: each.at }]
    }
    return isNext(syllables[n - 1], each) ? [] : [each]
  })
}

function singleWordsOf(text: string, language?: string | null): Word[] {
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

/** The same words in their indexed form only. It is faster, and enough to search and compare. */
export function foldedWords(text: string, language?: string | null): string[] {
  const reader = readerOf(language)
  if (reader.language === SYLLABLES) return wordsOf(text, language).map(({ word }) => word)
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

/** The words of a text in their indexed form, each once. */
export function searchWords(text: string, language?: string | null): string[] {
  return [...new Set(foldedWords(text, language))]
}

/** The rules of a language, and a cache of normalised words, because texts repeat the same words. */
interface Reader {
  language: string
  stop: ReadonlySet<string>
  elides: boolean
  met: Map<string, string | null>
}

const readers = new Map<string, Reader>()
const MAX_READERS = 50
const MAX_MET_WORDS = 20_000
const MAX_MET_CHARACTERS = 40

function readerOf(language: string | null | undefined): Reader {
  const primary = primaryLanguage(language)
  const known = readers.get(primary)
  if (known) return known
  if (readers.size >= MAX_READERS) readers.clear()
  const elides = primary === "fr" || primary === "it" || primary === "ca"
  const reader = { language: primary, stop: stopWords(primary), elides, met: new Map() }
  readers.set(primary, reader)
  return reader
}

const POSSESSIVE = /['’]s?$/i
// French and Italian articles and prepositions before a vowel.
const ELIDED = /^(?:[cdjlmnst]|qu|dall|dell|nell|sull|all|un)['’](?=\p{L}{2})/iu

/** Marks text in a script without spaces. It has to be segmented first. */
const UNSPACED_TEXT = ""

function normalise(surface: string, reader: Reader): string | null {
  const { met } = reader
  const known = met.get(surface)
  if (known !== undefined) return known
  const word = UNSPACED.test(surface) ? UNSPACED_TEXT : normaliseWord(surface, reader)
  if (surface.length > MAX_MET_CHARACTERS) return word
  if (met.size >= MAX_MET_WORDS) met.clear()
  met.set(surface, word)
  return word
}

function normaliseWord(surface: string, { language, stop }: Reader): string | null {
  if (/^\p{N}+(?:[.,:]|$)/u.test(surface)) return normaliseNumber(fold(surface))
  const folded = fold(surface.replace(POSSESSIVE, "")).replace(/[.&'’\u200c]/g, "")
  if (folded.length < 2 || folded.length > 40 || stop.has(folded)) return null
  return stem(folded, language)
}

/** Removes thousands separators and keeps decimals: `1,000` → `1000`, `6.1` and `6,1` → `6·1`. Null for one digit. */
function normaliseNumber(number: string): string | null {
  const joined = number.replace(/[.,](?=\d{3}(?!\d))/g, "").replace(/[.,:]/g, "·")
  return joined.length < 2 || joined.length > 20 ? null : joined
}

function opensSentence(text: string, at: number): boolean {
  return at === 0 || SENTENCE_END.test(text.slice(Math.max(0, at - 3), at))
}

/** In Title Case every word is capitalised, so capitals do not show names. */
function isTitleCase(text: string): boolean {
  const words = text.slice(0, 400).match(/\p{L}[\p{L}'’]{3,}/gu) ?? []
  return words.filter((word) => CAPITAL.test(word)).length > words.length * 0.6
}
