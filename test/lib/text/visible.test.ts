import { describe, expect, it } from "vitest"
import { isVisible } from "../../../src/lib/text/visible.ts"

describe("isVisible", () => {
  it.each([
    ["nothing", ""],
    ["blanks of all kinds", " \t\n\u00a0\u2003\u3000"],
    ["joiners and marks of direction", "\u200b\u200c\u200d\u200e\u2060\ufeff\u202e\u2066"],
    ["soft hyphens", "\u00ad\u00ad"],
    ["Hangul fillers", "\u115f\u1160\u3164\uffa0"],
    ["variation selectors and tags", "\ufe0f\u{e0041}"],
    ["empty braille", "\u2800"],
    ["controls", "\u0000\u0008"],
  ])("is false for %s", (_, text) => {
    expect(isVisible(text)).toBe(false)
  })

  it.each(["a", "؟", "中", "👩‍🚀", "-", "\ue000", "\u200bا\u200c"])("is true for %j", (text) => {
    expect(isVisible(text)).toBe(true)
  })
})
