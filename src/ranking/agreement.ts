import type { Scored } from "./score.ts"

/** One link with this score is enough to show a list, even if no other link agrees. */
const OPENS = 0.6
/** Of the MAX_ASKED_CANDIDATES best candidates, MIN_AGREEING_CANDIDATES must share a word for it to count. */
const MAX_ASKED_CANDIDATES = 5
const MIN_AGREEING_CANDIDATES = 3
// Fitted together with the scores. Unrelated items agree on less than this share of the subject by chance.
const BY_CHANCE = 0.04
const WORTH = 14

/**
 * Whether to show a list of these candidates, given best first and without copies. One good link is enough. A weaker one
 * is enough when several candidates match on the same words of the subject. Unrelated items each match on a different
 * word; items about the same event match on the same words.
 */
export function isWorthList(scored: Scored[]): boolean {
  const [best] = scored
  if (!best) return false
  const agreed = Math.max(0, agreement(scored.slice(0, MAX_ASKED_CANDIDATES)) - BY_CHANCE)
  return logit(best.score) + WORTH * agreed >= logit(OPENS)
}

const logit = (score: number) => Math.log(score / (1 - score))

/** 0..1: the weight of the subject's words that several candidates share. The heaviest is left out: it may be chance. */
function agreement(scored: Scored[]): number {
  const holders = new Map<string, number>()
  let [agreed, heaviest] = [0, 0]
  for (const { shared } of scored) {
    for (const { word, weight } of shared) {
      const count = (holders.get(word) ?? 0) + 1
      holders.set(word, count)
      if (count !== MIN_AGREEING_CANDIDATES) continue
      agreed += weight
      heaviest = Math.max(heaviest, weight)
    }
  }
  return agreed - heaviest
}
