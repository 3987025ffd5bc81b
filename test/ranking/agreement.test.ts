import { describe, expect, it } from "vitest"
import { OPENER, opening } from "../../src/ranking/agreement.ts"
import type { Scored } from "../../src/ranking/score.ts"

const scored = (score: number, ...words: string[]) =>
  ({ score, shared: words.map((word) => ({ word, weight: 0.1 })) }) as unknown as Scored

describe("a list is worth showing", () => {
  it.each([
    ["with one good link", [scored(0.8, "river")], true],
    ["with one link that is certain", [scored(1, "river")], true],
    ["never with a weak link alone", [scored(0.4, "river", "gauge", "flood")], false],
    [
      "never when each resembles the story in another word",
      [scored(0.45, "river"), scored(0.4, "gauge"), scored(0.4, "flood"), scored(0.3, "kabul")],
      false,
    ],
    [
      "when several share the same words with the story",
      [
        scored(0.45, "river", "gauge", "flood"),
        scored(0.4, "river", "gauge", "flood"),
        scored(0.4, "river", "gauge", "flood"),
      ],
      true,
    ],
    ["never when it is empty", [], false],
  ])("%s", (_, list, worth) => {
    expect(opening(list, 20) >= OPENER.opens).toBe(worth)
  })

  it("sooner for a headline than for a long article, whose many words match by chance", () => {
    const list = [scored(0.6, "river")]
    expect(opening(list, 7)).toBeGreaterThan(opening(list, 60))
    expect(opening([], 7)).toBe(0)
  })
})
