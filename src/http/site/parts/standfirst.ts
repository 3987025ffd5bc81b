import type { Article } from "../../../model/article.ts"

const COMPARED = 60

/** Gives the summary, unless the text begins with the same words. It does when the summary was made from the text. */
export function standfirstOf({ summary, contentHtml }: Article): string | null {
  const head = contentHtml.slice(0, 4000).replace(/<[^>]*>/g, " ")
  return lettersOf(head).startsWith(lettersOf(summary).slice(0, COMPARED)) ? null : summary
}

// Entities, spacing and punctuation can differ between the two, but letters and digits do not.
const lettersOf = (text: string) => text.replace(/&#?\w+;/g, "").replace(/[^\p{L}\p{N}]/gu, "")
