/** An answer in an isolate's memory. */
export interface Held {
  /** When the stores were last asked, milliseconds since 1970. */
  checkedAt: number
  /** About how many bytes it takes. */
  bytes: number
}

/** How long an answer is served without asking the stores again. At a far edge KV is a minute old anyway. */
export const MAX_FRESH_MS = 5000

/** Answers by path. The oldest entries are dropped first. While the stores fail, answers come from here. */
export class Memory<T extends Held> {
  #held = new Map<string, T>()
  #bytes = 0
  readonly #maxBytes: number

  /** An isolate has 128 MB in all. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(path: string): T | undefined {
    return this.#held.get(path)
  }

  put(path: string, held: T): void {
    this.drop(path)
    this.#held.set(path, held)
    this.#bytes += held.bytes
    for (const [oldest] of this.#held) {
      if (this.#bytes <= this.#maxBytes || oldest === path) break
      this.drop(oldest)
    }
  }

  drop(path: string): void {
    const held = this.#held.get(path)
    if (!held) return
    this.#held.delete(path)
    this.#bytes -= held.bytes
  }

  /** Counts how often it was cleared. */
  generation = 0

  clear(): void {
    this.generation++
    this.#held.clear()
    this.#bytes = 0
  }
}
