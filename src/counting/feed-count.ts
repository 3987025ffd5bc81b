import { sipHash } from "../lib/crypto/siphash.ts"
import type { CountedFeed, CounterSum, ReaderSum, SaidSum } from "../model/tally.ts"
import { readerAddress } from "./address.ts"
import { readAgent } from "./agents.ts"
import { addToSketch, emptySketch, formatSketch, type Sketch } from "./sketch.ts"

/** Ids of a feed that one hosted reader may say. */
const MAX_IDS = 10

const encoder = new TextEncoder()
/** Three bytes a character; what is longer is cut, and still differs in what comes first. */
const bytes = new Uint8Array(1200)

const hashOf = (key: Uint32Array, reader: string) => sipHash(key, bytes, encoder.encodeInto(reader, bytes).written)

/** What was asked of one file of a feed. */
export class FeedCount {
  readonly feed: CountedFeed
  /** How often each status was answered. */
  readonly statuses = new Map<number, number>()
  /** Agent and address → requests, until they are sifted. */
  readonly visits = new Map<string, number>()
  bots = 0
  #single = 0
  #sketch: Sketch | null = null
  readonly #hosted = new Map<string, number>()
  readonly #said = new Map<string, SaidSum>()

  constructor(feed: CountedFeed) {
    this.feed = feed
  }

  /** Tells readers apart, and forgets who they were. */
  sift(key: Uint32Array): void {
    for (const [visitor, requests] of this.visits) this.#sift(visitor, requests, key)
    this.visits.clear()
  }

  #sift(visitor: string, requests: number, key: Uint32Array): void {
    const cut = visitor.indexOf("\n")
    const agent = visitor.slice(0, cut)
    const known = readAgent(agent)
    switch (known.kind) {
      case "bot":
        this.bots += requests
        return
      case "single":
        this.#single += requests
        this.#sketch ??= emptySketch()
        addToSketch(this.#sketch, hashOf(key, `${readerAddress(visitor.slice(cut + 1))}\n${agent}`))
        return
      case "hosted":
        this.#hosted.set(known.reader, (this.#hosted.get(known.reader) ?? 0) + requests)
        this.#hear(known)
    }
  }

  #hear({ reader, subscribers, feedId }: { reader: string; subscribers: number; feedId: string }): void {
    const name = `${reader} ${feedId}`
    const said = this.#said.get(name)
    if (said) said.subscribers = Math.max(said.subscribers, subscribers)
    else if (subscribers > 0 && this.#idsOf(reader) < MAX_IDS) {
      const { feed, file } = this.feed
      this.#said.set(name, { feed, file, reader, feedId, subscribers })
    }
  }

  #idsOf(reader: string): number {
    return [...this.#said.values()].filter((said) => said.reader === reader).length
  }

  get counters(): CounterSum[] {
    const { kind, format } = this.feed
    return [...this.statuses].map(([status, value]) => ({
      name: "feed_requests",
      labels: [kind, format, `${status}`],
      value,
    }))
  }

  get readers(): ReaderSum[] {
    const { feed, file } = this.feed
    const hosted = [...this.#hosted].map(([reader, requests]) => ({ feed, file, reader, requests }))
    if (!this.#sketch) return hosted
    return [...hosted, { feed, file, reader: "single", requests: this.#single, sketch: formatSketch(this.#sketch) }]
  }

  get said(): SaidSum[] {
    return [...this.#said.values()]
  }
}
