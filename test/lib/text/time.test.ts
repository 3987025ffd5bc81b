import fc from "fast-check"
import { expect, it } from "vitest"
import { toRfc3339 } from "../../../src/lib/text/time.ts"

const time = fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: -1e13, max: 1e13 }), fc.double())

it("toRfc3339 writes what Date does, for every possible time", { tags: "property" }, () => {
  fc.assert(
    fc.property(time, (ms) => {
      const possible = Number.isNaN(ms) ? 0 : Math.max(-8.64e15, Math.min(8.64e15, ms))
      expect(toRfc3339(ms)).toBe(new Date(possible).toISOString())
    }),
    { numRuns: 3000 },
  )
})
