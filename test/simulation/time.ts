/** Work that happens at set times of a clock that is only a number. Between two events everything runs to its end. */
export interface SimulatedTime {
  now(): number
  at(time: number, work: () => void): void
  /** Resolves after this long. */
  after(milliseconds: number): Promise<void>
  /** Aborts after this long, as AbortSignal.timeout() does. */
  deadline(milliseconds: number): AbortSignal
  /** Lets all events up to this time happen. */
  runUntil(end: number): Promise<void>
}

export function simulatedTime(start: number): SimulatedTime {
  let now = start
  const events = new Heap()
  const at = (time: number, work: () => void) => events.add({ time: Math.max(Math.ceil(time), now), work })
  return {
    now: () => now,
    at,
    after: (milliseconds) => new Promise((done) => at(now + milliseconds, done)),
    deadline: (milliseconds) => {
      const controller = new AbortController()
      at(now + milliseconds, () => controller.abort())
      return controller.signal
    },
    runUntil: async (end) => {
      for (let next = events.peek(); next && next.time <= end; next = events.peek()) {
        now = next.time
        // All that is due at the same instant, then everything that follows from it without a wait.
        while (events.peek()?.time === now) events.take()!.work()
        await new Promise((done) => setImmediate(done))
      }
      now = end
    },
  }
}

interface Event {
  time: number
  work(): void
}

/** A binary heap, the earliest event first; those of one time in the order in which they came. */
class Heap {
  readonly #events: (Event & { order: number })[] = []
  #added = 0

  peek(): Event | undefined {
    return this.#events[0]
  }

  add(event: Event): void {
    let at = this.#events.push({ ...event, order: this.#added++ }) - 1
    for (let up = (at - 1) >> 1; at > 0 && this.#isBefore(at, up); up = (at - 1) >> 1) {
      this.#swap(at, up)
      at = up
    }
  }

  take(): Event | undefined {
    const first = this.#events[0]
    const last = this.#events.pop()
    if (!first || first === last) return first
    this.#events[0] = last!
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const least = left + 1 < this.#events.length && this.#isBefore(left + 1, left) ? left + 1 : left
      if (least >= this.#events.length || !this.#isBefore(least, at)) return first
      this.#swap(at, least)
      at = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#events[a]!, this.#events[b]!]
    return one.time < other.time || (one.time === other.time && one.order < other.order)
  }

  #swap(a: number, b: number): void {
    const one = this.#events[a]!
    this.#events[a] = this.#events[b]!
    this.#events[b] = one
  }
}
