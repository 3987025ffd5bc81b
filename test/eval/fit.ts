// Fits OPENS (src/ranking/agreement.ts) to sets, and to all of them but one, to see how it does on what it was not fitted to.
//   npx node test/eval/fit.ts SET.jsonl:NOISE.jsonl …
// The best is the one with the highest mean nDCG@5 at which noise alone gets silence: 0.95 in the mean, 0.85 in every set.
import { OPENS } from "../../src/ranking/agreement.ts"
import { measure } from "./offline.ts"
import { type JudgedSet, readSet } from "./sets.ts"

const GRID = [0.5, 0.53, 0.56, 0.59, 0.62, 0.65, 0.7, 0.75]
const MIN_MEAN_SILENCE = 0.95
const MIN_SILENCE = 0.85

interface Point {
  opens: number
  "nDCG@5": number
  sure: number
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const pointsOf = ({ stories, noise, strict }: JudgedSet): Point[] =>
  GRID.map((opens) => ({
    opens,
    "nDCG@5": measure(stories, noise, { strict, opens })["nDCG@5"],
    sure: measure(stories, noise, { strict, opens, onlyNoise: true }).silence ?? 1,
  }))

function bestOf(curves: Point[][]): number {
  const rows = GRID.map((opens, n) => {
    const sure = curves.map((curve) => curve[n]!.sure)
    const isSilent = mean(sure) >= MIN_MEAN_SILENCE && Math.min(...sure) >= MIN_SILENCE
    return { opens, worth: isSilent ? mean(curves.map((curve) => curve[n]!["nDCG@5"])) : -1 }
  })
  return rows.reduce((best, row) => (row.worth > best.worth ? row : best)).opens
}

const sets = await Promise.all(process.argv.slice(2).map(readSet))
const curves = sets.map(pointsOf)
console.log(`fitted to all: ${bestOf(curves)} (in the source: ${OPENS})`)
console.table(
  Object.fromEntries(
    sets.map(({ name }, n) => {
      const opens = bestOf(curves.filter((_, other) => other !== n))
      return [name, curves[n]!.find((point) => point.opens === opens)!]
    }),
  ),
)
