import { htmlToText } from "../lib/html/index.ts"
import type { Article } from "../model/article.ts"

// Decides whether an edit is news to somebody who has read the article.
// In: the article before and after. Out: yes or no. The same input gives the same answer.
// RFC 5005 §4: an entry that changed in substance is given again. A typo must not bring a story back to every reader.

/** So many words of the text are a change, however long it is; and never fewer than the least. */
const MAX_MINOR_WORDS = 19
const MIN_WORDS = 5
const MIN_SHARE = 0.1

type Text = Pick<Article, "title" | "contentHtml">

/**
 * Whether the title has other words, or the text at least 5 other words that are a tenth of it or 20. Case, punctuation,
 * mark-up and the order of words do not count. In a title, neither does one wrong letter in a word without digits.
 */
export function changedInSubstance(before: Text, after: Text): boolean {
  if (!isSameTitle(wordsOf(before.title), wordsOf(after.title))) return true
  if (before.contentHtml === after.contentHtml) return false
  const [old, now] = [wordsOf(htmlToText(before.contentHtml)), wordsOf(htmlToText(after.contentHtml))]
  const least = Math.min(MAX_MINOR_WORDS + 1, Math.max(old.length, now.length) * MIN_SHARE)
  return otherWords(old, now) >= Math.max(MIN_WORDS, least)
}

// Scripts without spaces: each character counts as a word.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu

const wordsOf = (text: string): string[] => text.normalize("NFKC").toLowerCase().match(WORD) ?? []

const isSameTitle = (before: string[], after: string[]) =>
  before.length === after.length && before.every((word, at) => word === after[at] || isTypo(word, after[at]!))

/** One letter replaced, left out or put in. A single letter may be a word of its own, and digits are facts. */
function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 3 || long.length - short.length > 1 || /\p{N}/u.test(one + other)) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}

/** How many words were put in or taken out, whichever is more. */
function otherWords(before: string[], after: string[]): number {
  const counts = new Map<string, number>()
  for (const word of before) counts.set(word, (counts.get(word) ?? 0) + 1)
  let put = 0
  for (const word of after) {
    const left = counts.get(word) ?? 0
    if (left > 0) counts.set(word, left - 1)
    else put++
  }
  return Math.max(put, before.length - (after.length - put))
}
