import { fold } from "./fold.ts"

const HAN = /^\p{Script=Han}$/u
const MAX_SEGMENTERS = 50
const segmenters = new Map<string, Intl.Segmenter>()

/**
 * The words of a text in a script without spaces. A run of single Han characters is usually a name that no dictionary
 * has, so it is kept as one word. Other single characters are dropped. `language` is a primary language subtag.
 */
export function segment(
  text: string,
  language: string,
  stop: ReadonlySet<string>,
): { word: string; surface: string }[] {
  const found: { word: string; surface: string }[] = []
  let run = ""
  const add = (surface: string) => {
    const word = fold(surface)
    if (word.length > 1 && !stop.has(word)) found.push({ word, surface })
  }
  for (const { segment: part, isWordLike } of segmenterOf(language).segment(text)) {
    if (isWordLike && HAN.test(part) && !stop.has(part) && run.length < 4) {
      run += part
      continue
    }
    add(run)
    run = ""
    if (isWordLike) add(part)
  }
  add(run)
  return found
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known) return known
  const made = new Intl.Segmenter(language, { granularity: "word" })
  if (segmenters.size >= MAX_SEGMENTERS) segmenters.clear()
  segmenters.set(language, made)
  return made
}
