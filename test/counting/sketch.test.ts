import { describe, expect, it } from "vitest"
import { readerAddress } from "../../src/counting/address.ts"
import { addToSketch, emptySketch, estimate, formatSketch } from "../../src/counting/sketch.ts"
import { sipHash } from "../../src/lib/crypto/siphash.ts"

const KEY = new Uint32Array([1, 2, 3, 4])
const hashOf = (reader: number | string) => sipHash(KEY, new TextEncoder().encode(`reader ${reader}`))

function sketchOf(from: number, to: number) {
  const sketch = emptySketch()
  for (let reader = from; reader < to; reader++) addToSketch(sketch, hashOf(reader))
  return sketch
}

describe("a sketch of readers", () => {
  // Three standard errors: of linear counting up to 2,560, of HyperLogLog with 1,024 registers above.
  it.each([
    [0, 0],
    [1, 0],
    [10, 1],
    [100, 7],
    [1000, 80],
    [10_000, 1000],
    [100_000, 10_000],
  ])("of %i is right within %i", (readers, error) => {
    expect(Math.abs(estimate(formatSketch(sketchOf(0, readers))) - readers)).toBeLessThanOrEqual(error)
  })

  it("counts a reader once, however often it comes", () => {
    const sketch = sketchOf(0, 50)
    const before = formatSketch(sketch)
    for (let reader = 0; reader < 50; reader++) addToSketch(sketch, hashOf(reader))
    expect(formatSketch(sketch)).toBe(before)
  })

  it("is text of digits and letters that JSON does not escape", () => {
    expect(formatSketch(sketchOf(0, 100_000))).toMatch(/^[0-9:;<=>?@A-Z]{1024}$/)
  })

  it("that is damaged counts nobody", () => {
    expect(estimate("")).toBe(0)
    expect(estimate("000")).toBe(0)
  })
})

describe("the address of a reader", () => {
  it.each([
    ["198.51.100.7", "198.51.100.7"],
    ["2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2"],
    ["2001:db8:1:2::1", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["2001:0db8:0:0:1:2:3:4", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["", ""],
  ])("%s is kept as %s", (address, kept) => {
    expect(readerAddress(address)).toBe(kept)
  })
})
