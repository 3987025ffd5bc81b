// Counts distinct readers without a list of them: HyperLogLog (Flajolet and others, 2007), with linear counting while
// they are few. In: hashes. Out: 1,024 small numbers, one digit each, from which nobody can be found again.
// Two sketches are put together by taking the greater of each digit, so isolates need not know each other.

/** The error is 3% of a large number; ±2 of a hundred. */
const REGISTERS = 1024
/** '0' stands for 0, so a sketch is text. */
const ZERO = 48

export type Sketch = Uint8Array

export const emptySketch = (): Sketch => new Uint8Array(REGISTERS)

/** Adds a reader by its hash. The same hash changes nothing. */
export function addToSketch(sketch: Sketch, [low, high]: [low: number, high: number]): void {
  const at = low % REGISTERS
  const rank = Math.clz32(high) + 1
  if (rank > sketch[at]!) sketch[at] = rank
}

export const formatSketch = (sketch: Sketch): string => String.fromCharCode(...sketch.map((rank) => rank + ZERO))

/** Two sketches as one. */
export function mergeSketches(one: string | null, other: string): string {
  if (one?.length !== other.length) return other
  let merged = ""
  for (let at = 0; at < other.length; at++) merged += one[at]! > other[at]! ? one[at] : other[at]
  return merged
}

/** About how many distinct readers were added. 0 for what is no sketch. */
export function estimate(text: string): number {
  if (text.length !== REGISTERS) return 0
  let sum = 0
  let empty = 0
  for (let at = 0; at < REGISTERS; at++) {
    const rank = text.charCodeAt(at) - ZERO
    sum += 2 ** -rank
    if (rank === 0) empty++
  }
  const alpha = 0.7213 / (1 + 1.079 / REGISTERS)
  const raw = (alpha * REGISTERS * REGISTERS) / sum
  return Math.round(raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw)
}
