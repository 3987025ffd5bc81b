import type { Article } from "../../../model/article.ts"

const COMPARED = 60

/** The summary, unless the text begins with the same words, as it does when the summary was made from it. */
export function standfirstOf({ summary, contentHtml }: Article): string | null {
  const head = contentHtml.slice(0, 4000).replace(/<[^>]*>/g, " ")
  return lettersOf(head).startsWith(lettersOf(summary).slice(0, COMPARED)) ? null : summary
}

// Entities, spacing and punctuation differ between the two; letters and digits do not.
const lettersOf = (text: string) => text.replace(/&#?\w+;/g, "").replace(/[^\p{L}\p{N}]/gu, "")
