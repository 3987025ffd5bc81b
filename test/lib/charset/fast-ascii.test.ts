import fc from "fast-check"
import { expect, it } from "vitest"
import { isPlainAscii } from "../../../src/lib/charset/fast-ascii.ts"

const byte = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  fc.integer({ min: 0, max: 0xff }),
)

it("isPlainAscii tells printable bytes, tabs and line feeds from all others", { tags: "property" }, () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(5), (all, offset) => {
      const bytes = Uint8Array.from(all).subarray(offset)
      expect(isPlainAscii(bytes)).toBe(/^[\t\n -~]*$/.test(String.fromCharCode(...bytes)))
    }),
    { numRuns: 3000 },
  )
})

it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("isPlainAscii sees byte %i of nine", (at) => {
  for (const [byte, expected] of [
    [0x1f, false],
    [0x7f, false],
    [0x80, false],
    [0xff, false],
    [0x0a, true],
  ] as const) {
    const bytes = new Uint8Array(9).fill(0x61)
    bytes[at] = byte
    expect(isPlainAscii(bytes)).toBe(expected)
  }
})
