import { fold } from "./fold.ts"
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
}

// A word: letters, marks and digits, held together by apostrophes; digits by points and commas; initials by full stops.
const TOKEN =
  /(?:\p{Lu}\.){2,}|\p{Lu}+&\p{Lu}+|\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{M}\p{N}\u200c]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const HAN = /^\p{Script=Han}$/u
const CASED = /^\p{Lu}/u
const SENTENCE_END = /[.!?:;"“”‘«»(|\n—–-]\s*$/

/** `ps-AF` → `ps`; no language counts as English. */
export const primaryLanguage = (language: string | null | undefined): string =>
  (language ?? "en").toLowerCase().split(/[-_]/)[0] || "en"

/** The words of a text that say what it is about, in order, stop words left out. `language` is BCP 47. */
export function wordsOf(text: string, language?: string | null): Word[] {
  const primary = primaryLanguage(language)
  const stop = stopWords(primary)
  const headline = isTitleCase(text)
  const words: Word[] = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const surface = match[0]
    if (UNSPACED.test(surface)) {
      segment(surface, primary, stop, words)
    } else {
      const word = normalise(surface, primary, stop)
      if (word !== null) {
        const opens = match.index === 0 || SENTENCE_END.test(text.slice(Math.max(0, match.index - 3), match.index))
        words.push({
          word,
          surface: trimmed(surface),
          name: !headline && CASED.test(surface) && (!opens || end === 0 ? !opens : false),
        })
      }
    }
    end = match.index + surface.length
  }
  return words
}

/** The words of a text as the index holds them, each once. */
export function searchWords(text: string, language?: string | null): string[] {
  return [...new Set(wordsOf(text, language).map(({ word }) => word))]
}

function normalise(surface: string, language: string, stop: ReadonlySet<string>): string | null {
  if (/^\p{N}/u.test(surface)) return normaliseNumber(fold(surface))
  const folded = fold(surface.replace(/['’]s?$/i, "").replace(/['’]s$/i, ""))
    .replace(/[.&'’]/g, "")
    .replace(/\u200c/g, "")
  if (folded.length < 2 || folded.length > 40 || stop.has(folded)) return null
  return stem(folded, language)
}

/** Thousands joined, decimals kept: `1,000` → `1000`, `6.1` and `6,1` → `6·1`. One digit alone says nothing. */
function normaliseNumber(number: string): string | null {
  const joined = number.replace(/[.,](?=\d{3}(?!\d))/g, "").replace(/[.,:]/g, "·")
  return joined.length < 2 || joined.length > 20 ? null : joined
}

const trimmed = (surface: string) => surface.replace(/['’]s?$/i, "")

/** Headlines In Title Case tell no names from other words. */
function isTitleCase(text: string): boolean {
  const words = text.slice(0, 400).match(/\p{L}[\p{L}'’]{3,}/gu) ?? []
  return words.filter((word) => CASED.test(word)).length > words.length * 0.6
}

const segmenters = new Map<string, Intl.Segmenter>()

/** Scripts without spaces. A run of single Han characters is most often a name that no dictionary has: it stays whole. */
function segment(text: string, language: string, stop: ReadonlySet<string>, words: Word[]): void {
  let segmenter = segmenters.get(language)
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: "word" })))
  let run = ""
  const add = (surface: string) => {
    const word = fold(surface)
    if (
      surface &&
      (word.length > 1 || !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(word)) &&
      word.length > 1 &&
      !stop.has(word)
    )
      words.push({ word, surface, name: false })
  }
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && HAN.test(segment) && !stop.has(segment) && run.length < 4) run += segment
    else {
      add(run)
      run = ""
      if (isWordLike) add(segment)
    }
  }
  add(run)
}
