import type { Scored } from "./score.ts"

/** A list needs one link of this score to be shown at all, when no others bear it out. */
const OPENS = 0.6
/** So many of the best are asked, and a word counts when so many of them hold it. */
const ASKED = 5
const AGREEING = 3
// Fitted with the scores: what chance brings together agrees on less than this of the subject.
const BY_CHANCE = 0.04
const WORTH = 14

/**
 * Whether these candidates, best first and no two of them copies, are worth a list. One good link is enough. A weaker one
 * will do when others share the same words of the subject with it: what is unrelated resembles a story in one word here
 * and another there, while a story that others tell is told in the same words.
 */
export function isWorthList(scored: Scored[]): boolean {
  const [best] = scored
  if (!best) return false
  const agreed = Math.max(0, agreement(scored.slice(0, ASKED)) - BY_CHANCE)
  return logit(best.score) + WORTH * agreed >= logit(OPENS)
}

const logit = (score: number) => Math.log(score / (1 - score))

/** 0..1: how much of the subject is in words that several of these hold, but for the heaviest one: one may be chance. */
function agreement(scored: Scored[]): number {
  const holders = new Map<string, number>()
  let [agreed, heaviest] = [0, 0]
  for (const { shared } of scored) {
    for (const { word, weight } of shared) {
      const count = (holders.get(word) ?? 0) + 1
      holders.set(word, count)
      if (count !== AGREEING) continue
      agreed += weight
      heaviest = Math.max(heaviest, weight)
    }
  }
  return agreed - heaviest
}
