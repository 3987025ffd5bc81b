// SipHash-2-4 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", 2012): a keyed hash of short inputs, at once and
// without a promise. A number of 64 bits is two of 32, the low one first: JavaScript has no faster ones. The state is
// in local variables, because a reader of a feed is hashed behind its request.

/** Hashes bytes with a key of four words, the lowest first. Gives two words, the low one first. */
export function sipHash(key: Uint32Array, bytes: Uint8Array, length = bytes.length): [low: number, high: number] {
  const k0 = key[0]!
  const k1 = key[1]!
  const k2 = key[2]!
  const k3 = key[3]!
  // "somepseudorandomlygeneratedbytes", as the paper has it.
  let a = k0 ^ 0x70736575
  let A = k1 ^ 0x736f6d65
  let b = k2 ^ 0x6e646f6d
  let B = k3 ^ 0x646f7261
  let c = k0 ^ 0x6e657261
  let C = k1 ^ 0x6c796765
  let d = k2 ^ 0x79746573
  let D = k3 ^ 0x74656462
  const words = length >> 3
  for (let word = 0; word <= words + 1; word++) {
    let low = 0
    let high = 0
    let rounds = 2
    if (word < words) {
      low = wordAt(bytes, word * 8, 4)
      high = wordAt(bytes, word * 8 + 4, 4)
    } else if (word === words) {
      // The last word has the rest, and the length in its highest byte.
      const rest = length & 7
      low = wordAt(bytes, word * 8, Math.min(rest, 4))
      high = wordAt(bytes, word * 8 + 4, Math.max(rest - 4, 0)) | ((length & 255) << 24)
    } else {
      c ^= 0xff
      rounds = 4
    }
    d ^= low
    D ^= high
    for (let round = 0; round < rounds; round++) {
      // SipRound, §2.2: v0 to v3 are a to d, their high words A to D.
      let sum = (a >>> 0) + (b >>> 0)
      A = (A + B + (sum > 0xffffffff ? 1 : 0)) | 0
      a = sum | 0
      let turned = (b << 13) | (B >>> 19)
      B = (B << 13) | (b >>> 19)
      b = turned ^ a
      B ^= A
      turned = a
      a = A
      A = turned
      sum = (c >>> 0) + (d >>> 0)
      C = (C + D + (sum > 0xffffffff ? 1 : 0)) | 0
      c = sum | 0
      turned = (d << 16) | (D >>> 16)
      D = (D << 16) | (d >>> 16)
      d = turned ^ c
      D ^= C
      sum = (a >>> 0) + (d >>> 0)
      A = (A + D + (sum > 0xffffffff ? 1 : 0)) | 0
      a = sum | 0
      turned = (d << 21) | (D >>> 11)
      D = (D << 21) | (d >>> 11)
      d = turned ^ a
      D ^= A
      sum = (c >>> 0) + (b >>> 0)
      C = (C + B + (sum > 0xffffffff ? 1 : 0)) | 0
      c = sum | 0
      turned = (b << 17) | (B >>> 15)
      B = (B << 17) | (b >>> 15)
      b = turned ^ c
      B ^= C
      turned = c
      c = C
      C = turned
    }
    a ^= low
    A ^= high
  }
  return [(a ^ b ^ c ^ d) >>> 0, (A ^ B ^ C ^ D) >>> 0]
}

/** Up to four bytes, the lowest first. */
function wordAt(bytes: Uint8Array, at: number, count: number): number {
  let word = 0
  for (let n = 0; n < count; n++) word |= bytes[at + n]! << (8 * n)
  return word
}
