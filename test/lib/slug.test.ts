import fc from "fast-check"
import { expect, it } from "vitest"
import { slugOf } from "../../src/lib/slug.ts"

it.each([
  ["Water", "water"],
  ["Oil & Gas", "oil-gas"],
  ["  -- A/B -- ", "a-b"],
  ["Öl", "öl"],
  ["O\u0308l", "öl"],
  ["İstanbul", "i̇stanbul"],
  ["خبر روز", "خبر-روز"],
  ["हिन्दी", "हिन्दी"],
  ["2026 🌧️ rain", "2026-rain"],
  ["!!!", ""],
  ["", ""],
])("%s", (label, slug) => {
  expect(slugOf(label)).toBe(slug)
})

it("is the slug of itself", { tags: "property" }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (label) => {
      expect(slugOf(slugOf(label))).toBe(slugOf(label))
    }),
  )
})
