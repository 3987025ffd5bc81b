import { describe, expect, it } from "vitest"
import { niceMost, Plot } from "../../../../src/http/site/parts/plot.tsx"

const plot = (values: (number | null)[], places = values.map((_, n) => `d${n}`)) =>
  String(Plot({ title: "Readers", places, lines: [{ name: "<All>", values }] }))

describe("a plot", () => {
  it.each([
    [1, 2],
    [2, 2],
    [3, 4],
    [5, 6],
    [11, 20],
    [153, 200],
    [401, 600],
    [801, 1000],
    [1000, 1000],
  ])("of at most %i ends at %i", (most, end) => {
    expect(niceMost(most)).toBe(end)
  })

  it("goes from the first place to the last, and up to the most", () => {
    expect(plot([0, 10])).toContain('d="M56 212h0L708 12"')
  })

  it("has a gap where nothing is known", () => {
    expect(plot([1, null, 1, 1])).toMatch(/d="M[\d. ]+h0M[\d. ]+h0L[\d. ]+"/)
  })

  it("of one place, of none, and of nothing is drawn too", () => {
    for (const drawn of [plot([5]), plot([]), plot([null, null])]) expect(drawn).not.toMatch(/NaN|Infinity|undefined/)
  })

  it("escapes names", () => {
    expect(plot([1])).not.toContain("<All>")
    expect(plot([1])).toContain("&lt;All&gt;")
  })
})
