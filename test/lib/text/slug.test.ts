import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isBounded, latinSlug, MAX_SLUG_BYTES, slugOf } from "../../../src/lib/text/slug.ts"

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

it.each([
  ["Élan & Co", "elan-co"],
  ["  -- A/B -- ", "a-b"],
  ["د کابل ورځپاڼه 2", "2"],
  ["خبر", ""],
  [`${"x".repeat(89)} y`, "x".repeat(89)],
])("%s in Latin letters", (label, slug) => {
  expect(latinSlug(label)).toBe(slug)
})

describe("a label that is too long for a key", () => {
  const LONG = ["x".repeat(1000), "خبر ".repeat(300), "漢".repeat(500), `${"é".repeat(400)}!`, "हिन्दी ".repeat(100)]

  it.each(LONG)("%#: is cut to the bound, and its slug is the slug of itself", (label) => {
    const slug = slugOf(label)
    expect(new TextEncoder().encode(slug).length).toBeLessThanOrEqual(MAX_SLUG_BYTES)
    expect(isBounded(slug)).toBe(true)
    expect(slugOf(slug)).toBe(slug)
  })

  it.each(LONG)("%#: stays distinct from one that differs at its end", (label) => {
    expect(slugOf(`${label} a`)).not.toBe(slugOf(`${label} b`))
  })

  it("keeps a slug that just fits as it is", () => {
    expect(slugOf("x".repeat(MAX_SLUG_BYTES))).toBe("x".repeat(MAX_SLUG_BYTES))
    expect(isBounded("漢".repeat(200))).toBe(false)
  })
})

it("is the slug of itself", { tags: "property" }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (label) => {
      expect(slugOf(slugOf(label))).toBe(slugOf(label))
    }),
  )
})
