import { describe, expect, it } from "vitest"
import { sipHash } from "../../../src/lib/crypto/siphash.ts"

// Key 00 01 … 0f, message 00 01 … of that length, hash as its bytes: vectors of the authors' reference code.
const KEY = new Uint32Array(new Uint8Array(16).map((_, n) => n).buffer)
const VECTORS: [length: number, hash: string][] = [
  [0, "310e0edd47db6f72"],
  [1, "fd67dc93c539f874"],
  [2, "5a4fa9d909806c0d"],
  [7, "37d1018bf50002ab"],
  [8, "6224939a79f5f593"],
  [9, "b0e4a90bdf82009e"],
  [15, "e545be4961ca29a1"],
  [63, "724506eb4c328a95"],
]

const hex = (words: [number, number]) =>
  [...new Uint8Array(new Uint32Array(words).buffer)].map((b) => b.toString(16).padStart(2, "0")).join("")

describe("SipHash-2-4", () => {
  it.each(VECTORS)("of %i bytes is as its authors have it", (length, hash) => {
    expect(
      hex(
        sipHash(
          KEY,
          new Uint8Array(length).map((_, n) => n),
        ),
      ),
    ).toBe(hash)
  })

  it("is another with another key", () => {
    expect(hex(sipHash(new Uint32Array(4), new Uint8Array(8)))).not.toBe(hex(sipHash(KEY, new Uint8Array(8))))
  })
})
