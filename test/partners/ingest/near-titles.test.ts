import fc from "fast-check"
import { expect, it } from "vitest"
import { TitleIndex } from "../../../src/partners/ingest/near-titles.ts"

const numbers = (words: Set<string>) =>
  [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join()

/** Words in common over words in all; 0 where numbers differ. */
function alike(a: string, b: string): number {
  const [left, right] = [new Set(a.split(" ")), new Set(b.split(" "))]
  if (numbers(left) !== numbers(right)) return 0
  return [...left].filter((word) => right.has(word)).length / new Set([...left, ...right]).size
}

it("finds what comparing with every title would find", { tags: "property" }, () => {
  const title = fc
    .array(fc.constantFrom(..."river gauges return kabul bridge after flood of the day 1 2 again".split(" ")), {
      minLength: 1,
      maxLength: 9,
    })
    .map((words) => words.join(" "))
  fc.assert(
    fc.property(fc.array(title, { maxLength: 40 }), title, (held, asked) => {
      const found = new TitleIndex(held, (item) => item).nearest(asked, () => true)
      const best = Math.max(0, ...held.map((other) => alike(asked, other)))
      if (new Set(asked.split(" ")).size < 4 || best < 0.8) expect(found).toBeNull()
      else expect(alike(asked, found!)).toBe(best)
    }),
    { numRuns: 500 },
  )
})

it("asks before it takes one", () => {
  const held = ["gauges return to the river", "gauges return to the river"].map((title, n) => ({ title, n }))
  const index = new TitleIndex(held, ({ title }) => title)
  expect(index.nearest("gauges return to the river", ({ n }) => n === 1)).toBe(held[1])
  expect(index.nearest("gauges return to the river", () => false)).toBeNull()
})
