import type { FeedFormat, FeedKey } from "../feeds/catalogue.ts"
import type { Snapshot } from "../store/snapshots.ts"

/** A snapshot as this isolate last saw it, with the headers that every answer of it carries. */
export interface Held {
  key: FeedKey
  format: FeedFormat
  snapshot: Snapshot
  headers: Headers
  /** When the store was last asked, milliseconds since 1970. */
  checkedAt: number
}

/** How long an answer is given without asking the store again: a feed is a minute old at a far edge anyway. */
export const FRESH_MS = 5000

// An isolate has 128 MB in all.
const MOST_BYTES = 16 * 1024 * 1024

/** Snapshots by path; the longest unused go first. What is in here is also what answers while the store fails. */
export class FeedMemory {
  #held = new Map<string, Held>()
  #bytes = 0

  get(path: string): Held | undefined {
    return this.#held.get(path)
  }

  put(path: string, held: Held): void {
    this.drop(path)
    this.#held.set(path, held)
    this.#bytes += held.snapshot.body.byteLength
    for (const [oldest] of this.#held) {
      if (this.#bytes <= MOST_BYTES || oldest === path) break
      this.drop(oldest)
    }
  }

  drop(path: string): void {
    const held = this.#held.get(path)
    if (!held) return
    this.#held.delete(path)
    this.#bytes -= held.snapshot.body.byteLength
  }
}
