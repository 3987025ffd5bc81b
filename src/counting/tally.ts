// Counts in the isolate's memory. A request costs two headers and three look-ups; everything else is done later.
// In: feeds that were answered, and other events. Out: sums, about once a minute (keep.ts).
import type { CountedFeed, CounterName, CounterSum, DayKey, Labels, Sums, Tally } from "../model/tally.ts"
import { FeedCount } from "./feed-count.ts"

/** Who asks is known by agent and address only until so many are to be sifted, or until the next write. */
const MAX_UNSIFTED = 500
/** Before an isolate has read the day's key. More are counted as requests alone. */
const MAX_WITHOUT_KEY = 5000
/** Longer ones differ in their beginnings. */
const MAX_AGENT_CHARACTERS = 300

export const createTally = (): Tally => new MemoryTally()

class MemoryTally implements Tally {
  dayKey: DayKey | null = null
  // An isolate that has just begun waits too.
  plannedAt = Number.NEGATIVE_INFINITY
  writtenAt = Number.NEGATIVE_INFINITY
  #feeds = new Map<string, FeedCount>()
  #counters = new Map<string, CounterSum>()
  #unsifted = 0

  get isEmpty(): boolean {
    return this.#feeds.size === 0 && this.#counters.size === 0
  }

  served(feed: CountedFeed, status: number, headers: Headers): void {
    let count = this.#feeds.get(feed.id)
    if (!count) {
      count = new FeedCount(feed)
      this.#feeds.set(feed.id, count)
    }
    count.statuses.set(status, (count.statuses.get(status) ?? 0) + 1)
    if (!feed.hasReaders) return
    const agent = headers.get("user-agent") ?? ""
    const visitor = `${agent.length > MAX_AGENT_CHARACTERS ? agent.slice(0, MAX_AGENT_CHARACTERS) : agent}\n${headers.get("cf-connecting-ip") ?? ""}`
    const before = count.visits.get(visitor)
    if (before !== undefined) count.visits.set(visitor, before + 1)
    else if (this.#unsifted < MAX_WITHOUT_KEY) {
      count.visits.set(visitor, 1)
      this.#unsifted++
      if (this.dayKey && this.#unsifted >= MAX_UNSIFTED) this.#sift(this.dayKey)
    }
  }

  add<Name extends CounterName>(name: Name, labels: Labels<Name>, by = 1): void {
    if (by === 0) return
    const values: readonly string[] = labels
    const id = `${name} ${values.join(" ")}`
    const sum = this.#counters.get(id)
    if (sum) sum.value += by
    else this.#counters.set(id, { name, labels: [...values], value: by })
  }

  take(): Sums {
    if (this.dayKey) this.#sift(this.dayKey)
    const feeds = [...this.#feeds.values()]
    const bots = feeds.reduce((sum, count) => sum + count.bots, 0)
    const sums: Sums = {
      counters: added([...feeds.flatMap((count) => count.counters), ...this.#counters.values()]),
      readers: [
        ...feeds.flatMap((count) => count.readers),
        // They ask for everything, and are no feed's audience.
        ...(bots ? [{ feed: "", file: "", reader: "bots", requests: bots }] : []),
      ],
      said: feeds.flatMap((count) => count.said),
    }
    this.#feeds = new Map()
    this.#counters = new Map()
    this.#unsifted = 0
    return sums
  }

  #sift({ key }: DayKey): void {
    for (const count of this.#feeds.values()) count.sift(key)
    this.#unsifted = 0
  }
}

/** The same counter of several feeds in one sum. */
function added(counters: CounterSum[]): CounterSum[] {
  const sums = new Map<string, CounterSum>()
  for (const { name, labels, value } of counters) {
    const id = `${name} ${labels.join(" ")}`
    sums.set(id, { name, labels, value: (sums.get(id)?.value ?? 0) + value })
  }
  return [...sums.values()]
}
