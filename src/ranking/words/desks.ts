// Tells sport, cooking, gadgets and show business from the rest of the news.
// In: a story's title, text, section and tags. Out: the desk that would write it, or null for any other.
// Two stories of one country are near each other, but a match report is not what the reader of a policy analysis wants.
import { DESK_WORDS, type Desk, SECTIONS } from "./desk-words.ts"
import { fold } from "./fold.ts"

export type { Desk }

const toMap = (table: Record<Desk, string>) =>
  new Map(
    Object.entries(table).flatMap(([desk, words]) =>
      words
        .trim()
        .split(/\s+/)
        .map((word) => [fold(word), desk as Desk] as const),
    ),
  )
const byBeginning = toMap(DESK_WORDS)
const bySection = toMap(SECTIONS)
const LENGTHS = [...new Set([...byBeginning.keys()].map((word) => word.length))].sort((a, b) => b - a)
const WORD = /[\p{L}\p{M}\u200c]+/gu
/** One such word may be chance. */
const MIN_WORDS = 2
/** A section or a tag of the desk counts as much as its words. */
const LABEL = 2
/** A short word is no beginning: it has to be the word itself, or to have one more letter. */
const MAX_WHOLE_LETTERS = 4

/** Gives the desk of a text: the one with most of its words, if there are two different ones, or a label. */
export function deskOf(text: string, labels: string[] = []): Desk | null {
  const found = new Map<Desk, number>()
  const count = (desk: Desk, by: number) => found.set(desk, (found.get(desk) ?? 0) + by)
  const met = new Set<string>()
  for (const word of text.match(WORD)?.map(fold) ?? []) {
    const beginning = beginningOf(word)
    if (!beginning || met.has(beginning)) continue
    met.add(beginning)
    count(byBeginning.get(beginning)!, 1)
  }
  for (const label of labels.map(fold)) {
    const desk = bySection.get(label) ?? byBeginning.get(beginningOf(label) ?? "")
    if (desk) count(desk, LABEL)
  }
  const [best] = [...found].sort((a, b) => b[1] - a[1])
  return best && best[1] >= MIN_WORDS ? best[0] : null
}

/** Arabic writes the article at the beginning of a word. */
function beginningOf(word: string): string | undefined {
  for (const form of [word, word.replace(/^(?:[وف]?[بک]?ال|لل)/, "")]) {
    const found = LENGTHS.map((length) => form.slice(0, length)).find(
      (start) =>
        byBeginning.has(start) &&
        (start.length > MAX_WHOLE_LETTERS || form.length <= start.length + (isLatin(form) ? 1 : 3)),
    )
    if (found) return found
  }
  return undefined
}

const isLatin = (word: string) => /^[a-z]/.test(word)
