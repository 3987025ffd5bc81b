import type { Scored } from "./score.ts"

/** What decides whether there is a list. */
export interface Opener {
  /** The opening that a list needs. */
  opens: number
  /** Unrelated items agree on less than this share of the subject by chance. */
  byChance: number
  /** What agreement beyond that adds to the logit of the best score. */
  worth: number
  /** What a subject of e times as many words takes off it: more words match by chance. */
  length: number
}

/** Fitted by test/eval/fit.ts (README.md, Figures). */
export const OPENER: Opener = { opens: 0.6, byChance: 0.06, worth: 14, length: 0.25 }
/** Of the MAX_ASKED_CANDIDATES best candidates, MIN_AGREEING_CANDIDATES must share a word for it to count. */
const MAX_ASKED_CANDIDATES = 5
const MIN_AGREEING_CANDIDATES = 3
/** A subject of this many words loses and gains nothing by its length. Those of fewer than MIN_WORDS count as such. */
const MIDDLE_WORDS = 20
const MIN_WORDS = 3

/**
 * 0..1: how sure it is that a list of these candidates is worth showing. They are given best first and without copies. It
 * is the score of the best, and more when several candidates match on the same words of the subject. Unrelated items each
 * match on a different word; items about the same event match on the same words. `words`: how many words of the subject were searched.
 */
export function opening(scored: Scored[], words: number, { byChance, worth, length } = OPENER): number {
  const [best] = scored
  if (!best) return 0
  const agreed = Math.max(0, agreement(scored.slice(0, MAX_ASKED_CANDIDATES)) - byChance)
  const longer = Math.log(Math.max(MIN_WORDS, words) / MIDDLE_WORDS)
  return 1 / (1 + Math.exp(length * longer - logit(best.score) - worth * agreed))
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
