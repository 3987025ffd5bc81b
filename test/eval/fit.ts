// Fits OPENER (src/ranking/agreement.ts) to sets, and to all of them but one, to see how it does on what it was not fitted to.
//   npx node test/eval/fit.ts SET.jsonl:NOISE.jsonl …
// The best has the highest mean nDCG@5 of those at which noise alone gets silence: 0.95 in the mean, 0.85 in every set.
import { OPENER, type Opener, opening } from "../../src/ranking/agreement.ts"
import { mean, rounded } from "./measures.ts"
import { type Opened, openAll } from "./offline.ts"
import { type JudgedSet, readSet } from "./sets.ts"

const OPENS = [0.5, 0.54, 0.58, 0.6, 0.62, 0.64, 0.66, 0.7]
const BY_CHANCE = [0, 0.02, 0.04, 0.06, 0.08]
const WORTH = [0, 8, 11, 14, 18]
const LENGTH = [-0.2, 0, 0.1, 0.2, 0.25, 0.3, 0.4]
const GRID: Opener[] = LENGTH.flatMap((length) =>
  WORTH.flatMap((worth) => BY_CHANCE.flatMap((byChance) => OPENS.map((opens) => ({ opens, byChance, worth, length })))),
)
const MIN_MEAN_SILENCE = 0.95
const MIN_SILENCE = 0.85

interface Point {
  "nDCG@5": number
  /** The silence of articles among the noise alone. */
  sure: number
}

/** A set's figures at every opener of the grid. */
function curveOf({ stories, noise, strict }: JudgedSet): Point[] {
  const { wanted } = openAll(stories, noise, { strict })
  const { silent } = openAll(stories, noise, { strict, onlyNoise: true })
  return GRID.map((opener) => {
    const isOpen = ({ witnesses, words }: Opened) => opening(witnesses, words, opener) >= opener.opens
    return {
      "nDCG@5": mean(wanted.map((each) => (isOpen(each) ? each["nDCG@5"] : 0))),
      sure: mean(silent.map((each) => (isOpen(each) ? 0 : 1))),
    }
  })
}

/** The place in the grid of what suits these sets best. */
function bestOf(curves: Point[][]): number {
  const worths = GRID.map((_, n) => {
    const sure = curves.map((curve) => curve[n]!.sure)
    const isSilent = mean(sure) >= MIN_MEAN_SILENCE && Math.min(...sure) >= MIN_SILENCE
    return isSilent ? mean(curves.map((curve) => curve[n]!["nDCG@5"])) : -1
  })
  return worths.indexOf(Math.max(...worths))
}

const shown = ({ "nDCG@5": ndcg, sure }: Point) => ({ "nDCG@5": rounded(ndcg), sure: rounded(sure) })

const sets = await Promise.all(process.argv.slice(2).map(readSet))
const curves = sets.map(curveOf)
const best = bestOf(curves)
console.log("fitted to all: ", JSON.stringify(GRID[best]))
console.log("in the source: ", JSON.stringify(OPENER))
console.table(Object.fromEntries(sets.map(({ name }, n) => [name, shown(curves[n]![best]!)])))
console.log("fitted to all but the one:")
console.table(
  Object.fromEntries(
    sets.map(({ name }, n) => {
      const place = bestOf(curves.filter((_, other) => other !== n))
      return [name, { ...GRID[place], ...shown(curves[n]![place]!) }]
    }),
  ),
)
