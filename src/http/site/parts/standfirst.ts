import type { Article } from "../../../model/article.ts"

const MAX_COMPARED_LETTERS = 60

/** Gives the summary, unless the text begins with the same words. It does when the summary was made from the text. */
export function standfirstOf({ summary, contentHtml }: Article): string | null {
  const head = contentHtml.slice(0, 4000).replace(/<[^>]*>/g, " ")
  return lettersOf(head).startsWith(lettersOf(summary).slice(0, MAX_COMPARED_LETTERS)) ? null : summary
}

// Entities, spacing and punctuation can differ between the two, but letters and digits do not.
const lettersOf = (text: string) => text.replace(/&#?\w+;/g, "").replace(/[^\p{L}\p{N}]/gu, "")
