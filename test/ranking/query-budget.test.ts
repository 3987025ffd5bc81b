import { describe, expect, it } from "vitest"
import { affordableWords } from "../../src/ranking/query-budget.ts"

const affordable = (counts: Record<string, number>) =>
  affordableWords(
    Object.keys(counts).map((word) => ({ word })),
    new Map(Object.entries(counts)),
  ).map(({ word }) => word)

describe("a search pays for", () => {
  it("every word while they are rare, in their order", () => {
    expect(affordable({ gauges: 3, bagrami: 1, kabul: 90 })).toEqual(["gauges", "bagrami", "kabul"])
  })

  it("no word that stands in very many items, beside others", () => {
    expect(affordable({ said: 90_000, gauges: 3, people: 50_000 })).toEqual(["gauges"])
  })

  it("no word that stands nowhere", () => {
    expect(affordable({ unheard: 0, gauges: 3 })).toEqual(["gauges"])
  })

  it("so many places in all, however many words there are", () => {
    const counts = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`word${n}`, 400]))
    const words = affordable(counts)
    expect(words.length * 400).toBeLessThanOrEqual(2000)
    expect(words[0]).toBe("word0")
  })

  it("the rarest words of a subject that has common ones only", () => {
    expect(affordable({ people: 50_000, said: 90_000, year: 40_000 })).toEqual(["year", "people"])
  })
})
