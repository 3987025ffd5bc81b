// SipHash-2-4 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", 2012): a keyed hash of short inputs, at once and
// without a promise. Numbers of 64 bits are two of 32, the low one first.

/** A key of 16 bytes, or a hash of 8, as numbers of 32 bits, the lowest first. */
type Words = Uint32Array

/** The state of the hash: v0 to v3. */
type State = Uint32Array

/** Hashes bytes with a key of four words. Gives two words, the low one first. */
export function sipHash(key: Words, bytes: Uint8Array): Words {
  const v = start(key)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~7
  for (let at = 0; at < whole; at += 8) compress(v, view.getUint32(at, true), view.getUint32(at + 4, true))
  // The last word has the rest, and the length in its highest byte.
  let low = 0
  let high = (bytes.length & 255) << 24
  for (let at = whole; at < bytes.length; at++) {
    const shift = 8 * (at - whole)
    if (shift < 32) low |= bytes[at]! << shift
    else high |= bytes[at]! << (shift - 32)
  }
  compress(v, low, high)
  v[4]! ^= 0xff
  for (let round = 0; round < 4; round++) mix(v)
  return new Uint32Array([v[0]! ^ v[2]! ^ v[4]! ^ v[6]!, v[1]! ^ v[3]! ^ v[5]! ^ v[7]!])
}

function start([k0, k1, k2, k3]: Words): State {
  const v = new Uint32Array([
    // "somepseudorandomlygeneratedbytes", as the paper has it.
    0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
  ])
  for (const [at, word] of [k0!, k1!, k2!, k3!, k0!, k1!, k2!, k3!].entries()) v[at]! ^= word
  return v
}

function compress(v: State, low: number, high: number): void {
  v[6]! ^= low
  v[7]! ^= high
  mix(v)
  mix(v)
  v[0]! ^= low
  v[1]! ^= high
}

/** SipRound, §2.2. */
function mix(v: State): void {
  add(v, 0, 2)
  turn(v, 2, 13)
  xor(v, 2, 0)
  turn(v, 0, 32)
  add(v, 4, 6)
  turn(v, 6, 16)
  xor(v, 6, 4)
  add(v, 0, 6)
  turn(v, 6, 21)
  xor(v, 6, 0)
  add(v, 4, 2)
  turn(v, 2, 17)
  xor(v, 2, 4)
  turn(v, 4, 32)
}

function add(v: State, to: number, from: number): void {
  const low = v[to]! + v[from]!
  v[to + 1] = v[to + 1]! + v[from + 1]! + (low > 0xffffffff ? 1 : 0)
  v[to] = low
}

function xor(v: State, to: number, from: number): void {
  v[to]! ^= v[from]!
  v[to + 1]! ^= v[from + 1]!
}

/** Rotates to the left. */
function turn(v: State, at: number, by: number): void {
  const low = v[at]!
  const high = v[at + 1]!
  const rest = by & 31
  const [first, second] = by >= 32 ? [high, low] : [low, high]
  v[at] = rest ? (first << rest) | (second >>> (32 - rest)) : first
  v[at + 1] = rest ? (second << rest) | (first >>> (32 - rest)) : second
}
