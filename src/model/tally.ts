/** The counters of /metrics, with the names of their labels. */
export const COUNTERS = {
  /** Answers with a feed. `kind`: main, tag, profile and so on; never one tag's name. */
  feed_requests: ["kind", "format", "status"],
  /** Files of feeds that a render made: written, unchanged, failed. */
  renders: ["kind", "outcome"],
  /** Polls of partners. */
  polls: ["outcome"],
  /** Partners' items: created, updated, withdrawn, rejected. */
  items: ["change"],
  /** Deliveries to subscribers of our feeds. */
  deliveries: ["outcome"],
  /** Links of boxes that were shown and clicked, where pages tell. */
  links: ["event"],
  /** Messages that a queue delivered, and the milliseconds that they waited. */
  queue_messages: ["queue"],
  queue_wait_ms: ["queue"],
} as const

export type CounterName = keyof typeof COUNTERS

export interface CounterSum {
  name: CounterName
  /** The values of its labels, in the order of COUNTERS. */
  labels: string[]
  value: number
}

/** A file of a feed, as it is counted. */
export interface CountedFeed {
  /** As in the snapshots: `main` and `rss.xml`. */
  feed: string
  file: string
  /** Both together. */
  id: string
  kind: string
  format: string
  /** Whether its readers are counted too: somebody can subscribe to it. */
  hasReaders: boolean
}

/** What one reader of a feed asked. */
export interface ReaderSum {
  feed: string
  file: string
  /** A hosted reader's name, `single` or `bots`. */
  reader: string
  requests: number
  /** Of single readers: how many there are, see counting/sketch.ts. */
  sketch?: string
}

/** How many subscribers a hosted reader says it has. */
export interface SaidSum {
  feed: string
  file: string
  reader: string
  /** The reader's id of the feed, empty when it says none. */
  feedId: string
  subscribers: number
}

/** What was counted, to be added to the sums in D1. */
export interface Sums {
  counters: CounterSum[]
  readers: ReaderSum[]
  said: SaidSum[]
}

/** The key of a day: readers' addresses are hashed with it. It is thrown away when the day is summed. */
export interface DayKey {
  /** `2026-11-23` */
  day: string
  key: Uint32Array
}

/** Counts in this isolate's memory. Nothing in it waits. */
export interface Tally {
  /** A feed was asked for. */
  served(feed: CountedFeed, status: number, headers: Headers): void
  add<Name extends CounterName>(name: Name, labels: Labels<Name>, by?: number): void
  readonly isEmpty: boolean
  /** When a write was planned, and when one was done. */
  plannedAt: number
  writtenAt: number
  /** The key that readers are hashed with from now on. */
  dayKey: DayKey | null
  /** Takes what was counted. Without a key, what is known of readers is dropped. */
  take(): Sums
}

export type Labels<Name extends CounterName> = LabelValues<(typeof COUNTERS)[Name]>

type LabelValues<Names extends readonly string[]> = { [At in keyof Names]: string }

/** What only counts needs no more of it. */
export type Counting = Pick<Tally, "add">
